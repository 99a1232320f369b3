import { describe, expect, it } from 'vitest';
import type { Split } from '#scripts/datasets/dataset.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import type { TensorValue } from '#scripts/engine.ts';
import {
  classShares,
  firstPixels,
  judgeImages,
  nearestNeighbourRatio,
  sampleMetrics,
  type Judge,
} from '#scripts/metrics/sample-quality.ts';

const splitOf = (...greys: number[]): Split => ({
  images: Uint8Array.from(greys),
  labels: new Uint8Array(greys.length),
  count: greys.length,
});

/** Reads an image by its mean: features are the mean and its square, the class is its first decimal. */
const judge: Judge = async ({ data, shape }) => {
  const [count, pixels] = shape as readonly [number, number];
  const means = Array.from({ length: count }, (_, row) => {
    const values = Array.from(data.subarray(row * pixels, (row + 1) * pixels), Number);
    return values.reduce((sum, value) => sum + value, 0) / pixels;
  });
  return {
    features: { data: Float32Array.from(means.flatMap((mean) => [mean, mean ** 2])), shape: [count, 2] },
    logits: {
      data: Float32Array.from(
        means.flatMap((mean) => Array.from({ length: 10 }, (_, label) => -Math.abs(mean * 10 - label - 0.5))),
      ),
      shape: [count, 10],
    },
  };
};

describe('judged images', () => {
  it('keep their order over several batches', async () => {
    const count = 501;
    const x: TensorValue = {
      data: Float32Array.from({ length: count }, (_, row) => (row % 10) / 10 + 0.05),
      shape: [count, 1],
    };
    const { features, classes } = await judgeImages(x, judge);
    expect(features.shape).toEqual([count, 2]);
    expect(Number(features.data[2 * 500])).toBeCloseTo(0.05, 6);
    expect([...classes.slice(498)]).toEqual([8, 9, 0]);
  });

  it('have shares of classes, also of those that are missing', () => {
    expect([...classShares(Uint8Array.of(0, 2, 2, 2), 4)]).toEqual([0.25, 0, 0.75, 0]);
  });
});

describe('the nearest-neighbour ratio', () => {
  // One grey pixel: distances to the nearest training image are 51/255 = 0.2 for each held-out one.
  const [train, heldOut] = [splitOf(0, 255), splitOf(51, 204)];

  it('is 0 for copies and 1 for images as far from the training images as real ones', async () => {
    expect((await nearestNeighbourRatio(firstPixels(train, 2), train, heldOut)).value).toBe(0);
    expect((await nearestNeighbourRatio(firstPixels(heldOut, 2), train, heldOut)).value).toBe(1);
  });

  it('is the ratio of mean distances, with the standard error of a ratio', async () => {
    // Generated at 0.1 and 0.5 from the nearest: mean 0.3 ± 0.2, over 0.2 ± 0.
    const generated = { data: Float32Array.of(0.1, 0.5), shape: [2, 1] };
    const { value, standardError, count } = await nearestNeighbourRatio(generated, train, heldOut);
    expect(value).toBeCloseTo(1.5, 6);
    expect(standardError).toBeCloseTo(1, 6);
    expect(count).toBe(2);
  });
});

it('real images judged as if generated reach the floor', async () => {
  const dataset = makeStrokes({ seed: 5, counts: { train: 300, validation: 10, test: 200 } });
  const [distance, ratio, rarest] = await sampleMetrics(firstPixels(dataset.train, 200), dataset, judge, {
    opponents: [],
    published: [],
  });
  expect(distance.value).toBe(distance.opponents[0]!.value);
  expect(ratio.value).toBe(0);
  expect(rarest.value).toBe(0); // no drawing is nine tenths ink
});
