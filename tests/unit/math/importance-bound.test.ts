import { describe, expect, test } from 'vitest';
import { bernoulliLogProb, importanceBound, logRatio } from '#src/math/importance-bound.ts';
import { standardNormals } from '#src/math/random.ts';

test('the log-probability of an image is the sum over its pixels, and large logits are not infinite', () => {
  const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));
  const expected = Math.log(sigmoid(0.3)) + Math.log(1 - sigmoid(-1.2)) + Math.log(1 - sigmoid(2));
  expect(bernoulliLogProb([1, 0, 0], [0.3, -1.2, 2])).toBeCloseTo(expected, 12);
  expect(bernoulliLogProb([0, 1], [800, -800])).toBe(-1600);
  expect(bernoulliLogProb([1, 0], [800, -800])).toBe(0);
});

test('log p(z) − log q(z | x) is that of the densities', () => {
  const logDensity = (z: number, mean: number, logVar: number) =>
    -0.5 * (Math.log(2 * Math.PI) + logVar + (z - mean) ** 2 / Math.exp(logVar));
  const [mean, logVar, eps] = [
    [0.4, -2],
    [-1, 0.7],
    [1.3, -0.2],
  ];
  const z = mean.map((mu, k) => mu + Math.exp(logVar[k]! / 2) * eps[k]!);
  const expected = z.reduce(
    (sum, value, k) => sum + logDensity(value, 0, 0) - logDensity(value, mean[k]!, logVar[k]!),
    0,
  );
  expect(logRatio(z, eps, logVar)).toBeCloseTo(expected, 12);
});

describe('the importance-weighted bound', () => {
  test('is the mean over groups that share no weight, by hand', () => {
    const logs = [1, 3, 2, 6, 9].map(Math.log);
    const found = importanceBound(logs, 2)!;
    expect(found.groups).toBe(2);
    expect(found.value).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 12);
    expect(found.standardError).toBeCloseTo((Math.log(4) - Math.log(2)) / 2, 12);
    expect(importanceBound(logs, 5)).toMatchObject({ groups: 1, standardError: undefined });
    expect(importanceBound(logs, 6)).toBeUndefined();
  });

  // p(z) = N(0, 1), p(x | z) = N(z, 1), so p(x) = N(0, 2); q(z | x) = N(m, s²) is not the true posterior N(x/2, 1/2).
  test('climbs from the ELBO to log p(x) of a linear Gaussian model, whose both are known', () => {
    const [x, m, s] = [1.5, 0.2, 0.9];
    const logNormal = (value: number, mean: number, variance: number) =>
      -0.5 * (Math.log(2 * Math.PI * variance) + (value - mean) ** 2 / variance);
    const logWeights = Array.from(standardNormals(5, 60_018).subarray(18), (eps) => {
      const z = m + s * eps;
      return logNormal(x, z, 1) + logRatio([z], [eps], [2 * Math.log(s)]);
    });
    const truth = logNormal(x, 0, 2);
    const posteriorKl = 0.5 * (s ** 2 / 0.5 + (x / 2 - m) ** 2 / 0.5 - 1 + Math.log(0.5 / s ** 2));
    const bound = (k: number) => importanceBound(logWeights, k)!;
    expect(Math.abs(bound(1).value - (truth - posteriorKl))).toBeLessThan(4 * bound(1).standardError!);
    expect(bound(5).value).toBeGreaterThan(bound(1).value);
    expect(bound(50).value).toBeGreaterThan(bound(5).value);
    expect(Math.abs(bound(500).value - truth)).toBeLessThan(0.01);
  });

  test('is exact with one weight where q is the true posterior', () => {
    const [x, s] = [-0.8, Math.sqrt(0.5)];
    const logNormal = (value: number, mean: number, variance: number) =>
      -0.5 * (Math.log(2 * Math.PI * variance) + (value - mean) ** 2 / variance);
    for (const eps of [-2, 0.3, 1.7]) {
      const z = x / 2 + s * eps;
      const weight = logNormal(x, z, 1) + logRatio([z], [eps], [2 * Math.log(s)]);
      expect(importanceBound([weight], 1)!.value).toBeCloseTo(logNormal(x, 0, 2), 12);
    }
  });
});
