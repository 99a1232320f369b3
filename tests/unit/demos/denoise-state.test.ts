import { describe, expect, test } from 'vitest';
import { dropPixels, eraseRectangles } from '#scripts/datasets/masking.ts';
import { addNoise } from '#scripts/metrics/denoising.ts';
import { seededRandomStream } from '#scripts/random.ts';
import {
  damaged,
  fields,
  measuredDamage,
  psnr,
  type Damage,
  type DenoiseState,
} from '#src/demos/denoise/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';

const begin: DenoiseState = {
  d: [[[0.5, 0.5]]],
  kind: 'noise',
  noise: 0.5,
  dropped: 0.5,
  rectangle: 10,
  seed: 5,
  rounds: 1,
};

test('a link gives back what the reader saw', () => {
  const state: DenoiseState = {
    d: [],
    kind: 'rectangle',
    noise: 0.05,
    dropped: 0.9,
    rectangle: 7,
    seed: 2026,
    rounds: 10,
  };
  expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
});

test.each(['kind=blur', 'noise=1.5', 'dropped=-0.1', 'rectangle=17', 'rectangle=2.5', 'seed=x', 'rounds=0'])(
  'a link with %s is passed over',
  (text) => {
    expect(readState(fields, text, begin)).toEqual(begin);
  },
);

describe('the damage is the one that the workshop teaches and measures with', () => {
  const data = Float32Array.from({ length: 784 }, (_, i) => (i % 11) / 10);
  const image = { data, shape: [1, 784] };
  const damage: Damage = { kind: 'noise', noise: 0.3, dropped: 0.35, rectangle: 9, seed: 41 };

  test('noise', () => {
    const expected = addNoise(image, 0.3, seededRandomStream(41)).data as Float32Array;
    const shown = damaged(data, damage);
    // Draws in float32 here, in float64 there.
    for (const [i, value] of shown.entries()) expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-6);
    expect(Math.min(...shown)).toBe(0);
    expect(Math.max(...shown)).toBe(1);
  });

  test('pixels gone', () => {
    const { data: expected } = dropPixels(image, 0.35, seededRandomStream(41));
    expect(damaged(data, { ...damage, kind: 'dropped' })).toEqual(expected);
  });

  test.each([1, 9, 16])('a square of %i gone', (rectangle) => {
    const size = { height: rectangle, width: rectangle };
    const random = seededRandomStream(41);
    for (let draw = 0; draw < 10; draw++) random.uniform(); // which hardly depend on the seed
    const { data: expected } = eraseRectangles(image, 28, size, random);
    expect(damaged(data, { ...damage, kind: 'rectangle', rectangle })).toEqual(expected);
  });

  test('and none at its least', () => {
    for (const kind of ['noise', 'dropped', 'rectangle'] as const)
      expect(damaged(data, { kind, noise: 0, dropped: 0, rectangle: 0, seed: 3 })).toEqual(data);
  });
});

test('stronger noise of one seed is the same noise, stronger', () => {
  const paper = new Float32Array(784).fill(0.5);
  const at = (noise: number) => damaged(paper, { ...begin, noise });
  const [weak, strong] = [at(0.1), at(0.2)];
  for (const [i, value] of weak.entries()) {
    if (strong[i]! > 0 && strong[i]! < 1) expect(strong[i]! - 0.5).toBeCloseTo(2 * (value - 0.5), 5);
  }
});

test('PSNR is in decibels', () => {
  expect(psnr(0.01)).toBeCloseTo(20, 12);
  expect(psnr(1)).toBeCloseTo(0, 12);
  expect(psnr(0)).toBe(Infinity);
});

test('the metrics of the card say what was damaged and how much', () => {
  expect(measuredDamage('psnr_noise_025')).toEqual({ kind: 'noise', level: 0.25 });
  expect(measuredDamage('psnr_noise_100')).toEqual({ kind: 'noise', level: 1 });
  expect(measuredDamage('psnr_dropped_75')).toEqual({ kind: 'dropped', level: 0.75 });
  expect(measuredDamage('psnr_rectangle')).toEqual({ kind: 'rectangle', level: 10 });
  expect(measuredDamage('mse')).toBeUndefined();
});

test('damaged anew, the square is taken from elsewhere', () => {
  const ink = new Float32Array(784).fill(1);
  const gone = new Set(
    Array.from({ length: 20 }, (_, seed) =>
      damaged(ink, { kind: 'rectangle', noise: 0, dropped: 0, rectangle: 10, seed }).indexOf(0),
    ),
  );
  expect(gone.size).toBeGreaterThan(15);
});
