/** Lines along which a function on a grid has one value: marching squares (Lorensen & Cline 1987, in the plane). */

type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/**
 * @param values  [side, side], row by row, at whole coordinates x, y = 0, 1, …, side − 1
 * @returns       straight pieces of the line, in the same coordinates
 */
export function contour(values: ArrayLike<number>, side: number, level: number): Segment[] {
  const segments: Segment[] = [];
  for (let y = 0; y + 1 < side; y++) {
    for (let x = 0; x + 1 < side; x++) {
      const corner = (dx: number, dy: number) => values[(y + dy) * side + x + dx]! - level;
      const [a, b, c, d] = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
      const crossings: (readonly [number, number])[] = [];
      // Where the sign changes on the way around the cell, by straight-line interpolation.
      if (a > 0 !== b > 0) crossings.push([x + a / (a - b), y]);
      if (b > 0 !== c > 0) crossings.push([x + 1, y + b / (b - c)]);
      if (c > 0 !== d > 0) crossings.push([x + 1 - c / (c - d), y + 1]);
      if (d > 0 !== a > 0) crossings.push([x, y + 1 - d / (d - a)]);
      // At a saddle there are two pieces; which of the two ways they join is not to be known from the corners.
      for (let i = 0; i + 1 < crossings.length; i += 2)
        segments.push([...crossings[i]!, ...crossings[i + 1]!] as unknown as Segment);
    }
  }
  return segments;
}

type Place = readonly [x: number, y: number];

/**
 * Pieces that end where others begin, one after the other.
 *
 * @returns lines through places; a closed one ends where it begins
 */
export function joinedPieces(pieces: readonly Segment[]): Place[][] {
  const ends = pieces.map(([x0, y0, x1, y1]): [Place, Place] => [
    [x0, y0],
    [x1, y1],
  ]);
  const keyOf = ([x, y]: Place) => `${x.toFixed(6)} ${y.toFixed(6)}`;
  const touching = new Map<string, number[]>();
  for (const [piece, both] of ends.entries())
    for (const end of both) {
      const key = keyOf(end);
      touching.set(key, [...(touching.get(key) ?? []), piece]);
    }
  const used = new Set<number>();
  /** The other end of a piece that was not used yet and touches a place. */
  const next = (place: Place): Place | undefined => {
    const key = keyOf(place);
    const piece = touching.get(key)?.find((each) => !used.has(each));
    if (piece === undefined) return undefined;
    used.add(piece);
    const [first, last] = ends[piece]!;
    return keyOf(first) === key ? last : first;
  };
  const lines: Place[][] = [];
  for (const [piece, [first, last]] of ends.entries()) {
    if (used.has(piece)) continue;
    used.add(piece);
    const line = [first, last];
    for (let place = next(last); place; place = next(place)) line.push(place);
    for (let place = next(first); place; place = next(place)) line.unshift(place);
    lines.push(line);
  }
  return lines;
}
