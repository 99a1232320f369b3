import { describe, expect, it } from 'vitest';
import type { TensorValue } from '#scripts/engine.ts';
import { minimize } from '#src/math/lbfgs.ts';
import { fitLogisticRegression } from '#scripts/metrics/logistic-regression.ts';
import {
  balancedDraw,
  fewLabelError,
  logisticAccuracy,
  neighbourAccuracy,
  ridgeAccuracy,
  type Codes,
} from '#scripts/metrics/probes.ts';
import { seededRandomStream } from '#scripts/random.ts';

const column = (...values: number[]): TensorValue => ({
  data: Float32Array.from(values),
  shape: [values.length, 1],
});
const codes = (values: readonly number[], labels: readonly number[]): Codes => ({
  z: column(...values),
  labels: Uint8Array.from(labels),
});

describe('L-BFGS', () => {
  const options = { maxIterations: 200, tolerance: 1e-9 };

  it('finds the minimum of a quadratic', async () => {
    // ½(x² + 100(y − 3)²)
    const objective = async ([x, y]: Float64Array) => ({
      value: 0.5 * (x! ** 2 + 100 * (y! - 3) ** 2),
      gradient: Float64Array.of(x!, 100 * (y! - 3)),
    });
    const found = await minimize(objective, Float64Array.of(-7, 20), options);
    expect(found[0]).toBeCloseTo(0, 8);
    expect(found[1]).toBeCloseTo(3, 8);
  });

  it('follows Rosenbrock’s valley to (1, 1)', async () => {
    const objective = async ([x, y]: Float64Array) => ({
      value: (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2,
      gradient: Float64Array.of(-2 * (1 - x!) - 400 * x! * (y! - x! ** 2), 200 * (y! - x! ** 2)),
    });
    const found = await minimize(objective, Float64Array.of(-1.2, 1), options);
    expect(found[0]).toBeCloseTo(1, 7);
    expect(found[1]).toBeCloseTo(1, 7);
  });
});

describe('logistic regression', () => {
  it('without penalty has the odds of the counts', async () => {
    // At −1 three of four are of class 0, at 1 three of four of class 1.
    const features = column(-1, -1, -1, -1, 1, 1, 1, 1);
    const labels = Uint8Array.of(0, 0, 0, 1, 1, 1, 1, 0);
    const classifier = await fitLogisticRegression(features, labels, { classes: 2, penalty: 0 });
    const { data } = await classifier.logits(column(-1, 1));
    expect(Number(data[0]) - Number(data[1])).toBeCloseTo(Math.log(3), 4);
    expect(Number(data[3]) - Number(data[2])).toBeCloseTo(Math.log(3), 4);
    expect([...(await classifier.predict(column(-2, 0.5)))]).toEqual([0, 1]);
  });

  it('with a penalty meets the condition of its minimum', async () => {
    // Features ±1, one example each, labels 0 and 1: w = (−v, v), and the derivative of 2 ln(1 + e^(−2v)) + λv² is 0.
    const penalty = 0.5;
    const classifier = await fitLogisticRegression(column(-1, 1), Uint8Array.of(0, 1), {
      classes: 2,
      penalty,
    });
    const { data } = await classifier.logits(column(1));
    const v = (Number(data[1]) - Number(data[0])) / 2;
    expect(2 * (1 - 1 / (1 + Math.exp(-2 * v)))).toBeCloseTo(penalty * v, 4);
    expect(v).toBeGreaterThan(0.5);
  });

  it('separates three classes of which the middle one needs two scores', async () => {
    const features = column(...Array.from({ length: 30 }, (_, row) => row));
    const labels = Uint8Array.from({ length: 30 }, (_, row) => Math.floor(row / 10));
    const train = { z: features, labels };
    expect((await logisticAccuracy(train, train, 3)).value).toBeGreaterThan(0.85);
  });
});

describe('nearest neighbours as a probe', () => {
  it('follow the majority, and in a tie the nearest', async () => {
    const train = codes([0, 1, 2, 10, 11, 12], [4, 5, 5, 7, 8, 9]);
    // At 0.4: 0 → 4, 1 → 5, 2 → 5: the majority is 5. At 10.1: 10 → 7, 11 → 8, 12 → 9: a tie, 10 is nearest.
    const test = codes([0.4, 10.1], [5, 7]);
    expect((await neighbourAccuracy(train, test, 3)).value).toBe(1);
    expect((await neighbourAccuracy(train, codes([0.4, 10.1], [4, 8]), 3)).value).toBe(0);
  });
});

describe('the ridge probe', () => {
  it('is least squares onto one-hot labels', () => {
    // y = 0, 0, 1, 1 on x = 0, 0, 1, 5 has a line through the means, 1.5 and a half: there the two scores cross.
    const train = codes([0, 0, 1, 5], [0, 0, 1, 1]);
    const test = codes([1.4, 1.6], [0, 1]);
    expect(ridgeAccuracy(train, test, 2, 0).value).toBe(1);
    expect(ridgeAccuracy(train, codes([1.4, 1.6], [1, 0]), 2, 0).value).toBe(0);
  });
});

describe('few labels', () => {
  const labels = Uint8Array.from({ length: 300 }, (_, row) => row % 3);

  it('are drawn alike from every class, without repetition, and the same for a seed', () => {
    const drawn = balancedDraw(labels, 3, 30, 1);
    expect(new Set(drawn).size).toBe(30);
    for (let label = 0; label < 3; label++) {
      expect([...drawn].filter((index) => labels[index] === label)).toHaveLength(10);
    }
    expect(balancedDraw(labels, 3, 30, 1)).toEqual(drawn);
    expect(balancedDraw(labels, 3, 30, 2)).not.toEqual(drawn);
  });

  it('cannot be more than there are, nor parts of one', () => {
    expect(() => balancedDraw(labels, 3, 31, 1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A balanced draw of 31 from 3 classes is not whole, or class 0 has only 100 examples.]`,
    );
    expect(() => balancedDraw(labels, 3, 303, 1)).toThrow(RangeError);
  });

  it('suffice where the code tells the label, and not where it tells nothing', async () => {
    const random = seededRandomStream(9);
    const telling = codes(Array.from(labels, (label) => label + 0.01 * random.normal()), [...labels]); // prettier-ignore
    const noise = codes(Array.from(labels, () => random.normal()), [...labels]); // prettier-ignore
    // One feature must give the middle class the largest score between two borders, which the penalty softens.
    expect((await fewLabelError(telling, telling, 3, 90)).mean).toBeLessThan(0.05);
    const { mean, deviation } = await fewLabelError(noise, noise, 3, 30);
    expect(Math.abs(mean - 2 / 3)).toBeLessThan(0.1);
    expect(deviation).toBeGreaterThan(0);
  });
});
