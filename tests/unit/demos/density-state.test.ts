import { describe, expect, test } from 'vitest';
import {
  brokenPath,
  chart,
  componentEllipse,
  contourLines,
  contoursPicture,
  curvePicture,
  heatPixels,
} from '#src/demos/density/draw.ts';
import {
  fieldOf,
  histogram,
  kernelEstimate,
  mixtureEstimate,
  seenCells,
} from '#src/demos/density/estimators.ts';
import {
  begin,
  bestPlace,
  crossValidated,
  curveOf,
  estimatorOf,
  fields,
  methods,
  mostSteps,
  pointsOf,
  settings,
  splitOf,
  withoutPoint,
  type DensityState,
} from '#src/demos/density/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';
import type { Point } from '#src/draw/strokes.ts';

const digit = [[[0.3, 0.2], [0.7, 0.2], [0.45, 0.8]]] as const; // prettier-ignore
const defaults: DensityState = { ...begin, d: digit };
const end = { t: mostSteps, normalised: true };

describe('a link', () => {
  test('gives back what the reader saw, points to a 4,095th of the square', () => {
    const own: Point[] = [[-4, 4], [0, 0], [3.25, -1.5]]; // prettier-ignore
    const state: DensityState = {
      ...defaults,
      data: 'own',
      own,
      fold: 2,
      method: 'mixture',
      mixture: 3,
      t: 4,
      normalised: false,
    };
    const read = readState(fields, writeState(fields, state, defaults), defaults);
    expect({ ...read, own: [] }).toEqual({ ...state, own: [] });
    for (const [i, point] of read.own.entries())
      for (const axis of [0, 1] as const) expect(Math.abs(point[axis] - own[i]![axis])).toBeLessThan(0.001);
    const empty = { ...state, own: [] };
    expect(readState(fields, writeState(fields, empty, defaults), defaults)).toEqual(empty);
  });

  test.each([
    'data=spiral',
    'n=500',
    'fold=3',
    'method=flow',
    'kernel=33',
    'histogram=12',
    't=-1',
    'own=AAAA.AAAA',
    `own=${'AAAA'.repeat(241)}`,
  ])(
    // prettier-ignore
    'with %s is passed over',
    (text) => {
      expect(readState(fields, text, defaults)).toEqual(defaults);
    },
  );
});

test.each(['moons', 'ring', 'blobs', 'digit'] as const)(
  '%s are as many points as asked for, the same again',
  (data) => {
    const points = pointsOf({ ...defaults, data });
    expect(points).toHaveLength(120);
    expect(pointsOf({ ...defaults, data })).toEqual(points);
    expect(pointsOf({ ...defaults, data, seed: 2 })).not.toEqual(points);
    expect(points.flat().every((coordinate) => Math.abs(coordinate) <= 4)).toBe(true);
  },
);

test('a third is held out, each point once, and one that is taken away moves but one other', () => {
  const points = pointsOf(defaults);
  const splits = [0, 1, 2].map((fold) => splitOf(points, fold));
  expect(splits.map(({ heldOut }) => heldOut.length)).toEqual([40, 40, 40]);
  expect(new Set(splits.flatMap(({ heldOut }) => heldOut)).size).toBe(120);
  const fewer = withoutPoint(points, 7);
  expect(fewer).toHaveLength(119);
  expect(fewer.filter((point, i) => point !== points[i])).toEqual([points[119]]);
  expect(fewer).not.toContain(points[7]);
  expect(withoutPoint([[1, 2]], 0)).toEqual([]);
});

describe('the estimators', () => {
  const points: Point[] = [[0.5, 0.5], [0.5, 0.6], [-3.9, 4], [4, -4]]; // prettier-ignore

  test('a histogram shares counts out over bins, and has nothing for an empty one', () => {
    const estimator = histogram(points, 2, true);
    // Two of four points in the upper right quarter of 16 units.
    expect(Math.exp(estimator.logAt([1, 3]))).toBeCloseTo(0.5 / 16, 12);
    expect(estimator.logAt([-1, -1])).toBe(-Infinity);
    expect(estimator.logAt([5, 0])).toBe(-Infinity);
    expect(Math.exp(histogram(points, 2, false).logAt([1, 3]))).toBeCloseTo(0.5, 12);
  });

  test('a kernel estimate is the mean of Gaussians', () => {
    const h = 0.7;
    const [x, y] = [0.2, -0.4];
    const expected = points.reduce(
      (sum, [px, py]) =>
        sum + Math.exp(-((x - px) ** 2 + (y - py) ** 2) / (2 * h * h)) / (2 * Math.PI * h * h) / 4,
      0,
    );
    expect(Math.exp(kernelEstimate(points, h, true).logAt([x, y]))).toBeCloseTo(expected, 12);
    // Far from all points it is small, not 0: −(r²)/(2h²) in the exponent.
    expect(kernelEstimate([[0, 0]], 0.06, true).logAt([3, 0])).toBeCloseTo(
      -1250 - Math.log(2 * Math.PI * 0.0036),
      6,
    );
  });

  test('a grid holds what the points have, the top row first', () => {
    const axis = Float64Array.of(-1, 0, 2);
    const mixture = mixtureEstimate([{ weight: 1, mean: [2, 2], covariance: [1, 0.2, 0.5] }], true);
    for (const estimator of [histogram(points, 6, true), kernelEstimate(points, 0.5, true), mixture]) {
      const grid = estimator.onGrid(axis);
      expect(grid[2]).toBeCloseTo(Math.exp(estimator.logAt([2, 2])), 12);
      expect(grid[3]).toBeCloseTo(Math.exp(estimator.logAt([-1, 0])), 12);
    }
  });

  test.each(methods)('every setting of %s integrates to 1, and not without its constants', (method) => {
    const { train } = splitOf(pointsOf(defaults), 0);
    for (const setting of settings[method]) {
      expect(fieldOf(estimatorOf(method, train, setting, end)).integral).toBeCloseTo(1, 3);
      const { integral } = fieldOf(estimatorOf(method, train, setting, { ...end, normalised: false }));
      const expected = {
        histogram: (8 / setting) ** 2,
        kernel: 2 * Math.PI * setting ** 2,
        mixture: undefined,
      }[method];
      if (expected === undefined) expect(Math.abs(integral - 1)).toBeGreaterThan(0.05);
      else expect(integral).toBeCloseTo(expected, 2);
    }
  });
});

