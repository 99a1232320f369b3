import type { TensorValue } from '#scripts/engine.ts';
import type { Split } from './dataset.ts';

/**
 * The images of these indices as a network takes them.
 *
 * @returns [indices.length, height · width], grey values in [0, 1]
 */
export function gatherPixels({ images, count }: Split, indices: Int32Array): TensorValue {
  const size = images.length / count;
  const data = new Float32Array(indices.length * size);
  for (const [row, index] of indices.entries()) {
    const from = index * size;
    const to = row * size;
    for (let pixel = 0; pixel < size; pixel++) data[to + pixel] = images[from + pixel]! / 255;
  }
  return { data, shape: [indices.length, size] };
}
