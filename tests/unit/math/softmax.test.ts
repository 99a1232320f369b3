import { expect, test } from 'vitest';
import { argmax, softmax } from '#src/math/softmax.ts';

test('probabilities are the powers of logits over their sum, of however large ones', () => {
  // scipy.special.softmax([1, 2, 3])
  const expected = [0.09003057317038046, 0.24472847105479767, 0.6652409557748219];
  for (const shift of [0, 1000, -1000]) {
    const probabilities = softmax([1 + shift, 2 + shift, 3 + shift]);
    for (const [i, value] of expected.entries()) expect(probabilities[i]).toBeCloseTo(value, 12);
  }
});

test('the largest is found, of equal ones the first', () => {
  expect(argmax([1, 3, 3, 2])).toBe(1);
  expect(argmax(new Float32Array([-5]))).toBe(0);
});
