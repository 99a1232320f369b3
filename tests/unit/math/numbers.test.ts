import { expect, test } from 'vitest';
import { meanSquaredError } from '#src/math/mean-squared-error.ts';
import { megabytes } from '#src/math/megabytes.ts';
import { niceLimit } from '#src/math/nice-limit.ts';

test('the mean squared error is the mean of the squares', () => {
  // (1² + 0² + 2² + 1²) / 4
  expect(meanSquaredError(Float32Array.of(1, 2, 3, 4), Float32Array.of(0, 2, 5, 3))).toBe(1.5);
});

test('arrays of two lengths are not compared', () => {
  expect(() => meanSquaredError(new Float32Array(3), new Float32Array(2))).toThrowErrorMatchingInlineSnapshot(
    `[Error: Cannot compare 3 values with 2. Give two arrays of one length above 0.]`,
  );
});

test.each([
  [0.7, 0.8],
  [1, 1],
  [1.2, 1.5],
  [3, 3],
  [3.06, 4],
  [8.1, 10],
  [0.031, 0.04],
  [30, 30],
])('an axis for %d ends at %d', (value, limit) => {
  expect(niceLimit(value)).toBeCloseTo(limit, 12);
});

test('megabytes are millions of bytes', () => {
  expect(megabytes(3_687_160)).toBe('3.7');
});
