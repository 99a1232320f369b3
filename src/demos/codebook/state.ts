/** What the reader can change in the demo `codebook`, and what follows from it. */
import type { Stroke } from '#src/draw/strokes.ts';
import { uniforms } from '#src/math/random.ts';
import { softmax } from '#src/math/softmax.ts';
import { choiceField, drawingField, numberField, type Field, type Fields } from '../link-state.ts';

/** Places of a side of the grid, and codes of the codebook. */
export const side = 7;
export const placeCount = side * side;
export const codeCount = 64;
/** Pixels of a side of the images. */
export const imageSide = 28;

/** [49], row by row. */
export type Codes = readonly number[];

export interface CodebookState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  /** The codes, where they are not those of the drawing. */
  readonly c: Codes | undefined;
  /** The code that the pen sets. */
  readonly pen: number;
  /** The place that is looked at. */
  readonly place: number;
  /** Rows from the top that stay when the prior fills the grid. */
  readonly rows: number;
  /** Temperature. */
  readonly t: number;
  /** Of what the prior fills the grid with, and of the grids that are compared. */
  readonly seed: number;
  readonly grids: number;
  /** What is written on the places. */
  readonly show: (typeof shows)[number];
}

export const shows = ['codes', 'nats', 'none'] as const;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A letter for each code; `.` for those of the drawing. */
export const codesField: Field<Codes | undefined> = {
  write: (codes) => (codes === undefined ? '.' : codes.map((code) => letters[code]).join('')),
  read(text) {
    if (text.length !== placeCount || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
    return Array.from(text, (letter) => letters.indexOf(letter));
  },
};

/** Ends of the sliders. */
export const ranges = { rows: { min: 0, max: side - 1 }, t: { min: 0.2, max: 2 } } as const;
const lastSeed = 999_999;
const seedField = numberField({ min: 1, max: lastSeed, digits: 0 });

export function nextSeed(seed: number): number {
  return (seed % lastSeed) + 1;
}

export const fields: Fields<CodebookState> = {
  d: drawingField,
  c: codesField,
  pen: numberField({ min: 0, max: codeCount - 1, digits: 0 }),
  place: numberField({ min: 0, max: placeCount - 1, digits: 0 }),
  rows: numberField({ ...ranges.rows, digits: 0 }),
  t: numberField({ ...ranges.t, digits: 2 }),
  seed: seedField,
  grids: seedField,
  show: choiceField(shows),
};

/** Codes as the graphs take them: whole numbers in float32. */
export function codesTensor(grids: readonly Codes[]): {
  data: Float32Array<ArrayBuffer>;
  shape: [number, 7, 7];
} {
  return { data: Float32Array.from(grids.flat()), shape: [grids.length, side, side] };
}

/** The codes with one at these places; the same array where nothing changes. */
export function withCode(codes: Codes, places: readonly number[], code: number): Codes {
  return places.every((place) => codes[place] === code)
    ? codes
    : codes.map((own, place) => (places.includes(place) ? code : own));
}

/** How often each code occurs. @param counts [places, codes] */
export function usageOf(counts: ArrayLike<number>): number[] {
  const usage = Array<number>(codeCount).fill(0);
  for (let i = 0; i < counts.length; i++) usage[i % codeCount]! += counts[i]!;
  return usage;
}

/** The codes by how often they occur, most first. */
export function byUsage(usage: readonly number[]): number[] {
  return [...usage.keys()].sort((a, b) => usage[b]! - usage[a]!);
}

/** exp(entropy) of the usage: how many codes, all used as often, would be as hard to guess. */
export function perplexity(usage: readonly number[]): number {
  const total = usage.reduce((sum, times) => sum + times, 0);
  return Math.exp(
    usage.reduce((sum, times) => (times > 0 ? sum - (times / total) * Math.log(times / total) : sum), 0),
  );
}

/**
 * The logits of codes at each place by how often they occur there, with half a grid of each code added, so that none is
 * impossible: what the prior's card holds it against.
 *
 * @param counts [places, codes]
 * @returns      [places, codes]
 */
export function frequencyLogits(counts: ArrayLike<number>): Float32Array {
  return Float32Array.from(counts, (times) => Math.log(times + 0.5));
}

/** What a grid costs in nats where all codes are as likely. */
export const uniformNats = placeCount * Math.log(codeCount);

/**
 * −log p of each code of a grid.
 *
 * @param logits [places, codes]
 * @returns      [places]
 */
export function natsOf(codes: Codes, logits: ArrayLike<number>): number[] {
  return codes.map((code, place) => -Math.log(probabilitiesAt(logits, place)[code]!));
}

/** The probabilities of the codes at a place, [codes]; the flatter the hotter. */
export function probabilitiesAt(logits: ArrayLike<number>, place: number, temperature = 1): Float64Array {
  return softmax(
    Float64Array.from({ length: codeCount }, (_, code) => logits[place * codeCount + code]! / temperature),
  );
}

/** The code that a number in [0, 1) draws. */
export function drawn(probabilities: ArrayLike<number>, uniform: number): number {
  let sum = 0;
  for (let code = 0; code < probabilities.length; code++) {
    sum += probabilities[code]!;
    if (uniform < sum) return code;
  }
  return probabilities.length - 1; // what rounding left over
}

/** The head of a small seed's stream is passed over: it has not yet spread through the generator. */
const passedOver = 18;

/** For each place of as many grids a number in [0, 1), whatever the pace at which they are filled. [grids · 49] */
export function drawsOf(seed: number, grids = 1): Float32Array {
  return uniforms(seed, passedOver + grids * placeCount).subarray(passedOver);
}

/** The likeliest codes at a place. */
export function likeliest(logits: ArrayLike<number>, place: number, count: number): Likely[] {
  const shares = probabilitiesAt(logits, place);
  return [...shares.keys()]
    .sort((a, b) => shares[b]! - shares[a]!)
    .slice(0, count)
    .map((code) => ({ code, share: shares[code]! }));
}

export interface Likely {
  readonly code: number;
  readonly share: number;
}

/** What fills whole grids, to be compared. */
export const fillings = ['prior', 'frequency', 'uniform'] as const;
export type Filling = (typeof fillings)[number];
/** Grids of each. */
export const gridsEach = 4;

/** Grids whose places are drawn each by itself. @param logits [places, codes] */
export function drawnApart(logits: ArrayLike<number>, seed: number): Codes[] {
  const draws = drawsOf(seed, gridsEach);
  return Array.from({ length: gridsEach }, (_, grid) =>
    Array.from({ length: placeCount }, (__, place) =>
      drawn(probabilitiesAt(logits, place), draws[grid * placeCount + place]!),
    ),
  );
}
