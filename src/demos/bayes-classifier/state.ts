/** What the reader can change in the demo `bayes-classifier`, and what Bayes' rule makes of it. */
import type { Stroke } from '#src/draw/strokes.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';
import { niceLimit } from '#src/math/nice-limit.ts';
import { seededRandomStream } from '#src/math/random.ts';
import { choiceField, drawingField, numberField, type Field, type Fields } from '../link-state.ts';

export const classCount = 10;
/** Pixels in a row of an image. */
const side = 28;
const pixels = side ** 2;

/** `dot`: two by two pixels of ink in the middle of the paper. */
const sources = ['drawing', 'noise', 'dot'] as const;
/** What is done to the image before the models see it, as the cards' strangers are made. */
export const changes = ['none', 'turned', 'shifted', 'inverted'] as const;
export type Change = (typeof changes)[number];

/** Per cent of the validation digits that may be refused; with 0 there is always an answer. */
export const refusals = [0, 1, 2, 5, 10, 25, 50, 75] as const;

export const firstSeed = 1;

export interface BayesState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  readonly source: (typeof sources)[number];
  /** Of the noise. */
  readonly seed: number;
  readonly change: Change;
  /** p(y), [10], summing to 1. */
  readonly prior: readonly number[];
  /** Place in `refusals`. */
  readonly refused: number;
}

export const uniformPrior: readonly number[] = Array.from({ length: classCount }, () => 1 / classCount);

const decimals = 4;
const priorField: Field<readonly number[]> = {
  write: (prior) => prior.map((share) => String(Number(share.toFixed(decimals)))).join(','),
  read(text) {
    const share = numberField({ min: 0, max: 1, digits: decimals });
    const shares = text.split(',').map((part) => share.read(part));
    if (shares.length !== classCount || shares.some((value) => value === undefined)) return undefined;
    const sum = shares.reduce<number>((total, value) => total + value!, 0);
    return sum > 0 ? shares.map((value) => value! / sum) : undefined;
  },
};

export const fields: Fields<BayesState> = {
  d: drawingField,
  source: choiceField(sources),
  seed: numberField({ min: 0, max: 999_999, digits: 0 }),
  change: choiceField(changes),
  prior: priorField,
  refused: numberField({ min: 0, max: refusals.length - 1, digits: 0 }),
};

/** One digit given a share, the others keeping their proportions in what is left; they share evenly where they had none. */
export function withPrior(prior: readonly number[], digit: number, share: number): readonly number[] {
  const rest = prior.reduce((sum, value, each) => (each === digit ? sum : sum + value), 0);
  return prior.map((value, each) => {
    if (each === digit) return share;
    return (1 - share) * (rest > 0 ? value / rest : 1 / (prior.length - 1));
  });
}

/**
 * What the models are shown.
 *
 * @param drawn [784] the drawing, 0 = paper and 1 = ink
 * @returns     [784]
 */
export function shownImage(
  drawn: Float32Array,
  { source, seed, change }: Pick<BayesState, 'source' | 'seed' | 'change'>,
): Float32Array {
  const image = source === 'noise' ? noise(seed) : source === 'dot' ? dot() : drawn;
  const moved = (from: (row: number, column: number) => number) =>
    image.map((_, i) => image[from(Math.floor(i / side), i % side)]!);
  switch (change) {
    case 'none':
      return image;
    case 'turned':
      return moved((row, column) => column * side + (side - 1 - row));
    case 'shifted':
      return moved((row, column) => ((row + 24) % side) * side + ((column + 24) % side));
    case 'inverted':
      return image.map((value) => 1 - value);
  }
}

function noise(seed: number): Float32Array {
  const random = seededRandomStream(seed);
  return Float32Array.from({ length: pixels }, () => random.integer(2));
}

function dot(): Float32Array {
  const image = new Float32Array(pixels);
  const middle = (side / 2 - 1) * (side + 1);
  for (const at of [0, 1, side, side + 1]) image[middle + at] = 1;
  return image;
}

/** Ink where a pixel is at least half covered, which is all that the density sees. */
export function blackAndWhite(image: Float32Array): Float32Array {
  return image.map((value) => (value >= 0.5 ? 1 : 0));
}

/** The image once for each digit, told that it is this digit: x [10 · 784] and y [10 · 10]. */
export function askedOfAll(image: Float32Array): { x: Float32Array; y: Float32Array } {
  const [x, y] = [new Float32Array(classCount * pixels), new Float32Array(classCount ** 2)];
  for (let digit = 0; digit < classCount; digit++) {
    x.set(image, digit * pixels);
    y[digit * (classCount + 1)] = 1;
  }
  return { x, y };
}

export function softmax(logits: readonly number[]): number[] {
  const total = logSumExp(logits);
  return logits.map((logit) => Math.exp(logit - total));
}

export interface Judgement {
  /** log p(x|y) + log p(y) */
  readonly joint: readonly number[];
  /** log p(x) */
  readonly evidence: number;
  /** p(y|x) */
  readonly posterior: readonly number[];
  /** The digit of the largest posterior. */
  readonly likeliest: number;
}

/** @param logLikelihoods log p(x|y) of each digit, in nats */
export function judge(logLikelihoods: readonly number[], prior: readonly number[]): Judgement {
  const joint = logLikelihoods.map((value, digit) => value + Math.log(prior[digit]!));
  const posterior = softmax(joint);
  return { joint, evidence: logSumExp(joint), posterior, likeliest: indexOfLargest(posterior) };
}

export function indexOfLargest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

/** Where the axis of log-probabilities begins; it ends at 0. The same for all that is drawn by a pen, longer for noise. */
export function axisStart(joint: readonly number[]): number {
  return -Math.max(150, niceLimit(-Math.max(...joint)));
}

/** Share of the axis that a log-probability fills, from its beginning. */
export function filled(value: number, start: number): number {
  return Math.max(0, 1 - value / start);
}
