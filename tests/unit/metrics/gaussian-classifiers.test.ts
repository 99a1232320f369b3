import { describe, expect, it } from 'vitest';
import { bayesClasses } from '#scripts/metrics/classification.ts';
import { fitIndependent } from '#scripts/metrics/gaussian.ts';
import {
  linearDiscriminant,
  naiveBayes,
  nearestMean,
  quadraticDiscriminant,
  type LogJoint,
} from '#scripts/metrics/gaussian-classifiers.ts';
import type { Codes } from '#scripts/metrics/probes.ts';

const rows = (...values: readonly (readonly number[])[]) => ({
  data: Float32Array.from(values.flat()),
  shape: [values.length, values[0]!.length],
});
const codes = (labels: readonly number[], ...values: readonly (readonly number[])[]): Codes => ({
  z: rows(...values),
  labels: Uint8Array.from(labels),
});
/** Equal priors cancel, since these classifiers bring their own. */
const decide = (classifier: LogJoint, ...values: readonly (readonly number[])[]) => [
  ...bayesClasses(classifier(rows(...values))),
];

it('columns have their own mean and variance', () => {
  const { mean, variances } = fitIndependent(rows([1, 5], [3, 5], [5, 8]));
  expect([...mean]).toEqual([3, 6]);
  expect([...variances]).toEqual([4, 3]);
});

describe('the nearest mean', () => {
  it('decides by distance alone', () => {
    const classifier = nearestMean(codes([0, 0, 1], [0, 0], [2, 0], [5, 0]), 2); // means 1 and 5
    expect(decide(classifier, [2.9, 0], [3.1, 0], [2.9, 50])).toEqual([0, 1, 0]);
  });
});

describe('naive Bayes', () => {
  it('has the densities of independent normals, with the floor', () => {
    // Class 0: mean 0, variance 2; class 1: mean 6, variance 8. All together: mean 3, squares 16 + 4 + 1 + 25, over 3.
    const train = codes([0, 0, 1, 1], [-1], [1], [4], [8]);
    const floor = (0.1 * (16 + 4 + 1 + 25)) / 3;
    const log = (x: number, mean: number, variance: number) =>
      Math.log(0.5) - 0.5 * Math.log(variance) - (x - mean) ** 2 / (2 * variance);
    const [first, second] = naiveBayes(train, 2)(rows([2.5]));
    expect(first![0]! - second![0]!).toBeCloseTo(log(2.5, 0, 2 + floor) - log(2.5, 6, 8 + floor), 10);
  });
});

describe('discriminant analysis', () => {
  // Class 0 around (0, 0) is small along x and large along y, class 1 around (4, 0) the other way.
  const [s, t] = [Math.sqrt(0.5), Math.sqrt(2)]; // two of four rows along each axis: variances 2s²/3 and 2t²/3
  const spread = (x: number, y: number, a: number, b: number) => [[x + a, y], [x - a, y], [x, y + b], [x, y - b]]; // prettier-ignore
  const train = codes([0, 0, 0, 0, 1, 1, 1, 1], ...spread(0, 0, s, t), ...spread(4, 0, t, s));
  const [small, large] = [(2 * 0.5) / 3, (2 * 2) / 3];

  it('with a covariance each has their densities', () => {
    const [x, y] = [1.5, 1];
    const log = (dx: number, dy: number, vx: number, vy: number) =>
      -0.5 * Math.log(vx * vy) - dx ** 2 / (2 * vx) - dy ** 2 / (2 * vy);
    const [first, second] = quadraticDiscriminant(train, 2)(rows([x, y]));
    expect(first![0]! - second![0]!).toBeCloseTo(
      log(x, y, small, large) - log(x - 4, y, large, small),
      5, // the training rows are float32
    );
  });

  it('with one covariance has a straight border between the means', () => {
    const classifier = linearDiscriminant(train, 2);
    expect(decide(classifier, [1.9, 30], [2.1, -30])).toEqual([0, 1]);
    // The pooled variance is the mean of both: the log-odds fall by 4/v along x.
    const [first, second] = classifier(rows([2, 0], [3, 0]));
    expect(first![1]! - second![1]! - (first![0]! - second![0]!)).toBeCloseTo(-4 / ((small + large) / 2), 5);
  });

  it('prefers the commoner class where both are as near', () => {
    const uneven = codes([0, 0, 0, 0, 0, 0, 1, 1], [-3], [-1], [-3], [-1], [-3], [-1], [1], [3]);
    const [first, second] = linearDiscriminant(uneven, 2)(rows([0]));
    expect(first![0]! - second![0]!).toBeCloseTo(Math.log(3), 10);
  });
});
