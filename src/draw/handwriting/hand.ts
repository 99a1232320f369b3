/** What a hand makes of a digit: never twice the same form, slant, width and line. */
import type { RandomStream } from '#src/math/random.ts';
import type { DigitForm } from './digit-forms.ts';
import { bounds } from './ink.ts';
import { mixPaths, smoothStroke, type Knot, type Point } from './pen-path.ts';

/** How far hands differ; standard deviations unless said otherwise. */
export interface Hand {
  /** Of each knot, in digit heights. */
  readonly unsteadiness: number;
  /** Of the slow bending of the paper, in digit heights. */
  readonly wobble: number;
  /** Mean lean to the right, in widths a height. */
  readonly slant: number;
  readonly slantSpread: number;
  /** In radians. */
  readonly turn: number;
  /** Of the logarithm of width by height. */
  readonly aspect: number;
  /** Of how much the upper half is larger than the lower one, as a share. */
  readonly balance: number;
  /** Least and greatest longer side in the unit square. */
  readonly size: readonly [number, number];
  /** Greatest distance of the middle from the square's, along each axis. */
  readonly offset: number;
}

const MAX_POINTS = 40;

export interface WrittenDigit {
  /** At most 40 points [x, y] each, in the unit square, y down, rounded to three decimals. */
  readonly strokes: [number, number][][];
  /**
   * How far the digit leans to the right of its upright form, in widths a height: how far over the top of an upright
   * line of height 1 comes to lie, by the affine map that best takes the form's knots to the written ones.
   */
  readonly slant: number;
}

/** A digit as one hand writes it once. */
export function writeDigit(forms: readonly DigitForm[], hand: Hand, random: RandomStream): WrittenDigit {
  const path = mixForm(chooseForm(forms, random), random);
  const shaken = path.map((knots) =>
    knots.map(({ at: [x, y], corner }): Knot => {
      const [dx, dy] = [hand.unsteadiness * random.normal(), hand.unsteadiness * random.normal()];
      return { at: [x + dx, y + dy], corner };
    }),
  );
  const bend = bending(hand, random);
  const bent = shaken.map((knots) => smoothStroke(knots, MAX_POINTS).map(bend));
  return {
    strokes: place(bent, hand, random),
    slant: leanOf(
      path.flat().map(({ at }) => at),
      shaken.flat().map(({ at }) => bend(at)),
    ),
  };
}

/** In digit heights squared a point, so that a form which is all but a line leaves the fit defined. */
const RIDGE = 0.001;

/**
 * −A₀₁ / A₁₁ of the matrix A that best takes the points of a form to those written, each from their middle, by least
 * squares with a ridge on what x does beside staying x. What leans to the right has less x further down.
 */
function leanOf(form: readonly Point[], written: readonly Point[]): number {
  const [from, to] = [fromMiddle(form), fromMiddle(written)];
  const sum = (of: (k: number) => number) => from.reduce((total, _, k) => total + of(k), 0);
  const across = sum((k) => from[k]![0] ** 2) + RIDGE * from.length;
  const mixed = sum((k) => from[k]![0] * from[k]![1]);
  const determinant = across * sum((k) => from[k]![1] ** 2) - mixed ** 2;
  // The second column of A − 1, times the determinant.
  const [intoX, intoY] = ([0, 1] as const).map((axis) => {
    const moved = (k: number) => to[k]![axis] - from[k]![axis];
    return across * sum((k) => moved(k) * from[k]![1]) - mixed * sum((k) => moved(k) * from[k]![0]);
  });
  return -intoX! / (intoY! + determinant);
}

function fromMiddle(points: readonly Point[]): readonly Point[] {
  const middle = ([0, 1] as const).map(
    (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length,
  );
  return points.map(([x, y]): Point => [x - middle[0]!, y - middle[1]!]);
}

function chooseForm(forms: readonly DigitForm[], random: RandomStream): DigitForm {
  let left = random.uniform() * forms.reduce((sum, { weight }) => sum + weight, 0);
  return forms.find(({ weight }) => (left -= weight) < 0) ?? forms.at(-1)!;
}

/** Shares uniform over all mixtures: exponential draws divided by their sum. */
function mixForm({ extremes }: DigitForm, random: RandomStream) {
  const draws = extremes.map(() => -Math.log(1 - random.uniform()) + 1e-9);
  const sum = draws.reduce((total, draw) => total + draw, 0);
  return mixPaths(
    extremes,
    draws.map((draw) => draw / sum),
  );
}

/** One smooth map of the plane, so that strokes which met still meet. */
function bending(hand: Hand, random: RandomStream): (point: Point) => Point {
  const upper = Math.max(-0.6, Math.min(0.6, hand.balance * random.normal())); // at ±1 one end would fold
  const width = Math.exp(hand.aspect * random.normal());
  const slant = hand.slant + hand.slantSpread * random.normal();
  const angle = hand.turn * random.normal();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const waves = [wave(hand, random), wave(hand, random)];
  return ([x0, y0]) => {
    const [px, py] = [x0, y0 + upper * y0 * (1 - y0)];
    let [x, y] = [px, py];
    for (const { kx, ky, phase, ax, ay } of waves) {
      const swing = Math.sin(kx * px + ky * py + phase);
      x += ax * swing;
      y += ay * swing;
    }
    x = (x - 0.3) * width;
    y -= 0.5;
    x -= slant * y;
    return [cos * x - sin * y, sin * x + cos * y];
  };
}

function wave({ wobble }: Hand, random: RandomStream) {
  const direction = 2 * Math.PI * random.uniform();
  const frequency = 2 * Math.PI * (0.4 + 0.7 * random.uniform()); // about half a wave to one, a digit
  return {
    kx: frequency * Math.cos(direction),
    ky: frequency * Math.sin(direction),
    phase: 2 * Math.PI * random.uniform(),
    ax: wobble * random.normal(),
    ay: wobble * random.normal(),
  };
}

function place(
  strokes: readonly Point[][],
  { size, offset }: Hand,
  random: RandomStream,
): [number, number][][] {
  const { left, top, width, height } = bounds(strokes);
  const side = size[0] + (size[1] - size[0]) * random.uniform();
  const scale = side / Math.max(width, height);
  const middle = () => 0.5 + offset * (2 * random.uniform() - 1);
  const [middleX, middleY] = [middle(), middle()];
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return strokes.map((stroke) =>
    stroke.map(([x, y]) => [
      round((x - left - width / 2) * scale + middleX),
      round((y - top - height / 2) * scale + middleY),
    ]),
  );
}
