import { expect, test } from 'vitest';
import { normalCdf, normalDensity, normalQuantile } from '#src/math/normal.ts';

// scipy.stats.norm.cdf(x), scipy 1.x
test.each([
  [0, 0.5],
  [1, 0.8413447460685429],
  [1.96, 0.9750021048517795],
  [-3, 0.0013498980316300933],
  [5, 0.9999997133484281],
])('Φ(%d) is what tables give', (x, expected) => {
  expect(normalCdf(x)).toBeCloseTo(expected, 12);
});

// scipy.stats.norm.ppf(u)
test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.025, -1.959963984540054],
  [0.999, 3.090232306167813],
  [0.0001, -3.719016485455709],
])('Φ⁻¹(%d) is what tables give', (u, expected) => {
  expect(normalQuantile(u)).toBeCloseTo(expected, 9);
});

test('the ends are held', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-6, 6]);
  expect([normalCdf(-9), normalCdf(9)]).toEqual([0, 1]);
});

test('the density integrates to one', () => {
  let sum = 0;
  for (let x = -8; x <= 8; x += 0.01) sum += 0.01 * normalDensity(x);
  expect(sum).toBeCloseTo(1, 9);
});
