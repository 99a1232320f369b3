import { describe, expect, it } from 'vitest';
import type { Split } from '#scripts/datasets/dataset.ts';
import { applyDense, initDense, type DenseParams } from '#scripts/networks/dense.ts';
import { errorFromScratch, type Pupil } from '#scripts/recipes/from-scratch.ts';

const pupil: Pupil<DenseParams> = {
  init: (random) => initDense(random, 784, 10, 1),
  logits: applyDense,
  augment: () => undefined,
};

/** Image i is white but for its pixels from 70 · (i mod 10), which say its class. */
function makeStripes(count: number, label: (index: number) => number): Split {
  const images = new Uint8Array(count * 784);
  for (let index = 0; index < count; index++) {
    const from = index * 784 + 70 * (index % 10);
    images.fill(255, from, from + 70);
  }
  return { images, labels: Uint8Array.from({ length: count }, (_, index) => label(index)), count };
}

const first = (count: number) => Int32Array.from({ length: count }, (_, index) => index);

describe('a network taught by a few labels', () => {
  const test = makeStripes(1200, (index) => index % 10);

  it('reads images like the ones it learned from', async () => {
    const train = makeStripes(30, (index) => index % 10);
    expect(await errorFromScratch(pupil, train, first(10), test, 1)).toBe(0);
  });

  it('learns from the chosen examples alone', async () => {
    const train = makeStripes(30, (index) => (index < 10 ? (index + 1) % 10 : index % 10)); // the first ten lie
    expect(await errorFromScratch(pupil, train, first(10), test, 1)).toBe(1);
    expect(await errorFromScratch(pupil, train, first(30).subarray(10), test, 1)).toBe(0);
  });

  it('gives the same error for the same seed', async () => {
    const train = makeStripes(3, (index) => index);
    const errors = [1, 1, 2].map((seed) => errorFromScratch(pupil, train, first(3), test, seed));
    const [one, again] = await Promise.all(errors);
    expect(one).toBe(again);
    expect(one).toBeGreaterThanOrEqual(0.7 - 1e-9); // seven classes have no example
  });
});
