/** What the reader can change in the demo `few-labels`: the count they look at, the digits they label, and their labels. */
import { drawStrokesExample } from '#src/draw/handwriting/digits.ts';
import { seededRandomStream } from '#src/math/random.ts';
import { numberField, type Field, type Fields } from '../link-state.ts';

/** Digits to label. */
export const labelCount = 20;
/** Digits that the probes are tried on. */
export const testCount = 300;
/** λ of the probes, as the card's. */
export const penalty = 1;
export const pixels = 784;

/** Of the digits to label; the others come from a seed that none of these is. */
export const firstSeed = 1;
export const lastSeed = 999_999;
const testSeed = 1_000_000;

/** A label for each digit, in their order; undefined where there is none yet. */
export type Labels = readonly (number | undefined)[];

export const noLabels: Labels = Array.from({ length: labelCount }, () => undefined);

const labelsField: Field<Labels> = {
  write: (labels) => labels.map((label) => (label === undefined ? '-' : String(label))).join(''),
  read: (text) =>
    new RegExp(`^[-0-9]{${labelCount}}$`).test(text)
      ? Array.from(text, (letter) => (letter === '-' ? undefined : Number(letter)))
      : undefined,
};

export interface FewLabelsState {
  /** Place of the count in the card's. */
  readonly count: number;
  readonly seed: number;
  readonly labels: Labels;
}

/** @param counts how many counts of labels the card has */
export const fieldsOf = (counts: number): Fields<FewLabelsState> => ({
  count: numberField({ min: 0, max: counts - 1, digits: 0 }),
  seed: numberField({ min: firstSeed, max: lastSeed, digits: 0 }),
  labels: labelsField,
});

export interface Drawn {
  /** [count · 784], 0 = paper and 1 = ink */
  readonly images: Float32Array;
  /** What was meant to be drawn. */
  readonly meant: readonly number[];
}

/** As many of each digit as of any other, in random order, each in another hand. */
function drawDigits(count: number, seed: number): Drawn {
  const random = seededRandomStream(seed);
  const meant = random.shuffle(Uint8Array.from({ length: count }, (_, i) => i % 10));
  const images = new Float32Array(count * pixels);
  for (const [i, label] of meant.entries()) {
    const { image } = drawStrokesExample(label, random);
    for (const [pixel, grey] of image.entries()) images[i * pixels + pixel] = grey / 255;
  }
  return { images, meant: [...meant] };
}

export const drawToLabel = (seed: number) => drawDigits(labelCount, seed);
export const drawTests = () => drawDigits(testCount, testSeed);

export function withLabel(labels: Labels, digit: number, label: number | undefined): Labels {
  return labels.map((given, each) => (each === digit ? label : given));
}

/** The next digit without a label, from the one after `digit` on and round; `digit` itself where all have one. */
export function nextUnlabelled(labels: Labels, digit: number): number {
  const places = Array.from({ length: labels.length }, (_, step) => (digit + 1 + step) % labels.length);
  return places.find((place) => labels[place] === undefined) ?? digit;
}

/** What a probe is taught by: the digits that have labels. */
export interface Lesson {
  readonly digits: readonly number[];
  readonly labels: readonly number[];
}

export function lessonOf(labels: Labels): Lesson {
  const digits = [...labels.keys()].filter((digit) => labels[digit] !== undefined);
  return { digits, labels: digits.map((digit) => labels[digit]!) };
}

/** The first labels of a lesson, for what was known then. */
export function firstOf({ digits, labels }: Lesson, count: number): Lesson {
  return { digits: digits.slice(0, count), labels: labels.slice(0, count) };
}

/** Rows of features [count · dims] in the order asked for. */
export function rowsOf(features: Float32Array, dims: number, rows: readonly number[]): Float32Array {
  const chosen = new Float32Array(rows.length * dims);
  for (const [to, row] of rows.entries())
    chosen.set(features.subarray(row * dims, (row + 1) * dims), to * dims);
  return chosen;
}

/** Share wrong, with the standard error of counting. */
export function errorOf(predicted: readonly number[], meant: readonly number[]) {
  const value = meant.filter((label, i) => predicted[i] !== label).length / meant.length;
  return { value, standardError: Math.sqrt((value * (1 - value)) / meant.length) };
}
