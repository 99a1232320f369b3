import { describe, expect, test } from 'vitest';
import { modeCoverage } from '#scripts/metrics/mode-coverage.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { readState, writeState } from '#src/demos/link-state.ts';
import {
  cardLatents,
  coverageOf,
  fields,
  mixtureFor,
  pointCount,
  readable,
  sharesOf,
  surfacePoints,
  surfaceSide,
  viewOn,
  wholeOf,
  type ModeCollapseState,
} from '#src/demos/mode-collapse/state.ts';

const begin: ModeCollapseState = { data: 'ring', s: 11, draw: 0, x: [0, 0], view: { x: 0, y: 0, span: 1 } };

describe('a link', () => {
  test('gives back what the reader saw', () => {
    const state: ModeCollapseState = {
      data: 'grid',
      s: 0,
      draw: 9,
      x: [-4.5, 3.25],
      view: { x: 0.25, y: -0.25, span: 0.5 },
    };
    expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  });

  test.each(['data=line', 's=12', 's=0.5', 'draw=10', 'x=6,0', 'view=0.3,0,0.5', 'view=0,0,0', 'view=0,0'])(
    'with %s is passed over',
    (text) => {
      expect(readState(fields, text, begin)).toEqual(begin);
    },
  );

  test('that names a point outside of the plane gets the origin', () => {
    expect(readable({ ...begin, x: [1.3, 0] }).x).toEqual([0, 0]);
    expect(readable({ ...begin, data: 'grid', x: [1.3, 0] }).x).toEqual([1.3, 0]);
  });
});

test('a view in shares says the same of both planes', () => {
  expect(viewOn('grid', { x: 0.25, y: 0, span: 0.5 })).toEqual({ x: 2.5, y: 0, span: 5 });
  expect(sharesOf('ring', wholeOf('ring'))).toEqual({ x: 0, y: 0, span: 1 });
});

test('the latents are those that the recipe measures its card with', () => {
  const random = seededRandomStream(1); // as measureCoverage in scripts/recipes/gan-ring.ts
  const draws = cardLatents();
  expect(draws).toHaveLength(10);
  for (const draw of draws)
    expect(draw).toEqual(Float32Array.from({ length: 2 * pointCount }, () => random.normal()));
});

test('modes and quality are counted as the cards count them', () => {
  const mixture = mixtureFor('grid');
  const random = seededRandomStream(3);
  const points = Float32Array.from(
    { length: 2000 },
    () => 2 * Math.round(2 * random.normal()) + 0.08 * random.normal(),
  );
  const expected = modeCoverage({ data: points, shape: [1000, 2] }, mixture.means, mixture.deviation);
  const coverage = coverageOf(points, mixture);
  expect(coverage.modes).toBe(expected.modes);
  expect(coverage.quality).toBeCloseTo(expected.quality.value, 12);
  expect(coverage.hit).toEqual(expected.counts.map((count) => count > 0));
  // By hand: two of three points lie at the mode of (0, 1).
  const ring = coverageOf(Float32Array.of(0, 1, 0.02, 1.01, 0, 0), mixtureFor('ring'));
  expect(ring).toMatchObject({ modes: 1, quality: 2 / 3 });
  expect(ring.hit.indexOf(true)).toBe(2);
});

test('D is asked in the middles of cells, row by row from the top', () => {
  const points = surfacePoints({ x: 1, y: 2, span: surfaceSide });
  expect(points).toHaveLength(2 * surfaceSide ** 2);
  expect([...points.subarray(0, 4)]).toEqual([
    1.5 - surfaceSide / 2,
    1.5 + surfaceSide / 2,
    2.5 - surfaceSide / 2,
    1.5 + surfaceSide / 2,
  ]);
});
