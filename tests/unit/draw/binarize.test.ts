import { expect, test } from 'vitest';
import { binarized } from '#src/draw/binarize.ts';

test('a pixel is 1 as often as it is grey, and paper and full ink stay what they are', () => {
  for (const grey of [0.2, 0.5, 0.9]) {
    const ones = binarized(new Float32Array(784).fill(grey)).reduce((sum, value) => sum + value, 0);
    expect(Math.abs(ones / 784 - grey)).toBeLessThan(4 * Math.sqrt((grey * (1 - grey)) / 784));
  }
  expect(new Set(binarized(new Float32Array(784)))).toEqual(new Set([0]));
  expect(new Set(binarized(new Float32Array(784).fill(1)))).toEqual(new Set([1]));
});

test('more ink makes no pixel white again', () => {
  const [light, dark] = [0.4, 0.6].map((grey) => binarized(new Float32Array(784).fill(grey)));
  for (const [i, value] of light!.entries()) expect(dark![i]!).toBeGreaterThanOrEqual(value);
});
