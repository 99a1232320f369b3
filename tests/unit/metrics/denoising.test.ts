import { describe, expect, it } from 'vitest';
import type { Split } from '#scripts/datasets/dataset.ts';
import { addNoise, denoisingError, psnr } from '#scripts/metrics/denoising.ts';
import { clippedMoments, fitDropFilter, fitWienerFilter } from '#scripts/metrics/wiener.ts';
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

  it('has the moments of a clipped normal', () => {
    // At the end of the range half is clipped: E y = σ/√(2π), E y² = σ²/2.
    const { mean, variance } = clippedMoments(0, 0.1);
    expect(mean).toBeCloseTo(0.1 / Math.sqrt(2 * Math.PI), 6);
    expect(variance).toBeCloseTo(0.005 - 0.01 / (2 * Math.PI), 6);
    // In the middle nothing is.
    expect(clippedMoments(0.5, 0.05).mean).toBeCloseTo(0.5, 10);
    expect(clippedMoments(0.5, 0.05).variance).toBeCloseTo(0.0025, 8);
  });
});

describe('the Wiener filter', () => {
  it('of correlated greys that no noise clips is μ + Σ(Σ + σ²I)⁻¹(y − μ)', async () => {
    // Two pixels at 128 ± 10 together or ± 5 against each other, all four combinations.
    const images = Uint8Array.of(143, 133, 133, 143, 123, 113, 113, 123);
    const sigma = 0.06;
    const { denoise, close } = await fitWienerFilter(split(images, 4), sigma);
    const { data } = await denoise({ data: Float32Array.of(0.6, 0.45), shape: [1, 2] });
    await close();
    // Sum and difference are the eigenvectors: variances 2 · 10² and 2 · 5² of (y₁ ± y₂)/√2, in bytes squared.
    const [mean, noise] = [128 / 255, sigma ** 2];
    const shrink = (variance: number) => variance / (variance + noise);
    const sum = shrink((2 * 10 ** 2) / 255 ** 2) * (0.6 + 0.45 - 2 * mean);
    const difference = shrink((2 * 5 ** 2) / 255 ** 2) * (0.6 - 0.45);
    expect(Number(data[0])).toBeCloseTo(mean + (sum + difference) / 2, 5);
    expect(Number(data[1])).toBeCloseTo(mean + (sum - difference) / 2, 5);
  });

  it('of clipped noise has the least error of all linear maps', async () => {
    // One pixel, black or white alike: E y = 1/2, Cov(x, y) = (1/2 − σ/√(2π))/2, Var y = (E y² of both)/2 − 1/4.
    const sigma = 0.5;
    const images = Uint8Array.of(0, 255);
    const { denoise, close } = await fitWienerFilter(split(images, 2), sigma);
    const { data } = await denoise({ data: Float32Array.of(0.5, 0.7), shape: [2, 1] });
    await close();
    const random = seededRandomStream(2);
    let [xy, yy] = [0, 0];
    const draws = 400_000;
    for (let draw = 0; draw < draws; draw++) {
      const x = draw % 2;
      const y = Math.min(1, Math.max(0, x + sigma * random.normal()));
      xy += ((x - 0.5) * (y - 0.5)) / draws;
      yy += (y - 0.5) ** 2 / draws;
    }
    expect(Number(data[0])).toBeCloseTo(0.5, 6);
    expect(Math.abs(Number(data[1]) - (0.5 + (0.2 * xy) / yy))).toBeLessThan(2e-3);
  });
});

describe('the linear filter against dropped pixels', () => {
  it('of one pixel, black or white alike, is its probability given what is seen', async () => {
    const share = 0.25;
    const { denoise, close } = await fitDropFilter(split(Uint8Array.of(0, 255), 2), share);
    const { data } = await denoise({ data: Float32Array.of(1, 0), shape: [2, 1] });
    await close();
    expect(Number(data[0])).toBeCloseTo(1, 4);
    expect(Number(data[1])).toBeCloseTo(share / (1 + share), 4); // Bayes' rule: dropped ink beside paper
  });

  it('leaves a pixel alone that is always paper', async () => {
    const images = Uint8Array.of(0, 255, 0, 255, 0, 51); // three images of two pixels
    const { denoise, close } = await fitDropFilter(split(images, 3), 0.5);
    const { data } = await denoise({ data: Float32Array.of(0, 0.4), shape: [1, 2] });
    await close();
    expect(Number(data[0])).toBeCloseTo(0, 6);
  });
});
