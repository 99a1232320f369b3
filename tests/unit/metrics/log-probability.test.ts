import { describe, expect, it } from 'vitest';
import { bernoulliLogProb, gaussianLogProb, logMeanExp } from '#scripts/metrics/log-probability.ts';

describe('logMeanExp', () => {
  it('is the logarithm of the mean', () => {
    expect(logMeanExp([Math.log(1), Math.log(2), Math.log(6)])).toBeCloseTo(Math.log(3), 14);
  });

  it('neither overflows nor underflows', () => {
    expect(logMeanExp([1000, 1000])).toBe(1000);
    expect(logMeanExp([-2000, -2000 + Math.log(3)])).toBeCloseTo(-2000 + Math.log(2), 11);
  });

  it('of impossible values is impossible', () => {
    expect(logMeanExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(logMeanExp([-Infinity, 0])).toBeCloseTo(-Math.LN2, 14);
  });
});

describe('bernoulliLogProb', () => {
  it('is the sum of the pixels’ logarithms', () => {
    // p = 3/4, 1/4, 1/2 from logits ln 3, −ln 3, 0; the image 1, 1, 0 has probability 3/4 · 1/4 · 1/2.
    const logits = Float64Array.of(9, 9, 9, Math.log(3), -Math.log(3), 0);
    expect(bernoulliLogProb([1, 1, 0], 0, logits, 1, 3)).toBeCloseTo(Math.log(3 / 32), 14);
  });

  it('keeps its digits over many pixels', () => {
    // 1,500 fair pixels: −1500 ln 2; and a pixel that is sure and wrong costs its logit.
    const count = 1500;
    expect(bernoulliLogProb(new Uint8Array(count), 0, new Float32Array(count), 0, count)).toBeCloseTo(
      -count * Math.LN2,
      9,
    );
    expect(bernoulliLogProb([1, 0], 0, [-1000, 1000], 0, 2)).toBe(-2000);
  });
});

it('gaussianLogProb is the logarithm of the density', () => {
  // The standard normal at 1 is e^(−1/2)/√(2π); N(2; 5, 9) is that at −1, divided by 3.
  const atOne = Math.log(Math.exp(-0.5) / Math.sqrt(2 * Math.PI));
  expect(gaussianLogProb(1, 0, 0)).toBeCloseTo(atOne, 14);
  expect(gaussianLogProb(2, 5, Math.log(9))).toBeCloseTo(atOne - Math.log(3), 14);
});
