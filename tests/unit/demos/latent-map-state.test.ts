import { describe, expect, test } from 'vitest';
import { classMiddles, spread } from '#src/draw/class-codes.ts';
import { ellipse } from '#src/draw/posterior.ts';
import { readState, writeState } from '#src/demos/link-state.ts';
import {
  fields,
  fromGround,
  gridLatents,
  gridSide,
  nearestClasses,
  pathPoints,
  toGround,
  viewOf,
  wholeOf,
  type LatentMapState,
} from '#src/demos/latent-map/state.ts';

const begin: LatentMapState = {
  d: [[[0.5, 0.5]]],
  ground: 'map',
  task: 'point',
  z: [0, 0],
  a: [-1, 0],
  b: [1, 0],
  t: 0.5,
  view: wholeOf('map'),
};

describe('a link', () => {
  test('gives back what the reader saw', () => {
    const state: LatentMapState = {
      d: [],
      ground: 'grid',
      task: 'path',
      z: [-3.9999, 4],
      a: [0.1234, -2],
      b: [1, 1.5],
      t: 0.125,
      view: { x: 0.25, y: 0.75, span: 0.125 },
    };
    expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  });

  test.each(['view=0,0,0', 'view=0,0,9', 'view=5,0,1', 'view=0,0', 'z=4.1,0', 't=1.1', 'task=walk'])(
    'with %s is passed over',
    (text) => {
      expect(readState(fields, text, begin)).toEqual(begin);
    },
  );
});

test('a place on the grid is a probability', () => {
  // scipy.stats.norm.cdf([1.96, -1])
  const [u1, u2] = toGround('grid', [1.96, -1]);
  expect(u1).toBeCloseTo(0.9750021048517795, 9);
  expect(u2).toBeCloseTo(0.15865525393145707, 9);
  expect(fromGround('grid', [u1, u2])[0]).toBeCloseTo(1.96, 9);
  expect(fromGround('grid', [0, 1])).toEqual([-4, 4]);
  expect(toGround('map', [1.5, -2])).toEqual([1.5, -2]);
});

test('the grid halves its square in the middle, and its first row is the top', () => {
  const z = gridLatents(wholeOf('grid'));
  expect(z).toHaveLength(2 * gridSide ** 2);
  // scipy.stats.norm.ppf(0.5 / 14)
  expect(z[0]).toBeCloseTo(-1.8027430907391, 5);
  expect(z[1]).toBeCloseTo(1.8027430907391, 5);
  const columns = Array.from({ length: gridSide }, (_, i) => z[2 * i]!);
  expect(columns.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
});

test('paths of equal ends differ in their middles', () => {
  expect(pathPoints('line', [1, 0], [0, 1], 3)[1]).toEqual([0.5, 0.5]);
  const middle = pathPoints('arc', [1, 0], [0, 1], 3)[1]!;
  expect(Math.hypot(...middle)).toBeCloseTo(1, 12);
});

test('an ellipse lies so many deviations from its mean', () => {
  const posterior = { mean: [1, -1], sigma: [0.1, 0.3] } as const;
  for (const [x, y] of ellipse(posterior, 2)) {
    expect(((x - 1) / 0.1) ** 2 + ((y + 1) / 0.3) ** 2).toBeCloseTo(4, 9);
  }
  expect(viewOf(posterior)).toEqual({ x: 1, y: -1, span: 3 });
  expect(viewOf({ mean: [0, 0], sigma: [0.001, 0.001] }).span).toBe(8 / 64);
});

test('the nearest codes are found by their classes', () => {
  const codes = { values: Float32Array.of(0, 0, 5, 5, 1, 0, 0, 1.5), counts: [2, 0, 1, 1] };
  expect(nearestClasses(codes, [0.1, 0], 3)).toEqual([0, 2, 3]);
  expect(classMiddles({ values: Float32Array.of(0, 0, 1, 5, 9, 1), counts: [3] })).toEqual([[1, 1]]);
});

test('labels that would cover each other move apart', () => {
  const places = spread(
    [
      [0.5, 0.5],
      [0.51, 0.5],
      [0.9, 0.5],
    ],
    0.1,
    0.1,
  );
  expect(Math.abs(places[0]![1] - places[1]![1])).toBeGreaterThanOrEqual(0.1 - 1e-12);
  expect(places[2]).toEqual([0.9, 0.5]);
});