describe('finer settings', () => {
  const points = pointsOf({ ...defaults, data: 'blobs' });
  const split = splitOf(points, 0);

  test.each(methods)('of %s raise the training score, and the held-out one only for a while', (method) => {
    const curve = curveOf(method, split, true);
    expect(curve.at(-1)!.train).toBeGreaterThan(curve[0]!.train! + 1);
    expect(bestPlace(curve, 'heldOut')).toBeLessThan(settings[method].length - 1);
    expect(curve.at(-1)!.heldOut).toBeLessThan(curve[bestPlace(curve, 'heldOut')!]!.heldOut! - 1);
    // Without the constants the coarsest wins, whatever the points.
    expect(bestPlace(curveOf(method, split, false), 'heldOut')).toBe(0);
  });

  test('three Gaussians are found to be three', () => {
    expect(settings.mixture[bestPlace(curveOf('mixture', split, true), 'heldOut')!]).toBe(3);
  });

  test('the mean of splits is that of all points, each held out once', () => {
    const mean = crossValidated('kernel', points, 0.4, end)!;
    const sum = points.reduce((total, point, i) => {
      const { train } = splitOf(points, i % 3);
      return total + kernelEstimate(train, 0.4, true).logAt(point);
    }, 0);
    expect(mean).toBeCloseTo(sum / points.length, 9);
    expect(crossValidated('kernel', points.slice(0, 2), 0.4, end)).toBeUndefined();
  });
});

describe('pictures', () => {
  test('heat is strongest at the highest place, contours lie where the levels are', () => {
    const { values } = fieldOf(kernelEstimate([[0, 0]], 1, true));
    const pixels = heatPixels(values);
    expect(Math.max(...pixels.filter((_, i) => i % 4 === 3))).toBe(210);
    const lines = contourLines(values);
    expect(lines).toHaveLength(5);
    const picture = decodeURIComponent(contoursPicture(values));
    expect(picture.match(/<path d="M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){20,}"\/>/g)).toHaveLength(5);
    // exp(−r²/2) of the top, in the square of 8.
    const radii = lines.flat().map(([x, y]) => 8 * Math.hypot(x - 0.5, y - 0.5));
    const expected = [0.05, 0.15, 0.3, 0.5, 0.75].map((level) => Math.sqrt(-2 * Math.log(level)));
    for (const radius of radii)
      expect(Math.min(...expected.map((each) => Math.abs(each - radius)))).toBeLessThan(0.02);
    expect(heatPixels(new Float64Array(seenCells ** 2)).every((value, i) => i % 4 !== 3 || value === 0)).toBe(
      true,
    );
  });

  test('a component’s ellipse lies along its covariance', () => {
    const line = componentEllipse({ weight: 1, mean: [1, 2], covariance: [2.5, 1.5, 2.5] }, 1);
    // Eigenvalues 4 and 1 along the diagonals.
    expect(Math.max(...line.map(([x, y]) => (x - 1 + y - 2) / Math.SQRT2))).toBeCloseTo(2, 6);
    expect(Math.max(...line.map(([x, y]) => (x - 1 - y + 2) / Math.SQRT2))).toBeCloseTo(1, 6);
  });

  test('a curve breaks where a score is −∞ or far below', () => {
    const curve = [-4, -3, -Infinity, -2.5].map((heldOut, i) => ({ train: -4 + i, heldOut }));
    const picture = curvePicture('histogram', curve);
    expect(picture.lost).toEqual([2]);
    expect(picture.heldOut[2]).toBeUndefined();
    expect(picture.heldOut[3]![1]).toBeLessThan(picture.heldOut[1]![1]);
    expect(picture.heldOut.every((place) => !place || (place[1] >= 0 && place[1] <= chart.height))).toBe(
      true,
    );
    expect(brokenPath([[0, 1], undefined, [2, 3], [4, 5]])).toBe('M0.0 1.0M2.0 3.0L4.0 5.0');
  });
});
