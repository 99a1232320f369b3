import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { frechetBetween, frechetDistance } from '#scripts/metrics/frechet.ts';
import { fitGaussian } from '#scripts/metrics/gaussian.ts';
import { seededRandomStream } from '#scripts/random.ts';

const gaussian = (mean: readonly number[], covariance: number[][]) => ({
  mean: Float64Array.from(mean),
  covariance: new Matrix(covariance),
});

describe('the Fréchet distance', () => {
  it('of diagonal Gaussians is the distance of means and of standard deviations', () => {
    const a = gaussian([0, 1, 2], [[1, 0, 0], [0, 4, 0], [0, 0, 0]]); // prettier-ignore
    const b = gaussian([3, 1, 0], [[9, 0, 0], [0, 4, 0], [0, 0, 2]]); // prettier-ignore
    expect(frechetDistance(a, b)).toBeCloseTo(9 + 4 + (2 ** 2 + 0 + 2), 12);
    expect(frechetDistance(b, a)).toBeCloseTo(19, 12);
  });

  it('of commuting covariances is that of their eigenvalues', () => {
    // Both have the eigenvectors (1, 1) and (1, −1): eigenvalues 9 and 1 against 4 and 16.
    const a = gaussian([0, 0], [[5, 4], [4, 5]]); // prettier-ignore
    const b = gaussian([0, 0], [[10, -6], [-6, 10]]); // prettier-ignore
    expect(frechetDistance(a, b)).toBeCloseTo((3 - 2) ** 2 + (1 - 4) ** 2, 12);
  });

  it('of covariances that do not commute is as by hand', () => {
    // Σ₁Σ₂ = [[2, 4], [1, 8]]: trace 10, determinant 12, and tr √M = √(tr M + 2√det M) for a 2 × 2 matrix.
    const a = gaussian([0, 0], [[2, 1], [1, 2]]); // prettier-ignore
    const b = gaussian([1, 0], [[1, 0], [0, 4]]); // prettier-ignore
    expect(frechetDistance(a, b)).toBeCloseTo(1 + 4 + 5 - 2 * Math.sqrt(10 + 2 * Math.sqrt(12)), 12);
  });

  it('of a distribution to itself is zero, also where it is flat', () => {
    const flat = gaussian([1, 2], [[1, 1], [1, 1]]); // prettier-ignore
    expect(frechetDistance(flat, flat)).toBeCloseTo(0, 6);
  });
});

describe('a fitted Gaussian', () => {
  const rows = { data: Float32Array.of(1, 0, 3, 4, 5, 2), shape: [3, 2] };

  it('has the mean and the unbiased covariance of its rows', () => {
    const { mean, covariance } = fitGaussian(rows);
    expect([...mean]).toEqual([3, 2]);
    // Deviations (−2, −2), (0, 2), (2, 0): sums of products 8, 4, 8, over 3 − 1.
    expect(covariance.to2DArray()).toEqual([[4, 2], [2, 4]]); // prettier-ignore
  });

  it('counts a row as often as it is named', () => {
    const { mean, covariance } = fitGaussian(rows, Int32Array.of(0, 0, 2, 2));
    expect([...mean]).toEqual([3, 1]);
    expect(covariance.get(0, 0)).toBeCloseTo(16 / 3, 12);
  });
});

it('sets of samples are as far apart as their distributions, within the standard error and the bias of N', () => {
  const random = seededRandomStream(1);
  const count = 4000;
  const draw = (mean: number, deviation: number) => ({
    data: Float32Array.from({ length: 3 * count }, () => mean + deviation * random.normal()),
    shape: [count, 3],
  });
  const { value, standardError, count: counted } = frechetBetween(draw(1, 2), draw(0, 1));
  expect(counted).toBe(count);
  expect(Math.abs(value - 6)).toBeLessThan(4 * standardError + 0.1); // three times 1² + (2 − 1)²
  // The estimate's deviation follows from those of mean and deviation, 2/√n and 2/√(2n): √3 · 2 · √(4/n + 2/n).
  expect(standardError / (Math.sqrt(3) * 2 * Math.sqrt(6 / count))).toBeGreaterThan(0.6);
  expect(standardError / (Math.sqrt(3) * 2 * Math.sqrt(6 / count))).toBeLessThan(1.5);
});
