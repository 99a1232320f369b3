/** A shallow autoencoder whose code is long and mostly zero; encoder and decoder share their weights. */
import { relu } from '#scripts/graph/ops/activation.ts';
import { add, sub } from '#scripts/graph/ops/elementwise.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { keepLargest } from '#scripts/graph/ops/top-k.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { initDense } from './dense.ts';
import type { Symbolic, Weights } from './params.ts';

export type SparseParams = {
  /** [inputDim, units]; a unit's column is what it adds to an image. */
  readonly dictionary: Weights;
  /** [units] */
  readonly threshold: Weights;
  /** [inputDim], the image of no unit at all. */
  readonly blank: Weights;
};

export function initSparse(random: RandomStream, inputDim: number, units: number): SparseParams {
  const { weight, bias } = initDense(random, inputDim, units, 1);
  return {
    dictionary: weight,
    threshold: bias,
    blank: { shape: [inputDim], values: new Float32Array(inputDim) },
  };
}

/**
 * @param x    [batch, inputDim]
 * @param keep units that stay on; without it all that are positive
 * @returns    z [batch, units], not negative
 */
export function encodeSparse(params: Symbolic<SparseParams>, x: Tensor, keep?: number): Tensor {
  const units = relu(gemm(sub(x, params.blank), params.dictionary, params.threshold));
  return keep === undefined ? units : keepLargest(units, keep);
}

/**
 * @param z [batch, units]
 * @returns x_mean [batch, inputDim], not limited to [0, 1]
 */
export function decodeSparse({ dictionary, blank }: Symbolic<SparseParams>, z: Tensor): Tensor {
  return add(gemm(z, dictionary, undefined, { transposeB: true }), blank);
}
