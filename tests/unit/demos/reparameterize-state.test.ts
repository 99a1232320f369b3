import { expect, test } from 'vitest';
import { readState, writeState } from '#src/demos/link-state.ts';
import { barsPath } from '#src/demos/reparameterize/draw.ts';
import {
  axisOf,
  barCount,
  defaults,
  epsilonDraws,
  estimate,
  exact,
  fields,
  histogram,
  measured,
  moved,
  sampleCount,
} from '#src/demos/reparameterize/state.ts';
import { standardNormals } from '#src/math/random.ts';

test('one sample gives 2(μ + σε), and by its score (μ + σε)² ε / σ', () => {
  expect(estimate(1, 0.5, 2)).toEqual({ pathwise: 4, score: 16 });
  expect(estimate(0, 1, -1)).toEqual({ pathwise: -2, score: -1 });
});

test('the score of a sample is F times the slope of log q, by differences', () => {
  const [mu, sigma, epsilon, step] = [0.8, 0.6, -1.3, 1e-5];
  const z = mu + sigma * epsilon;
  const logDensity = (center: number) => -0.5 * ((z - center) / sigma) ** 2;
  const slope = (logDensity(mu + step) - logDensity(mu - step)) / (2 * step);
  expect(estimate(mu, sigma, epsilon).score).toBeCloseTo(z * z * slope, 6);
});

test('at σ = 1 the variances are those of the lecture, 4 and μ⁴ + 14μ² + 15', () => {
  expect(exact(0, 1)).toEqual({ pathwise: { mean: 0, variance: 4 }, score: { mean: 0, variance: 15 } });
  expect(exact(2, 1).score.variance).toBe(2 ** 4 + 14 * 2 ** 2 + 15);
});

test.each([
  [1, 0.7],
  [-2, 1.5],
  [0.5, 0.2],
])('at μ = %d and σ = %d the moments are the integrals over ε', (mu, sigma) => {
  // The trapezoidal rule, which for a density that dies away at both ends is as good as exact.
  const integral = (of: (epsilon: number) => number) => {
    let sum = 0;
    for (let e = -12; e <= 12; e += 0.01)
      sum += (of(e) * Math.exp(-0.5 * e * e) * 0.01) / Math.sqrt(2 * Math.PI);
    return sum;
  };
  for (const key of ['pathwise', 'score'] as const) {
    const { mean, variance } = exact(mu, sigma)[key];
    expect(integral((e) => estimate(mu, sigma, e)[key])).toBeCloseTo(mean, 8);
    expect(integral((e) => (estimate(mu, sigma, e)[key] - mean) ** 2)).toBeCloseTo(variance, 6);
  }
});

test.each([
  [1, 0.7],
  [-2, 1.5],
  [0.5, 0.2],
])('at μ = %d and σ = %d what is measured is what the formula says', (mu, sigma) => {
  const formula = exact(mu, sigma);
  const found = measured(mu, sigma, standardNormals(3, 200_000));
  for (const key of ['pathwise', 'score'] as const) {
    const deviation = Math.sqrt(formula[key].variance / 200_000);
    expect(Math.abs(found[key].mean - formula[key].mean)).toBeLessThan(4 * deviation);
    expect(found[key].variance / formula[key].variance).toBeGreaterThan(0.95);
    expect(found[key].variance / formula[key].variance).toBeLessThan(1.05);
  }
});

test('the first draws that the reader sees are ordinary ones', () => {
  const draws = epsilonDraws();
  expect(draws).toHaveLength(sampleCount);
  for (const draw of draws.subarray(0, 20)) expect(Math.abs(draw)).toBeLessThan(3);
});

test('a histogram counts each sample in its bar, the true value in the middle one', () => {
  const at = { mu: 1, sigma: 0.5 };
  const { from, to } = axisOf(1, 0.5);
  expect((from + to) / 2).toBe(2);
  const shares = histogram('pathwise', at, [0, 0, 0, 1e9]);
  expect(shares).toHaveLength(barCount);
  expect(shares[(barCount - 1) / 2]).toBe(0.75);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBe(0.75);
});

test('the highest bar reaches the top, an empty one stays on the floor', () => {
  expect(barsPath([0, 0.5, 0.25], { width: 30, height: 8 })).toBe('M0 8V8h10V0h10V4h10V8Z');
});

test('a computed z keeps its ε when μ moves, a drawn one does not', () => {
  expect(moved(defaults, { mu: 2 })).toEqual({ ...defaults, mu: 2 });
  expect(moved({ ...defaults, way: 'drawn' }, { mu: 2 }).n).toBe(defaults.n + 1);
});

test('a link gives the state back and refuses what lies beyond the sliders', () => {
  const state = { mu: -1.25, sigma: 2, way: 'drawn', n: 41 } as const;
  expect(readState(fields, writeState(fields, state, defaults), defaults)).toEqual(state);
  expect(readState(fields, 'mu=3&sigma=0&way=x&n=1000', defaults)).toEqual(defaults);
});
