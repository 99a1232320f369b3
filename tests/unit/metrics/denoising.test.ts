import { describe, expect, it } from 'vitest';
import type { Split } from '#scripts/datasets/dataset.ts';
import { addNoise, denoisingError, psnr } from '#scripts/metrics/denoising.ts';
import { seededRandomStream } from '#scripts/random.ts';

const split = (images: Uint8Array, count: number): Split => ({
  images,
  labels: new Uint8Array(count),
  count,
});

describe('PSNR', () => {
  it('of a mean squared error of a thousandth is 30 dB', () => {
    const { value, standardError, count } = psnr({ value: 1e-3, standardError: 1e-5, count: 8 });
    expect(value).toBeCloseTo(30, 12);
    expect(standardError).toBeCloseTo(10 * Math.log10(1.01), 3); // one per cent, to first order
    expect(count).toBe(8);
  });
});

describe('noise', () => {
  it('that a grey far from the ends does not clip costs its variance', async () => {
    const greys = split(new Uint8Array(40_000).fill(127), 400);
    const { value } = await denoisingError(greys, 0.1, async (noisy) => noisy);
    expect(Math.abs(value / 0.01 - 1)).toBeLessThan(0.03); // four of √(2/40,000)
  });

  it('on paper is clipped, which halves its square', () => {
    const noisy = addNoise(
      { data: new Float32Array(20_000), shape: [1, 20_000] },
      0.2,
      seededRandomStream(1),
    ).data;
    const values = Array.from(noisy, Number);
    expect(Math.min(...values)).toBe(0);
    const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
    expect(Math.abs(square / 0.02 - 1)).toBeLessThan(0.08);
  });

  it('is the same each time', async () => {
    const greys = split(new Uint8Array(100).fill(127), 10);
    const first = await denoisingError(greys, 0.3, async (noisy) => noisy);
    expect(await denoisingError(greys, 0.3, async (noisy) => noisy)).toEqual(first);
  });
});
