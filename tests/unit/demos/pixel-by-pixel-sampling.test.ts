import { describe, expect, test } from 'vitest';
import {
  begin,
  bitsBetween,
  bitsOf,
  feed,
  inkProbability,
  needsPass,
  runningBits,
  uniformAt,
  withLogits,
  withNextPixel,
  type Drawing,
} from '#src/demos/pixel-by-pixel/sampling.ts';
import { imageCount, pixelCount } from '#src/demos/pixel-by-pixel/state.ts';
import { boxesPath, heatOf, heatPaths, hottest, tilesPath } from '#src/demos/pixel-by-pixel/draw.ts';
import { runNatively } from '../../browser/native-model.ts';

const ink = Float32Array.from({ length: pixelCount }, (_, pixel) => (pixel % 5 === 0 ? 1 : 0));

/** Draws to the end by the shipped PixelCNN. */
async function finish(drawing: Drawing, settings: { temperature: number; seed: number }): Promise<Drawing> {
  let current = drawing;
  for (;;) {
    if (needsPass(current)) {
      const { logits } = await runNatively('pixelcnn-mnist', 'pixelcnn', { x: feed(current) });
      current = withLogits(current, logits!, 1);
    }
    if (current.at === pixelCount) return current;
    current = withNextPixel(current, settings);
  }
}

test('a drawing pays one pass for what is given and one for each pixel after the first', async () => {
  const rows = 27;
  const done = await finish(begin(ink, rows), { temperature: 1, seed: 9 });
  expect(done.passes).toBe(pixelCount - rows * 28);
  expect(done.durationMs).toBe(done.passes);
  for (let image = 0; image < imageCount; image++)
    expect(done.x.slice(image * pixelCount, image * pixelCount + rows * 28)).toEqual(ink.slice(0, rows * 28));
  // The bits summed on the way are those of the finished image in one pass.
  const x = { data: done.x, shape: [imageCount, pixelCount] };
  const { logits } = await runNatively('pixelcnn-mnist', 'pixelcnn', { x });
  for (let image = 0; image < imageCount; image++) {
    const of = (values: Float32Array) => values.subarray(image * pixelCount, (image + 1) * pixelCount);
    const whole = bitsBetween({ logits: of(logits!), x: of(done.x) }, 0, pixelCount);
    expect(runningBits(done, image).at(-1)![1]).toBeCloseTo(whole, 2);
    expect(runningBits(done, image)).toHaveLength(29);
  }
});

describe('one step', () => {
  const told = withLogits(begin(ink, 14), new Float32Array(pixelCount).fill(0.5), 2);

  test('settles the next pixel of every image and leaves the rest', () => {
    const next = withNextPixel(told, { temperature: 1, seed: 4 });
    expect(next.at).toBe(14 * 28 + 1);
    expect(needsPass(told)).toBe(false);
    expect(needsPass(next)).toBe(true);
    const changed = [...next.x.keys()].filter((place) => next.x[place] !== told.x[place]);
    expect(changed.every((place) => place % pixelCount === 14 * 28)).toBe(true);
    expect(feed(told).shape).toEqual([1, pixelCount]);
    expect(feed(next).shape).toEqual([imageCount, pixelCount]);
  });

  test('draws ink as often as the model says at that temperature', () => {
    for (const temperature of [0.5, 1, 2]) {
      let drawn = 0;
      const seeds = 2000;
      for (let seed = 1; seed <= seeds; seed++) {
        const { x } = withNextPixel(told, { temperature, seed });
        for (let image = 0; image < imageCount; image++) drawn += x[image * pixelCount + 14 * 28]!;
      }
      const p = 1 / (1 + Math.exp(-0.5 / temperature));
      const deviation = Math.sqrt((p * (1 - p)) / (seeds * imageCount));
      expect(Math.abs(drawn / (seeds * imageCount) - p)).toBeLessThan(4 * deviation);
    }
  });
});

test('bits are the negative logarithm of the probability, and stay finite for sure pixels', () => {
  expect(bitsOf(0, 1)).toBe(1);
  expect(bitsOf(Math.log(3), 1)).toBeCloseTo(Math.log2(4 / 3), 12);
  expect(bitsOf(Math.log(3), 0)).toBeCloseTo(2, 12);
  expect(bitsOf(-800, 1)).toBeCloseTo(800 / Math.LN2, 6);
  expect(inkProbability(2, 2)).toBeCloseTo(0.7310585786300049, 12); // scipy.special.expit(1)
});

describe('the numbers that decide', () => {
  const draws = Array.from({ length: 20_000 }, (_, i) => uniformAt(1 + (i % 5), i % 6, i));

  test('are spread evenly over [0, 1)', () => {
    const bins = new Array<number>(20).fill(0);
    for (const u of draws) bins[Math.floor(20 * u)]!++;
    const expected = draws.length / 20;
    const chiSquared = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(43.8); // scipy.stats.chi2.ppf(0.999, 19)
  });

  test('of neighbouring pixels, images and seeds have nothing to do with each other', () => {
    const correlation = (other: (i: number) => number) => {
      let sum = 0;
      for (let i = 0; i < 10_000; i++) sum += (uniformAt(7, 2, i) - 0.5) * (other(i) - 0.5);
      return (12 * sum) / 10_000;
    };
    for (const other of [
      (i: number) => uniformAt(7, 2, i + 1),
      (i: number) => uniformAt(7, 3, i),
      (i: number) => uniformAt(8, 2, i),
      (i: number) => uniformAt(2, 7, i),
    ])
      expect(Math.abs(correlation(other))).toBeLessThan(0.04); // four standard errors
  });
});

describe('a picture', () => {
  test('joins neighbours of a row, not of two', () => {
    const pixels = new Set([0, 1, 27, 28, 30]);
    expect(boxesPath((pixel) => pixels.has(pixel))).toBe('M0 0h2v1h-2zM27 0h1v1h-1zM0 1h1v1h-1zM2 1h1v1h-1z');
  });

  test('has a tile for each pixel', () => {
    expect(tilesPath((pixel) => pixel < 3).match(/M/g)).toHaveLength(3);
  });

  test('shows ink that cost nothing, and no paper that cost nothing', () => {
    expect(heatOf(0, 1).opacity).toBeGreaterThan(0);
    expect(heatOf(0.01, 0).opacity).toBe(0);
    expect(heatOf(2 * hottest, 0)).toEqual({ kind: 'paper', opacity: 1 });
    expect(heatOf(hottest / 2, 1)).toEqual({ kind: 'ink', opacity: 0.5 });
  });

  test('of heat covers every pixel that has a colour once', () => {
    const logits = Float32Array.from(ink, (_, pixel) => Math.sin(pixel) * 5);
    const area = heatPaths(logits, ink)
      .flatMap(({ path }) => [...path.matchAll(/h(\d+)v1/g)])
      .reduce((sum, [, width]) => sum + Number(width), 0);
    const coloured = [...ink].filter((value, i) => heatOf(bitsOf(logits[i]!, value), value).opacity > 0);
    expect(area).toBe(coloured.length);
  });
});
