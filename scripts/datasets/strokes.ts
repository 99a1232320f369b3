/** The built-in data set: handwritten-looking digits drawn from our own pen paths, any number, from a seed. */
import { digitForms } from '#src/draw/handwriting/digit-forms.ts';
import { drawStrokesExample } from '#src/draw/handwriting/digits.ts';
import { IMAGE_WIDTH } from '#src/draw/handwriting/ink.ts';
import { sha256 } from '#scripts/hash.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import type { Dataset, Split } from './dataset.ts';
import { DatasetError } from './error.ts';

export interface StrokesSplit extends Split {
  /** [count] lean of each digit to the right, in widths a height. */
  readonly slants: Float32Array;
  /** [count] mean width of each digit's line, in pixels. */
  readonly strokeWidths: Float32Array;
}

export type StrokesDataset = Dataset<StrokesSplit> & { readonly id: 'strokes' };

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
