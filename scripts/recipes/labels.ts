import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';

/**
 * The labels of these examples as a loss takes them.
 *
 * @returns [indices.length, classes] of 0 and 1
 */
export function gatherOneHot({ labels }: Split, indices: Int32Array, classes: number): TensorValue {
  const data = new Float32Array(indices.length * classes);
  for (const [row, index] of indices.entries()) data[row * classes + labels[index]!] = 1;
  return { data, shape: [indices.length, classes] };
}
