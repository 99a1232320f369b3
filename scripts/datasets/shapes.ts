/**
 * Images made from five factors that are known, as dSprites are (Matthey et al. 2017), but drawn by the project, with
 * 32×32 pixels and smooth edges. In `shapes` a square repeats every quarter turn and an ellipse every half turn, so
 * that no image of theirs tells the orientation; in `shapes-identifiable` every image tells all five factors.
 */
import { sha256 } from '#scripts/hash.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import { drawCombination, shapeFactors, type Factor, type ShapesId } from '#src/draw/shapes/factors.ts';
import { SHAPE_WIDTH } from '#src/draw/shapes/outlines.ts';
import type { Dataset, Split } from './dataset.ts';
import { DatasetError } from './error.ts';

export interface ShapesSplit extends Split {
  /** [count, factors] index of each factor's value, in the order of `ShapesDataset.factors`. */
  readonly factors: Uint8Array;
}

export interface ShapesDataset extends Dataset<ShapesSplit> {
  readonly id: ShapesId;
  /** Shape, scale, orientation, x, y. */
  readonly factors: readonly Factor[];
  /**
   * The image of any combination, in a split or not.
   *
   * @param indices one for each factor
   * @returns       [32 · 32] grey bytes, 0 = paper
   * @throws RangeError where a factor has no such value
   */
  draw(indices: ArrayLike<number>): Uint8Array;
}

export interface ShapesOptions {
  readonly seed: number;
  readonly counts: Readonly<Record<'train' | 'validation' | 'test', number>>;
}

const DEFAULTS: ShapesOptions = { seed: 2017, counts: { train: 50_000, validation: 10_000, test: 10_000 } };

const names: Readonly<Record<ShapesId, Dataset['name']>> = {
  shapes: { ko: '32×32 도형 (dSprites 방식)', en: 'Shapes, 32×32 (in the manner of dSprites)' },
  'shapes-identifiable': {
    ko: '32×32 도형 (모든 요인을 그림에서 알 수 있음)',
    en: 'Shapes, 32×32 (every factor can be told from the image)',
  },
};

/** Combinations drawn at random, none of them twice. The same seed and counts give the same bytes. */
export function makeShapes(id: ShapesId, { seed, counts }: ShapesOptions): ShapesDataset {
  const factors = shapeFactors(id);
  const combinations = factors.reduce((product, { values }) => product * values.length, 1);
  const wanted = counts.train + counts.validation + counts.test;
  if (wanted > combinations) {
    throw new DatasetError(`${id} has ${combinations} different images; ${wanted} are asked for.`);
  }
  const order = drawDistinct(wanted, combinations, seededRandomStream(seed));
  // Held-out splits first, so that they stay the same however many images there are to train on.
  const validationFrom = counts.test;
  const trainFrom = counts.test + counts.validation;
  const split = (from: number, count: number) => drawSplit(factors, order.subarray(from, from + count));
  const named = {
    train: split(trainFrom, counts.train),
    validation: split(validationFrom, counts.validation),
    test: split(0, counts.test),
  };
  return {
    id,
    height: SHAPE_WIDTH,
    width: SHAPE_WIDTH,
    ...named,
    factors,
    draw: (indices) => drawCombination(factors, indices),
    name: names[id],
    source: `Drawn by scripts/datasets/shapes.ts, seed ${seed}, after dSprites (L. Matthey, I. Higgins, D. Hassabis and A. Lerchner 2017)`,
    licence: 'MIT',
    sha256: Object.fromEntries(
      Object.entries(named).flatMap(([name, { images, factors: indices }]) => [
        [`${name}-images`, sha256(images)],
        [`${name}-factors`, sha256(indices)],
      ]),
    ),
  };
}

export async function loadShapes(id: ShapesId, options: Partial<ShapesOptions> = {}): Promise<ShapesDataset> {
  return makeShapes(id, { ...DEFAULTS, ...options });
}

/** @throws DatasetError where the images' factors are not known */
export function asShapes(dataset: Dataset): ShapesDataset {
  if (isShapes(dataset)) return dataset;
  throw new DatasetError(
    `Nothing is known of what varies in the images of ${dataset.id}. It is in: ${Object.keys(names).join(', ')}.`,
  );
}

const isShapes = (dataset: Dataset): dataset is ShapesDataset => Object.hasOwn(names, dataset.id);

/** The first draws of a shuffle of 0 … limit − 1 (Fisher–Yates), without shuffling the rest. */
function drawDistinct(count: number, limit: number, random: RandomStream): Int32Array {
  const numbers = Int32Array.from({ length: limit }, (_, index) => index);
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(limit - i);
    const drawn = numbers[j]!;
    numbers[j] = numbers[i]!;
    numbers[i] = drawn;
  }
  return numbers.subarray(0, count);
}

/** @param combinations numbers of which each digit, in a base per factor, is a factor's index */
function drawSplit(factors: readonly Factor[], combinations: Int32Array): ShapesSplit {
  const count = combinations.length;
  const indices = new Uint8Array(count * factors.length);
  const images = new Uint8Array(count * SHAPE_WIDTH * SHAPE_WIDTH);
  for (const [example, combination] of combinations.entries()) {
    const row = indices.subarray(example * factors.length, (example + 1) * factors.length);
    let rest = combination;
    for (const [factor, { values }] of factors.entries()) {
      row[factor] = rest % values.length;
      rest = Math.floor(rest / values.length);
    }
    images.set(drawCombination(factors, row), example * SHAPE_WIDTH * SHAPE_WIDTH);
  }
  const labels = Uint8Array.from({ length: count }, (_, example) => indices[example * factors.length]!);
  return { images, labels, factors: indices, count };
}
