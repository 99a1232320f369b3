/** What the reader can change in the demo `generator`, and what follows from it. */
import type { View } from '#src/draw/plane.ts';
import type { Point, Stroke } from '#src/draw/strokes.ts';
import { linear, spherical } from '#src/math/interpolation.ts';
import { standardNormals } from '#src/math/random.ts';
import { choiceField, drawingField, numberField, pointField, type Fields } from '../link-state.ts';

/** `any`: the generator that is told nothing; `class`: the one that is asked for a digit. */
export type Kind = 'any' | 'class';
export type Way = 'line' | 'arc';

export interface GeneratorState {
  /** The reader's drawing. */
  readonly d: readonly Stroke[];
  readonly kind: Kind;
  /** The digit asked for. */
  readonly y: number;
  /** Of the sheet of samples. */
  readonly seed: number;
  /** The samples that span the plane, by their places on the sheet; never the same. */
  readonly a: number;
  readonly b: number;
  /** The latent that is looked at, in coordinates of that plane. */
  readonly z: Point;
  /** The way from a to b. */
  readonly way: Way;
}

export const latentDim = 32;
/** Samples on the sheet, as many as the models' references hold. */
export const sampleCount = 10;
/** The seed of the references' latents: the first sheet is theirs. */
export const firstSeed = 2019;

/** Latents of the standard normal rarely lie farther than 8 from the origin (in 32 dimensions 1 of 1,515). */
export const whole: View = { x: 0, y: 0, span: 16 };

/** The distance from the origin near which latents of the prior lie: √K. */
export const shell = Math.sqrt(latentDim);

const place = numberField({ min: 0, max: sampleCount - 1, digits: 0 });

export const fields: Fields<GeneratorState> = {
  d: drawingField,
  kind: choiceField(['any', 'class']),
  y: numberField({ min: 0, max: 9, digits: 0 }),
  seed: numberField({ min: 0, max: 999_999, digits: 0 }),
  a: place,
  b: place,
  z: pointField({ min: -8, max: 8, digits: 3 }),
  way: choiceField(['line', 'arc']),
};

/** The latents of a sheet, each of `latentDim` numbers. */
export function sheetLatents(seed: number): number[][] {
  const draws = standardNormals(seed, sampleCount * latentDim);
  return Array.from({ length: sampleCount }, (_, i) => [
    ...draws.subarray(i * latentDim, (i + 1) * latentDim),
  ]);
}

/** The plane of latent space through the origin and two latents; lengths and angles in it are those of the space. */
export interface LatentPlane {
  readonly a: Point;
  readonly b: Point;
  /** The latent at a point of the plane. */
  at(point: Point): number[];
}

/** a lies on the first axis, and b on the side of the second (Gram–Schmidt). */
export function planeThrough(a: readonly number[], b: readonly number[]): LatentPlane {
  const length = Math.hypot(...a);
  const first = a.map((value) => value / length);
  const along = dot(b, first);
  const rest = b.map((value, i) => value - along * first[i]!);
  const across = Math.hypot(...rest);
  const second = rest.map((value) => value / across);
  return {
    a: [length, 0],
    b: [along, across],
    at: ([u, v]) => first.map((value, i) => u * value + v * second[i]!),
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** The state with another sample at one end; the two ends change places where it was the other's. z goes there. */
export function withEnd(state: GeneratorState, end: 'a' | 'b', sample: number): GeneratorState {
  const other = end === 'a' ? 'b' : 'a';
  const ends = { a: state.a, b: state.b, [end]: sample };
  if (ends[other] === sample) ends[other] = state[end];
  const plane = planeOf({ ...state, ...ends });
  return { ...state, ...ends, z: plane[end] };
}

/** The state with another sheet; z goes to its a. */
export function withSeed(state: GeneratorState, seed: number): GeneratorState {
  return { ...state, seed, z: planeOf({ ...state, seed }).a };
}

export function planeOf({ seed, a, b }: Pick<GeneratorState, 'seed' | 'a' | 'b'>): LatentPlane {
  const latents = sheetLatents(seed);
  return planeThrough(latents[a]!, latents[b]!);
}

/** A link may name one sample twice, which spans no plane: then b is the next one. */
export function readable(state: GeneratorState): GeneratorState {
  return state.a === state.b ? { ...state, b: (state.a + 1) % sampleCount } : state;
}

const ways = { line: linear, arc: spherical } as const;

/** The point at share t of the way from a to b. */
export function pointOn(way: Way, { a, b }: LatentPlane, t: number): Point {
  const [x, y] = ways[way](a, b, t);
  return [x!, y!];
}

/** Images along each way. */
export const stepCount = 9;

export function pointsOn(way: Way, plane: LatentPlane, count: number): Point[] {
  return Array.from({ length: count }, (_, i) => pointOn(way, plane, i / (count - 1)));
}

/** How far along a way a point is, 0 at a and 1 at b: by its shadow on the line, by its angle on the arc. */
export function shareOn(way: Way, { a, b }: LatentPlane, z: Point): number {
  const chord = [b[0] - a[0], b[1] - a[1]] as const;
  const share =
    way === 'line'
      ? dot([z[0] - a[0], z[1] - a[1]], chord) / dot(chord, chord)
      : Math.atan2(z[1], z[0]) / Math.atan2(b[1], b[0]);
  return Math.min(1, Math.max(0, share));
}

/** Images a side of the plane's ground. */
export const tileCount = 9;

/** The latents in the middles of the plane's tiles, row by row from the top. → [tileCount², latentDim] */
export function tileLatents(plane: LatentPlane): number[][] {
  const step = whole.span / tileCount;
  const middle = (i: number) => (i + 0.5) * step - whole.span / 2;
  return Array.from({ length: tileCount ** 2 }, (_, i) =>
    plane.at([middle(i % tileCount), -middle(Math.floor(i / tileCount))]),
  );
}

/** Digits as one-hot rows, [digits.length, 10]. */
export function oneHot(digits: readonly number[]): Float32Array {
  const rows = new Float32Array(10 * digits.length);
  for (const [row, digit] of digits.entries()) rows[10 * row + digit] = 1;
  return rows;
}

/** The discriminator's probability of being real, of its score: D = σ(s). */
export function probability(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
