import { describe, expect, test } from 'vitest';
import {
  fields,
  oneHot,
  planeThrough,
  pointOn,
  probability,
  readable,
  shareOn,
  sheetLatents,
  tileCount,
  tileLatents,
  withEnd,
  withSeed,
  type GeneratorState,
} from '#src/demos/generator/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';

const begin: GeneratorState = {
  d: [[[0.5, 0.5]]],
  kind: 'any',
  y: 3,
  seed: 2019,
  a: 0,
  b: 1,
  z: [5, 0],
  way: 'arc',
};

describe('a link', () => {
  test('gives back what the reader saw', () => {
    const state: GeneratorState = {
      d: [],
      kind: 'class',
      y: 9,
      seed: 2024,
      a: 4,
      b: 7,
      z: [-1.25, 7.999],
      way: 'line',
    };
    expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  });

  test.each(['kind=all', 'y=10', 'seed=-1', 'a=10', 'b=1.5', 'z=9,0', 'way=round'])(
    'with %s is passed over',
    (text) => {
      expect(readState(fields, text, begin)).toEqual(begin);
    },
  );

  test('that names one sample twice gets another b', () => {
    expect(readable({ ...begin, a: 9, b: 9 })).toMatchObject({ a: 9, b: 0 });
  });
});

test('the plane through two latents keeps their lengths and their angle', () => {
  const [a, b] = [
    [3, 0, 4, 0],
    [0, 2, 4, 1],
  ] as const;
  const plane = planeThrough(a, b);
  expect(Math.hypot(...plane.a)).toBeCloseTo(5, 12);
  expect(Math.hypot(...plane.b)).toBeCloseTo(Math.sqrt(21), 12);
  expect(plane.a[0] * plane.b[0] + plane.a[1] * plane.b[1]).toBeCloseTo(16, 12); // a · b
  for (const [i, value] of plane.at(plane.b).entries()) expect(value).toBeCloseTo(b[i]!, 12);
  for (const [i, value] of plane.at(plane.a).entries()) expect(value).toBeCloseTo(a[i]!, 12);
  expect(plane.at([0, 0])).toEqual([0, 0, 0, 0]);
});

test('both ways go from a to b, and tell how far along a point is', () => {
  const plane = planeThrough([2, 0], [0, 2]);
  for (const way of ['line', 'arc'] as const) {
    for (const t of [0, 0.25, 0.5, 1]) expect(shareOn(way, plane, pointOn(way, plane, t))).toBeCloseTo(t, 12);
    expect(shareOn(way, plane, [3, -1])).toBe(0);
    expect(shareOn(way, plane, [-1, 3])).toBe(1);
  }
  expect(Math.hypot(...pointOn('line', plane, 0.5))).toBeCloseTo(Math.SQRT2, 12);
  expect(Math.hypot(...pointOn('arc', plane, 0.5))).toBeCloseTo(2, 12);
});

test('choosing the other end’s sample lets the ends change places', () => {
  expect(withEnd(begin, 'a', 5)).toMatchObject({ a: 5, b: 1 });
  const swapped = withEnd(begin, 'a', 1);
  expect(swapped).toMatchObject({ a: 1, b: 0 });
  expect(swapped.z[0]).toBeCloseTo(Math.hypot(...sheetLatents(2019)[1]!), 9);
  expect(withSeed(begin, 7).z[0]).toBeCloseTo(Math.hypot(...sheetLatents(7)[0]!), 9);
});

test('the tile in the middle is the origin, and the first lies left and above', () => {
  const tiles = tileLatents(planeThrough([1, 0], [0, 1]));
  expect(tiles).toHaveLength(tileCount ** 2);
  expect(tiles[(tileCount ** 2 - 1) / 2]!.map((value) => Math.abs(value))).toEqual([0, 0]);
  const [first] = tiles;
  expect(first![0]).toBeCloseTo(-64 / 9, 9); // eight ninths of 8
  expect(first![1]).toBeCloseTo(64 / 9, 9);
});

test('orders are one-hot, and scores are logits', () => {
  expect([...oneHot([9, 0])]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(probability(0)).toBe(0.5);
  expect(probability(Math.log(3))).toBeCloseTo(0.75, 12);
});
