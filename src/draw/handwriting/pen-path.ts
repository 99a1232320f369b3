/** Pen paths: knots as they are noted down, and the smooth curves a hand makes of them. */

/** In units of the digit's height. */
const FINEST_SPACING = 0.05;

/** A point [x, y], y down. */
export type Point = readonly [x: number, y: number];

export interface Knot {
  readonly at: Point;
  /** The pen turns here without rounding. */
  readonly corner: boolean;
}

/** What is written from touching the paper to leaving it, once for each time the pen touches. */
export type PenPath = readonly (readonly Knot[])[];

/** @param notation as `10,22 30,0! 30,100 / 8,98 52,98`, in hundredths: `!` is a corner, `/` lifts the pen */
export function parsePath(notation: string): PenPath {
  return notation.split(' / ').map((stroke) =>
    stroke.split(' ').map((knot) => {
      const [x, y] = knot.replace('!', '').split(',').map(Number);
      return { at: [x! / 100, y! / 100], corner: knot.endsWith('!') };
    }),
  );
}

/** The path between others with the same knots, their shares summing to one. */
export function mixPaths(paths: readonly PenPath[], shares: readonly number[]): PenPath {
  return paths[0]!.map((stroke, s) =>
    stroke.map(({ corner }, k) => {
      let [x, y] = [0, 0];
      for (const [p, path] of paths.entries()) {
        const { at } = path[s]![k]!;
        x += shares[p]! * at[0];
        y += shares[p]! * at[1];
      }
      return { at: [x, y], corner };
    }),
  );
}

/**
 * A curve through all knots, smooth but at the corners (centripetal Catmull–Rom: no cusps, no loops of its own;
 * Yuksel et al. 2011).
 *
 * @param maxPoints at least as many as there are knots; long strokes get about as many, short ones fewer
 */
export function smoothStroke(knots: readonly Knot[], maxPoints: number): Point[] {
  const gaps = knots.slice(1).map(({ at }, k) => distance(knots[k]!.at, at));
  const piecesOf = (gap: number) => Math.max(1, Math.ceil(gap / spacing));
  let spacing = FINEST_SPACING;
  while (gaps.reduce((sum, gap) => sum + piecesOf(gap), 1) > maxPoints) spacing *= 1.1;

  const points: Point[] = [knots[0]!.at];
  for (let k = 0; k + 1 < knots.length; k++) {
    const from = knots[k]!;
    const to = knots[k + 1]!;
    const before = from.corner || k === 0 ? mirror(to.at, from.at) : knots[k - 1]!.at;
    const after = to.corner || k + 2 === knots.length ? mirror(from.at, to.at) : knots[k + 2]!.at;
    const pieces = piecesOf(gaps[k]!);
    for (let piece = 1; piece <= pieces; piece++) {
      points.push(catmullRom(before, from.at, to.at, after, piece / pieces));
    }
  }
  return points;
}

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const mirror = (point: Point, about: Point): Point => [2 * about[0] - point[0], 2 * about[1] - point[1]];

/** From p1 (t = 0) to p2 (t = 1), with knots in time at the square roots of the distances. */
function catmullRom(p0: Point, p1: Point, p2: Point, p3: Point, t: number): Point {
  const step = (a: Point, b: Point) => Math.max(1e-6, Math.sqrt(distance(a, b)));
  const d01 = step(p0, p1);
  const d12 = step(p1, p2);
  const d23 = step(p2, p3);
  const along = (axis: 0 | 1) => {
    const a = p0[axis];
    const b = p1[axis];
    const c = p2[axis];
    const d = p3[axis];
    const slopeIn = (b - a) / d01 - (c - a) / (d01 + d12) + (c - b) / d12;
    const slopeOut = (c - b) / d12 - (d - b) / (d12 + d23) + (d - c) / d23;
    const m1 = slopeIn * d12;
    const m2 = slopeOut * d12;
    const cubic = 2 * b - 2 * c + m1 + m2;
    const square = -3 * b + 3 * c - 2 * m1 - m2;
    return ((cubic * t + square) * t + m1) * t + b;
  };
  return [along(0), along(1)];
}
