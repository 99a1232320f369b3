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

/** Components of pixels in [0, 1], each with its entry of largest magnitude positive, since its sign is arbitrary. */
export function solvePca(split: Split, componentCount: number): PcaParams {
  const { mean, covariance } = pixelMoments(split);
  const pixels = mean.length;
  const { eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const components = new Float32Array(pixels * componentCount);
  for (let component = 0; component < componentCount; component++) {
    const direction = eigenvectorMatrix.getColumn(pixels - 1 - component); // eigenvalues ascend
    const sign = Math.sign(
      direction.reduce((largest, x) => (Math.abs(x) > Math.abs(largest) ? x : largest), 0),
    );
    for (let pixel = 0; pixel < pixels; pixel++)
      components[pixel * componentCount + component] = sign * direction[pixel]!;
  }
  return {
    mean: { shape: [pixels], values: Float32Array.from(mean) },
    components: { shape: [pixels, componentCount], values: components },
  };
}

/** Mean and covariance, from sums of products of bytes: exact, and quick because four of five pixels are paper. */
function pixelMoments({ images, count }: Split): { mean: Float64Array; covariance: Matrix } {
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
