/** The Fréchet distance between two sets of images in the eyes of a classifier. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { TensorValue } from '#scripts/engine.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { fitGaussian, type Gaussian } from './gaussian.ts';
import { meanAndDeviation } from './statistics.ts';

/**
 * |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½), the squared 2-Wasserstein distance of two Gaussians (Dowson & Landau 1982,
 * equation 4; Heusel et al. 2017, equation 6).
 */
export function frechetDistance(a: Gaussian, b: Gaussian): number {
  const root = squareRoot(a.covariance);
  // (Σ₁Σ₂)^½ has the trace of (Σ₁^½ Σ₂ Σ₁^½)^½, whose argument is symmetric.
  const { realEigenvalues } = new EigenvalueDecomposition(symmetrized(root.mmul(b.covariance).mmul(root)), {
    assumeSymmetric: true,
  });
  const cross = realEigenvalues.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  const shift = a.mean.reduce((sum, value, dim) => sum + (value - b.mean[dim]!) ** 2, 0);
  return shift + a.covariance.trace() + b.covariance.trace() - 2 * cross;
}

/** The square root of a positive semidefinite matrix. */
function squareRoot(matrix: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const scaled = eigenvectorMatrix.clone();
  for (const [column, value] of realEigenvalues.entries()) {
    scaled.mulColumn(column, Math.sqrt(Math.max(0, value))); // rounding may leave a zero eigenvalue below zero
  }
  return symmetrized(scaled.mmul(eigenvectorMatrix.transpose()));
}

const symmetrized = (matrix: Matrix) => Matrix.add(matrix, matrix.transpose()).mul(0.5);

const RESAMPLES = 20;

/**
 * The distance between generated and real features, with its standard error by bootstrap over the generated ones.
 *
 * @param generated [count, features]
 * @param real      [count, features]; keep both counts equal to those it is compared with, since the distance falls with them
 */
export function frechetBetween(
  generated: TensorValue,
  real: TensorValue,
): { readonly value: number; readonly standardError: number; readonly count: number } {
  const target = fitGaussian(real);
  const count = generated.shape[0]!;
  const random = seededRandomStream(0);
  const resampled = Array.from({ length: RESAMPLES }, () => {
    const selected = Int32Array.from({ length: count }, () => random.integer(count));
    return frechetDistance(fitGaussian(generated, selected), target);
  });
  return {
    value: frechetDistance(fitGaussian(generated), target),
    standardError: meanAndDeviation(resampled).deviation,
    count,
  };
}
