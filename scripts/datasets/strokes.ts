/** The built-in data set: handwritten-looking digits drawn from our own pen paths, any number, from a seed. */
import { sha256 } from '#scripts/hash.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import type { Dataset, Split } from './dataset.ts';
import { digitForms, schoolbookForms } from './digit-forms.ts';
import { DatasetError } from './error.ts';
import { writeDigit, type Hand } from './handwriting.ts';
import { IMAGE_WIDTH, inkStrokes, type Pen } from './ink.ts';

export interface StrokesExample {
  readonly label: number;
  /** Points [x, y] in the unit square, y down; at most 40 a stroke. */
  readonly strokes: [number, number][][];
  /** [28 · 28] grey bytes, 0 = paper, centred and scaled as MNIST is. */
  readonly image: Uint8Array;
  /** To the right, in widths a height, as `WrittenDigit` says. */
  readonly slant: number;
  /** Width of the line, the mean over the strokes' points, in pixels. */
  readonly strokeWidth: number;
}

export interface StrokesSplit extends Split {
  /** [count] lean of each digit to the right, in widths a height. */
  readonly slants: Float32Array;
  /** [count] mean width of each digit's line, in pixels. */
  readonly strokeWidths: Float32Array;
}

export type StrokesDataset = Dataset<StrokesSplit> & { readonly id: 'strokes' };

/** As different as people are. */
const CROWD: Hand = {
  unsteadiness: 0.019,
  wobble: 0.034,
  slant: 0.13,
  slantSpread: 0.24,
  turn: 0.07,
  aspect: 0.18,
  balance: 0.2,
  size: [0.5, 0.85],
  offset: 0.07,
};

/** A good example of each digit, as in a schoolbook. */
const SCHOOLBOOK: Hand = {
  unsteadiness: 0.003,
  wobble: 0.01,
  slant: 0.1,
  slantSpread: 0.03,
  turn: 0.015,
  aspect: 0.04,
  balance: 0.05,
  size: [0.72, 0.76],
  offset: 0,
};

/** One digit, written and inked. */
export function drawStrokesExample(
  label: number,
  random: RandomStream,
  { calm = false }: { readonly calm?: boolean } = {},
): StrokesExample {
  const forms = (calm ? schoolbookForms : digitForms)[label];
  if (!forms) throw new RangeError(`There is no digit ${label} to draw; it must be an integer from 0 to 9.`);
  const { strokes, slant } = writeDigit(forms, calm ? SCHOOLBOOK : CROWD, random);
  const pen = calm ? steadyPen(strokes) : takePen(strokes, random);
  const pressures = pen.pressure.flat();
  const pressure = pressures.reduce((sum, value) => sum + value, 0) / pressures.length;
  return { label, strokes, image: inkStrokes(strokes, pen), slant, strokeWidth: pen.width * pressure };
}

function steadyPen(strokes: readonly (readonly unknown[])[]): Pen {
  return { width: 2.4, softness: 1, pressure: strokes.map((stroke) => stroke.map(() => 1)) };
}

function takePen(strokes: readonly (readonly unknown[])[], random: RandomStream): Pen {
  const width = Math.min(4.6, Math.max(1.1, 2.5 * Math.exp(0.28 * random.normal())));
  const swell = 0.12 * random.normal();
  const period = 12 + 20 * random.uniform(); // in points of a stroke
  const phase = 2 * Math.PI * random.uniform();
  const pressure = strokes.map((stroke) =>
    stroke.map((_, k) => {
      const slow = swell * Math.sin((2 * Math.PI * k) / period + phase);
      return Math.max(0.5, 1 + slow + 0.07 * random.normal());
    }),
  );
  return { width, softness: 0.9 + 0.4 * random.uniform(), pressure };
}

export interface StrokesOptions {
  readonly seed: number;
  readonly counts: Readonly<Record<'train' | 'validation' | 'test', number>>;
}

const DEFAULTS: StrokesOptions = { seed: 1998, counts: { train: 50_000, validation: 10_000, test: 10_000 } };

/** As many of each digit as of any other, in random order. The same seed and counts give the same bytes. */
export function makeStrokes({ seed, counts }: StrokesOptions): StrokesDataset {
  const random = seededRandomStream(seed);
  // Held-out splits first, so that they stay the same however many images there are to train on.
  const test = drawSplit(counts.test, random);
  const validation = drawSplit(counts.validation, random);
  const train = drawSplit(counts.train, random);
  const named = { train, validation, test };
  return {
    id: 'strokes',
    height: IMAGE_WIDTH,
    width: IMAGE_WIDTH,
    ...named,
    name: { ko: '스스로 그린 숫자', en: 'Digits drawn by the project' },
    source: `Drawn by scripts/datasets/strokes.ts from the project's own pen paths, seed ${seed}`,
    licence: 'MIT',
    sha256: Object.fromEntries(
      Object.entries(named).flatMap(([split, { images, labels }]) => [
        [`${split}-images`, sha256(images)],
        [`${split}-labels`, sha256(labels)],
      ]),
    ),
  };
}

export async function loadStrokes(options: Partial<StrokesOptions> = {}): Promise<StrokesDataset> {
  return makeStrokes({ ...DEFAULTS, ...options });
}

/** @throws DatasetError where nobody knows how the digits were written */
export function asStrokes(dataset: Dataset): StrokesDataset {
  if (isStrokes(dataset)) return dataset;
  throw new DatasetError(
    `Nothing is known of slant and stroke width in ${dataset.id}. They are known in: strokes.`,
  );
}

const isStrokes = (dataset: Dataset): dataset is StrokesDataset => dataset.id === 'strokes';

function drawSplit(count: number, random: RandomStream): StrokesSplit {
  const labels = random.shuffle(
    Uint8Array.from({ length: count }, (_, example) => example % digitForms.length),
  );
  const images = new Uint8Array(count * IMAGE_WIDTH * IMAGE_WIDTH);
  const [slants, strokeWidths] = [new Float32Array(count), new Float32Array(count)];
  for (const [example, label] of labels.entries()) {
    const { image, slant, strokeWidth } = drawStrokesExample(label, random);
    images.set(image, example * IMAGE_WIDTH * IMAGE_WIDTH);
    slants[example] = slant;
    strokeWidths[example] = strokeWidth;
  }
  return { images, labels, slants, strokeWidths, count };
}
