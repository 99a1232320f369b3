import { expect, test } from 'vitest';
import { klPerDimension } from '#src/math/gaussian-kl.ts';

test('the KL from the standard normal is the integral of q (log q − log p), dimension by dimension', () => {
  const [mean, logVar] = [
    [0.7, -1.5, 0],
    [-2, 0.4, 0],
  ];
  const logDensity = (z: number, mu: number, logVariance: number) =>
    -0.5 * (Math.log(2 * Math.PI) + logVariance + (z - mu) ** 2 / Math.exp(logVariance));
  const integrals = mean.map((mu, k) => {
    let sum = 0;
    for (let z = -20; z <= 20; z += 0.001) {
      const logQ = logDensity(z, mu, logVar[k]!);
      sum += Math.exp(logQ) * (logQ - logDensity(z, 0, 0)) * 0.001;
    }
    return sum;
  });
  const found = klPerDimension(mean, logVar);
  expect(found).toHaveLength(3);
  for (const [k, value] of found.entries()) expect(value).toBeCloseTo(integrals[k]!, 6);
  expect(found[2]).toBe(0);
});
