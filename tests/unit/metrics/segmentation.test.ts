import { expect, it } from 'vitest';
import { meanIntersectionOverUnion } from '#scripts/metrics/segmentation.ts';

const measure = (predicted: number[], truth: number[], count: number, classCount: number) =>
  meanIntersectionOverUnion(Uint8Array.from(predicted), Uint8Array.from(truth), count, classCount);

it('the intersection over union is counted over all images, for each class, and averaged over classes', () => {
  const truth = [0, 0, 1, 1, /* second image */ 0, 0, 0, 2];
  const predicted = [0, 1, 1, 1, /* second image */ 0, 0, 0, 0];
  // Class 0: 4 shared, 1 missed, 1 too many. Class 1: 2 shared, 1 too many. Class 2: never found. Class 3: nowhere.
  const { value, classes, count } = measure(predicted, truth, 2, 4);
  expect(classes).toEqual([4 / 6, 2 / 3, 0, undefined]);
  expect(value).toBeCloseTo((4 / 6 + 2 / 3) / 3, 12);
  expect(count).toBe(2);
});

it('a class that is nowhere but was seen counts as wrong', () => {
  expect(measure([0, 1], [0, 0], 1, 3).classes).toEqual([1 / 2, 0, undefined]);
});

it('the standard error is none where all images are alike, and some where they are not', () => {
  expect(measure([0, 1, 0, 1, 0, 1], [0, 1, 0, 1, 0, 1], 3, 2).standardError).toBe(0);
  // One image of four is all wrong: the mean of k / (8 − k) with k of 4 right, k binomial.
  const expected = (() => {
    const binomial = [1, 12, 54, 108, 81].map((ways) => ways / 256);
    const values = [0, 1, 2, 3, 4].map((right) => right / (8 - right));
    const mean = values.reduce((sum, value, right) => sum + binomial[right]! * value, 0);
    return Math.sqrt(values.reduce((sum, value, right) => sum + binomial[right]! * (value - mean) ** 2, 0));
  })();
  const { standardError } = measure([0, 1, 0, 1, 0, 1, 1, 0], [0, 1, 0, 1, 0, 1, 0, 1], 4, 2);
  expect(standardError / expected).toBeGreaterThan(0.85);
  expect(standardError / expected).toBeLessThan(1.15);
});

it('needs a prediction for every pixel', () => {
  expect(() => measure([0], [0, 1], 1, 2)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: meanIntersectionOverUnion: 1 pixels were predicted, 2 are known.]`,
  );
});
