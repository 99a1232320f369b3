/** Principal component analysis, the best linear autoencoder (Eckart & Young 1936; Bourlard & Kamp 1988). */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Split } from '#scripts/datasets/dataset.ts';
import { add, mul, sub } from '#scripts/graph/ops/elementwise.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { Symbolic, Weights } from './params.ts';

export type PcaParams = {
  /** [pixels] */
  readonly mean: Weights;
  /** [pixels, components], orthonormal columns by falling variance. */
  readonly components: Weights;
};

/** Components of pixels in [0, 1]. */
export function solvePca(split: Split, componentCount: number): PcaParams {
  const { mean, covariance } = pixelMoments(split);
  const { directions } = principalDirections(covariance, componentCount);
  return {
    mean: { shape: [mean.length], values: Float32Array.from(mean) },
    components: toWeights(directions),
  };
}

export interface PrincipalDirections {
  /** [pixels, count], orthonormal columns by falling variance, each with its entry of largest magnitude positive. */
  readonly directions: Matrix;
  /** [count], along them. */
  readonly variances: Float64Array;
  /** The mean variance of all other directions; 0 where there are none. */
  readonly rest: number;
}

/** The eigenvectors of a covariance with the largest eigenvalues. Their signs, which are arbitrary, are fixed. */
export function principalDirections(covariance: Matrix, count: number): PrincipalDirections {
  const pixels = covariance.rows;
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const directions = new Matrix(pixels, count);
  for (let index = 0; index < count; index++) {
    const direction = eigenvectorMatrix.getColumn(pixels - 1 - index); // eigenvalues ascend
    const sign = Math.sign(
      direction.reduce((largest, x) => (Math.abs(x) > Math.abs(largest) ? x : largest), 0),
    );
    directions.setColumn(
      index,
      direction.map((x) => sign * x),
    );
  }
  const others = realEigenvalues.slice(0, pixels - count);
  return {
    directions,
    variances: Float64Array.from(realEigenvalues.slice(pixels - count).reverse()),
    rest: others.reduce((sum, variance) => sum + Math.max(0, variance), 0) / Math.max(1, others.length),
  };
}

export const toWeights = (matrix: Matrix): Weights => ({
  shape: [matrix.rows, matrix.columns],
  values: Float32Array.from(matrix.to1DArray()),
});

/** Mean and covariance, from sums of products of bytes: exact, and quick because four of five pixels are paper. */
export function pixelMoments({ images, count }: Split): { mean: Float64Array; covariance: Matrix } {
  const pixels = images.length / count;
  const sums = new Float64Array(pixels);
  const products = new Float64Array(pixels * pixels);
  for (let image = 0; image < count; image++) {
    const bytes = images.subarray(image * pixels, (image + 1) * pixels);
    const inked = [...bytes.keys()].filter((pixel) => bytes[pixel] !== 0);
    for (const row of inked) {
      const value = bytes[row]!;
      sums[row]! += value;
      for (const column of inked) products[row * pixels + column]! += value * bytes[column]!;
    }
  }
  const mean = sums.map((sum) => sum / count / 255);
  const covariance = new Matrix(pixels, pixels);
  for (let row = 0; row < pixels; row++) {
    for (let column = 0; column < pixels; column++) {
      covariance.set(
        row,
        column,
        products[row * pixels + column]! / count / 255 ** 2 - mean[row]! * mean[column]!,
      );
    }
  }
  return { mean, covariance };
}

/**
 * @param x [batch, pixels]
 * @returns z [batch, components]
 */
export function encodePca({ mean, components }: Symbolic<PcaParams>, x: Tensor): Tensor {
  return gemm(sub(x, mean), components);
}

/**
 * @param z    [batch, components]
 * @param mask [components], 1 for a component that is kept and 0 for one that is not
 * @returns    x_mean [batch, pixels], not limited to [0, 1]
 */
export function decodePca({ mean, components }: Symbolic<PcaParams>, z: Tensor, mask: Tensor): Tensor {
  return add(gemm(mul(z, mask), components, undefined, { transposeB: true }), mean);
}
