import { describe, expect, test } from 'vitest';
import {
  axesOf,
  beginMixture,
  emStep,
  fitMixture,
  logMixture,
  type GaussianMixture,
} from '#src/math/gaussian-mixture.ts';
import { seededRandomStream } from '#src/math/random.ts';

const random = seededRandomStream(3);
/** 300 of N((−2, 0), 0.25 I), 100 of N((2, 1), diag(1, 0.04)). */
const points = Array.from({ length: 400 }, (_, i) =>
  i % 4 === 0
    ? ([2 + random.normal(), 1 + 0.2 * random.normal()] as const)
    : ([-2 + 0.5 * random.normal(), 0.5 * random.normal()] as const),
);
const floor = 0.06 ** 2;

test('the density of one component is the bivariate normal', () => {
  // By hand: Σ = [[2, 0.6], [0.6, 1]], det 1.64, Σ⁻¹ = [[1, −0.6], [−0.6, 2]] / 1.64, at (1, −1) from μ = 0.
  const one: GaussianMixture = [{ weight: 1, mean: [0, 0], covariance: [2, 0.6, 1] }];
  const expected = -0.5 * ((1 + 1.2 + 2) / 1.64) - Math.log(2 * Math.PI) - 0.5 * Math.log(1.64);
  expect(logMixture(one)([1, -1])).toBeCloseTo(expected, 12);
  expect(logMixture(one, false)([0, 0])).toBeCloseTo(0, 12);
});

describe('expectation–maximisation', () => {
  test('never lowers the likelihood, the floor on variances included', () => {
    // Seven components on 30 points: some would shrink to nothing.
    const few = points.slice(0, 30);
    let mixture = beginMixture(few, 7, 2, floor);
    let last = -Infinity;
    for (let step = 0; step < 60; step++) {
      const next = emStep(few, mixture, floor);
      expect(next.logLikelihood).toBeGreaterThanOrEqual(last - 1e-12);
      last = next.logLikelihood;
      mixture = next.mixture;
    }
    const narrowest = Math.min(...mixture.map(({ covariance }) => axesOf(covariance).deviations[1]));
    expect(narrowest).toBeCloseTo(0.06, 9);
    expect(mixture.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  test('finds the two Gaussians that points are of', () => {
    const fit = fitMixture(points, { components: 2, seed: 1, floor });
    expect(fit.steps(100)).toBeLessThan(60);
    const [large, small] = [...fit.after(100)].sort((a, b) => b.weight - a.weight);
    expect(large!.weight).toBeCloseTo(0.75, 1);
    expect(large!.mean[0]).toBeCloseTo(-2, 0);
    expect(axesOf(large!.covariance).deviations[0]).toBeCloseTo(0.5, 1);
    expect(small!.mean[1]).toBeCloseTo(1, 1);
    const { deviations, angle } = axesOf(small!.covariance);
    expect(deviations[0]).toBeCloseTo(1, 0);
    expect(deviations[1]).toBeCloseTo(0.2, 1);
    expect(Math.abs(Math.sin(angle))).toBeLessThan(0.1);
  });

  test('with one component is over after a step, at mean and covariance', () => {
    const [only] = fitMixture(points, { components: 1, seed: 1, floor }).after(100);
    const mean = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]! / points.length, 0));
    expect(only!.mean[0]).toBeCloseTo(mean[0]!, 9);
    const xy = points.reduce((sum, [x, y]) => sum + ((x - mean[0]!) * (y - mean[1]!)) / points.length, 0);
    expect(only!.covariance[1]).toBeCloseTo(xy, 9);
  });
});
