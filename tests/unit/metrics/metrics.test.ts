import { describe, expect, it } from 'vitest';
import { reconstructionError } from '#scripts/metrics/reconstruction.ts';
import { meanWithError } from '#scripts/metrics/statistics.ts';

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
