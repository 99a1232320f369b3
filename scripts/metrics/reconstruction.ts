import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { meanWithError } from './statistics.ts';

const BATCH = 500;

/**
 * Mean squared error per pixel of a split's reconstructions, and its standard error over images.
 *
 * @param reconstruct [batch, pixels] in [0, 1] → the same shape
 */
export async function reconstructionError(
  split: Split,
  reconstruct: (x: TensorValue) => Promise<TensorValue>,
) {
  const errors: number[] = [];
  for (let from = 0; from < split.count; from += BATCH) {
    const size = Math.min(BATCH, split.count - from);
    const x = gatherPixels(
      split,
      Int32Array.from({ length: size }, (_, index) => from + index),
    );
    const reconstruction = await reconstruct(x);
    for (let row = 0; row < size; row++) errors.push(squaredError(x, reconstruction, row));
  }
  return meanWithError(errors);
}

/** Mean over the pixels of one row of two batches. */
export function squaredError(x: TensorValue, y: TensorValue, row: number): number {
  const pixels = x.shape[1]!;
  let sum = 0;
  for (let index = row * pixels; index < (row + 1) * pixels; index++) {
    sum += (Number(x.data[index]) - Number(y.data[index])) ** 2;
  }
  return sum / pixels;
}
