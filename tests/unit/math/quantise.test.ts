import { expect, test } from 'vitest';
import { quantise, restore } from '#src/math/quantise.ts';

test('numbers come back to half a step of the range', () => {
  const values = [0, 6, -6, 1.2345, -0.0001];
  const back = restore(quantise(values, 6), 6);
  for (const [i, value] of values.entries())
    expect(Math.abs(back[i]! - value)).toBeLessThan(6 / 32_767 / 2 + 1e-6);
  expect(back[0]).toBe(0);
});

test('the ends are whole steps, and what lies beyond is brought to them', () => {
  expect([...quantise([2, -2, 3, -Infinity], 2)]).toEqual([32_767, -32_767, 32_767, -32_767]);
});
