/** A fully connected layer. */
import { add } from '#scripts/graph/ops/elementwise.ts';
import { gemm, matMul } from '#scripts/graph/ops/matrix.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { Symbolic, Weights } from './params.ts';

export type DenseParams = { readonly weight: Weights; readonly bias: Weights };

/** Weights from N(0, gain² / inputDim) (He et al. 2015, equation 10, with gain √2), biases 0. */
export function initDense(
  random: RandomStream,
  inputDim: number,
  outputDim: number,
  gain = Math.SQRT2,
): DenseParams {
  const deviation = gain / Math.sqrt(inputDim);
  return {
    weight: {
      shape: [inputDim, outputDim],
      values: Float32Array.from({ length: inputDim * outputDim }, () => deviation * random.normal()),
    },
    bias: { shape: [outputDim], values: new Float32Array(outputDim) },
  };
}

/**
 * @param x [..., inputDim]
 * @returns [..., outputDim]
 */
export function applyDense({ weight, bias }: Symbolic<DenseParams>, x: Tensor): Tensor {
  return x.shape.length === 2 ? gemm(x, weight, bias) : add(matMul(x, weight), bias);
}
