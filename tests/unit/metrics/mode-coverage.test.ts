import { describe, expect, it } from 'vitest';
import { modeCoverage } from '#scripts/metrics/mode-coverage.ts';
import { seededRandomStream } from '#scripts/random.ts';

const means = [[0, 0], [10, 0], [0, 10]] as const; // prettier-ignore

describe('mode coverage', () => {
  it('counts modes with a sample within three deviations, and such samples', () => {
    // Near the first twice, near the second once at just less than 3, and two near none, of which one is not a number.
    const samples = Float32Array.of(0.5, 0.5, -1, 0, 10, 2.9, 0, 5, Number.NaN, 0);
    const { modes, modeCount, quality, counts } = modeCoverage({ data: samples, shape: [5, 2] }, means, 1);
    expect([modes, modeCount, quality.value]).toEqual([2, 3, 0.6]);
    expect(counts).toEqual([2, 1, 0]);
  });

  it('of the mixture itself is whole, with the quality of three deviations', () => {
    const random = seededRandomStream(1);
    const count = 20_000;
    const samples = Float32Array.from({ length: 2 * count }, (_, at) => {
      const mean = means[(at >> 1) % means.length]!;
      return mean[at % 2]! + 0.1 * random.normal();
    });
    const { modes, quality } = modeCoverage({ data: samples, shape: [count, 2] }, means, 0.1);
    expect(modes).toBe(3);
    // In two dimensions 1 − e^(−9/2) lies within three deviations (Rayleigh).
    expect(Math.abs(quality.value - (1 - Math.exp(-4.5)))).toBeLessThan(4 * quality.standardError);
  });
});
