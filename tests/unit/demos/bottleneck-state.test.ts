import { expect, test } from 'vitest';
import { chart, chartPath, chartPlace } from '#src/demos/bottleneck/draw.ts';
import {
  componentsToReach,
  errorsByComponents,
  fields,
  firstComponents,
  withCode,
  type BottleneckState,
} from '#src/demos/bottleneck/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';

const begin: BottleneckState = { d: [[[0.5, 0.5]]], code: '32', k: 32, difference: false };

test('a link gives back what the reader saw', () => {
  const state: BottleneckState = { d: [], code: '2', k: 17, difference: true };
  expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
});

test.each(['code=3', 'code=', 'k=0', 'k=65', 'k=1.5', 'difference=yes'])(
  'a link with %s is passed over',
  (text) => {
    expect(readState(fields, text, begin)).toEqual(begin);
  },
);

test('another length of code gives PCA as many components', () => {
  expect(withCode({ ...begin, k: 50 }, '10')).toEqual({ ...begin, code: '10', k: 10 });
});

test('the mask keeps the first components', () => {
  const mask = firstComponents(3);
  expect(mask).toHaveLength(64);
  expect([...mask.subarray(0, 5)]).toEqual([1, 1, 1, 0, 0]);
  expect(firstComponents(64).every((kept) => kept === 1)).toBe(true);
});

test('errors by components are those of projections on an orthonormal basis', () => {
  // (3, 1, −2, 5) in a basis turned by 3-4-5 in the first two axes: coordinates 13/5, −9/5, −2; 5 is left over.
  const x = [3, 1, -2, 5];
  const basis = [
    [0.6, 0.8, 0, 0],
    [-0.8, 0.6, 0, 0],
    [0, 0, 1, 0],
  ];
  const z = basis.map((v) => v.reduce((sum, value, i) => sum + value * x[i]!, 0));
  const errorOf = (k: number) =>
    x.reduce((sum, value, i) => {
      const projected = basis.slice(0, k).reduce((at, v, j) => at + z[j]! * v[i]!, 0);
      return sum + (value - projected) ** 2 / 4;
    }, 0);
  const errors = errorsByComponents(z, errorOf(3), 4);
  for (const k of [1, 2, 3]) expect(errors[k - 1]).toBeCloseTo(errorOf(k), 12);
  expect(errors[2]).toBeCloseTo(25 / 4, 12);
});

test('the components that reach an error are the fewest, and may be too few', () => {
  expect(componentsToReach([4, 2, 2, 1], 2)).toBe(2);
  expect(componentsToReach([4, 2, 1], 0.5)).toBeUndefined();
});

test('a factor of ten is the same height everywhere on the chart, and its ends hold', () => {
  const height = (error: number) => chartPlace(0, error)[1];
  expect(height(0.001) - height(0.01)).toBeCloseTo(height(0.01) - height(0.1), 9);
  expect(chartPlace(64, chart.least)).toEqual([chart.width, chart.height]);
  expect(height(1)).toBe(0);
  expect(height(0)).toBe(chart.height);
  expect(chartPath([[0, chart.most], [32, chart.least]])).toBe(`M0.0 0.0L${chart.width / 2}.0 ${chart.height}.0`); // prettier-ignore
});
