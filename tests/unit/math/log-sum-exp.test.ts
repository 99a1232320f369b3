import { expect, test } from 'vitest';
import { logSumExp } from '#src/math/log-sum-exp.ts';

test('is that of small numbers, by hand', () => {
  expect(logSumExp([Math.log(1), Math.log(2), Math.log(5)])).toBeCloseTo(Math.log(8), 12);
});

test('neither vanishes nor overflows where exp does', () => {
  expect(logSumExp([-1000, -1000])).toBeCloseTo(-1000 + Math.LN2, 9);
  expect(logSumExp([1000, 1000, 1000, 1000])).toBeCloseTo(1000 + Math.log(4), 9);
  expect(logSumExp([-1000, 0])).toBe(0);
});

test('of nothing is −∞', () => {
  expect(logSumExp([])).toBe(-Infinity);
  expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
});
