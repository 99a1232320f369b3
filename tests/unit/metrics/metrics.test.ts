import { describe, expect, it } from 'vitest';
import { reconstructionError } from '#scripts/metrics/reconstruction.ts';
import { meanWithError, quantileWithError } from '#scripts/metrics/statistics.ts';

describe('metrics agree with values worked out by hand:', () => {
  it('mean and standard error', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squared deviations sum to 32, so s² = 32/7 and s/√8 = √(4/7).
    const { value, standardError, count } = meanWithError([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(value).toBe(5);
    expect(standardError).toBeCloseTo(Math.sqrt(4 / 7), 12);
    expect(count).toBe(8);
  });

  it('mean squared error per pixel, over images and then its spread between them', async () => {
    const images = Uint8Array.of(0, 255, 255, 0, 51, 102); // three images of two pixels
    const split = { images, labels: new Uint8Array(3), count: 3 };
    const { value, standardError, count } = await reconstructionError(split, async (x) => ({
      data: new Float32Array(x.data.length), // all paper
      shape: x.shape,
    }));
    // Per image: (0 + 1)/2, (1 + 0)/2, (0.2² + 0.4²)/2 = 0.1; their mean 1.1/3, their sample deviation 0.4/√3.
    expect(value).toBeCloseTo(1.1 / 3, 7);
    expect(standardError).toBeCloseTo(0.4 / 3, 7);
    expect(count).toBe(3);
  });

  it('counts every image, also those of an incomplete last batch', async () => {
    const split = { images: new Uint8Array(1001 * 2), labels: new Uint8Array(1001), count: 1001 };
    const { count, value } = await reconstructionError(split, async (x) => x);
    expect([count, value]).toEqual([1001, 0]);
  });
});

describe('a quantile', () => {
  it('lies between order statistics, as numpy.quantile places it', () => {
    // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0.1, 0.5, 0.9])
    const values = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
    expect([0.1, 0.5, 0.9].map((share) => quantileWithError(values, share).value.toFixed(4))).toEqual([
      '1.0000',
      '3.5000',
      '6.9000',
    ]);
  });

  it('has the standard error √(q(1 − q)/n) / density, where the density is even', () => {
    const values = Float64Array.from({ length: 10_001 }, (_, i) => i / 10_000);
    expect(quantileWithError(values, 0.2).standardError).toBeCloseTo(Math.sqrt(0.16 / 10_000), 5);
  });
});
