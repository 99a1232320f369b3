import { describe, expect, it } from 'vitest';
import { asGaussians, makeGaussians, type PointsSplit } from '#scripts/datasets/gaussians.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';

const counts = { train: 20_000, validation: 100, test: 100 };
const ids = ['gaussians-ring', 'gaussians-grid'] as const;

/** Of each mode: how many points, their mean, and their mean square about it along one axis. */
function modesOf({ points, labels, count }: PointsSplit, modeCount: number) {
  return Array.from({ length: modeCount }, (_, mode) => {
    const own = Array.from({ length: count }, (_, i) => i).filter((i) => labels[i] === mode);
    const mean = [0, 1].map((axis) => own.reduce((sum, i) => sum + points[2 * i + axis]!, 0) / own.length);
    const squares = own.reduce(
      (sum, i) => sum + (points[2 * i]! - mean[0]!) ** 2 + (points[2 * i + 1]! - mean[1]!) ** 2,
      0,
    );
    return { count: own.length, mean, variance: squares / (2 * own.length) };
  });
}

describe.each(ids)('%s', (id) => {
  const dataset = makeGaussians(id, { seed: 3, counts });
  const { means, deviation } = dataset.mixture;

  it('has modes of equal weight, each round about its centre', () => {
    const expected = counts.train / means.length;
    for (const [mode, found] of modesOf(dataset.train, means.length).entries()) {
      const spread = deviation / Math.sqrt(found.count);
      expect(Math.abs(found.count - expected)).toBeLessThan(5 * Math.sqrt(expected));
      expect(Math.abs(found.mean[0]! - means[mode]![0])).toBeLessThan(5 * spread);
      expect(Math.abs(found.mean[1]! - means[mode]![1])).toBeLessThan(5 * spread);
      expect(Math.abs(found.variance / deviation ** 2 - 1)).toBeLessThan(5 / Math.sqrt(found.count));
    }
  });

  it('has 98.9 % of its points within three deviations, as a Gaussian of the plane has (1 − e^−4.5)', () => {
    const { points, labels, count } = dataset.train;
    let near = 0;
    for (let i = 0; i < count; i++) {
      const [x, y] = means[labels[i]!]!;
      if (Math.hypot(points[2 * i]! - x, points[2 * i + 1]! - y) <= 3 * deviation) near++;
    }
    expect(near / count).toBeCloseTo(1 - Math.exp(-4.5), 2);
  });

  it('is the same for the same seed, another for another, and its test split does not hang on the rest', () => {
    expect(makeGaussians(id, { seed: 3, counts }).sha256).toEqual(dataset.sha256);
    expect(makeGaussians(id, { seed: 4, counts }).sha256).not.toEqual(dataset.sha256);
    const smaller = makeGaussians(id, { seed: 3, counts: { ...counts, train: 10 } });
    expect(smaller.test.points).toEqual(dataset.test.points);
    expect(asGaussians(dataset)).toBe(dataset);
  });

  it('has its coordinates as bytes too, from paper to ink across the picture', () => {
    const { points, images } = dataset.test;
    const limit = 1.25 * dataset.mixture.extent;
    for (const [i, byte] of images.entries()) {
      expect(Math.abs((2 * limit * byte) / 255 - limit - points[i]!)).toBeLessThanOrEqual(limit / 254);
    }
  });
});

it('the ring lies on the unit circle, and the grid two apart', () => {
  const small = { seed: 1, counts: { train: 1, validation: 1, test: 1 } };
  const ring = makeGaussians('gaussians-ring', small).mixture.means;
  expect(ring).toHaveLength(8);
  for (const [x, y] of ring) expect(Math.hypot(x, y)).toBeCloseTo(1, 12);
  expect(Math.hypot(ring[0]![0] - ring[1]![0], ring[0]![1] - ring[1]![1])).toBeCloseTo(
    2 * Math.sin(Math.PI / 8),
    12,
  );
  const grid = makeGaussians('gaussians-grid', small).mixture.means;
  expect(new Set(grid.map((mean) => mean.join())).size).toBe(25);
  for (const mean of grid) for (const value of mean) expect([-4, -2, 0, 2, 4]).toContain(value);
});

it('images are no points', () => {
  const strokes = makeStrokes({ seed: 1, counts: { train: 1, validation: 0, test: 0 } });
  expect(() => asGaussians(strokes)).toThrowErrorMatchingInlineSnapshot(
    `[DatasetError: The examples of strokes are no points of the plane. Those are in: gaussians-ring, gaussians-grid.]`,
  );
});
