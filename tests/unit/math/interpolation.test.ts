import { expect, test } from 'vitest';
import { linear, spherical } from '#src/math/interpolation.ts';

test('both paths begin at a and end at b', () => {
  for (const path of [linear, spherical]) {
    const [a, b] = [
      [3, -1],
      [-0.5, 2],
    ];
    for (const [i, value] of path(a, b, 0).entries()) expect(value).toBeCloseTo(a[i]!, 12);
    for (const [i, value] of path(a, b, 1).entries()) expect(value).toBeCloseTo(b[i]!, 12);
  }
});

test('a quarter of a circle is halved at 45°, while the straight line cuts through', () => {
  const half = spherical([2, 0], [0, 2], 0.5);
  expect(half[0]).toBeCloseTo(Math.SQRT2, 12);
  expect(half[1]).toBeCloseTo(Math.SQRT2, 12);
  expect(linear([2, 0], [0, 2], 0.5)).toEqual([1, 1]);
});

test('the arc keeps its radius in any number of dimensions', () => {
  const a = [1, 2, 2, 0, 0];
  const b = [0, 0, 0, 3, 0];
  for (const t of [0.1, 0.4, 0.9]) expect(Math.hypot(...spherical(a, b, t))).toBeCloseTo(3, 12);
});

test('without an arc the path is straight', () => {
  expect(spherical([1, 1], [2, 2], 0.5)).toEqual([1.5, 1.5]);
  expect(spherical([1, 0], [-1, 0], 0.5)).toEqual([0, 0]);
  expect(spherical([0, 0], [4, 2], 0.5)).toEqual([2, 1]);
});
