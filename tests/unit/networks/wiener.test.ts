import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it, test } from 'vitest';
import type { Split } from '#scripts/datasets/dataset.ts';
import { eraseRectangles } from '#scripts/datasets/masking.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { restorationError } from '#scripts/metrics/denoising.ts';
import { findModel, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import {
  clippedMoments,
  filterDropped,
  filterErased,
  filterNoise,
  solveWiener,
} from '#scripts/networks/wiener.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';

const split = (images: Uint8Array, count: number): Split => ({
  images,
  labels: new Uint8Array(count),
  count,
});

/** What a filter of all directions makes of rows of damaged pixels. */
async function filtered(
  train: Split,
  filter: (params: ReturnType<typeof paramsOf>, y: Tensor, strength: Tensor) => Tensor,
  strength: number,
  rows: Float32Array,
  directions = train.images.length / train.count,
): Promise<Float32Array> {
  const pixels = train.images.length / train.count;
  const y = input('y', ['batch', pixels]);
  const x = filter(paramsOf(train, directions), y, input('strength', [1]));
  const session = await openSession(writeOnnx({ x }, 'wiener'), { backend: 'cpu', threads: 1 });
  const outputs = await session.run({
    y: { data: rows, shape: [rows.length / pixels, pixels] },
    strength: { data: Float32Array.of(strength), shape: [1] },
  });
  await session.release();
  return outputs['x']!.data as Float32Array;
}

const paramsOf = (train: Split, directions: number) =>
  paramsAsConstants(solveWiener(train, directions), 'plain');

// The largest square that a filter knows covers 16 × 16 pixels, which is all of these.
const width = 16;
const pixels = width ** 2;

/** Images of two neighbours each that are black or white together more often than not, and paper elsewhere. */
function pairs(): Split {
  const images = new Uint8Array(8 * pixels);
  for (const [image, [first, second]] of [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
    [1, 1],
    [1, 1],
  ].entries())
    // prettier-ignore
    images.set([255 * first!, 255 * second!], image * pixels);
  return split(images, 8);
}

/** One row whose first two pixels are given. */
function row(first: number, second: number): Float32Array {
  const values = new Float32Array(pixels);
  values.set([first, second]);
  return values;
}

describe('the filter against noise', () => {
  it('of pixels that are black or white has the least error of all linear maps', async () => {
    // Of such a pixel E y = a + b x and Var y = v, so the best map is μ + bC (b²C + vI)⁻¹ (y − a − bμ).
    for (const sigma of [0.5, 0.85]) {
      const { mean: a, variance: v } = clippedMoments(0, sigma);
      const b = 1 - 2 * a;
      const covariance = new Matrix([[0.25, 0.125], [0.125, 0.25]]); // prettier-ignore
      const gain = Matrix.mul(covariance, b).mmul(
        inverse(Matrix.add(Matrix.mul(covariance, b * b), Matrix.eye(2).mul(v))),
      );
      const y = [0.7, 0.35];
      const change = gain.mmul(Matrix.columnVector(y.map((value) => value - a - b / 2)));
      const x = await filtered(pairs(), filterNoise, sigma, row(...(y as [number, number])));
      expect(x[0]).toBeCloseTo(0.5 + change.get(0, 0), 4);
      expect(x[1]).toBeCloseTo(0.5 + change.get(1, 0), 4);
    }
  });

  it('keeps the main direction, and of all others one share, where it has only that direction', async () => {
    const sigma = 0.5;
    const { mean: a, variance: v } = clippedMoments(0, sigma);
    const b = 1 - 2 * a;
    const gain = (variance: number) => (b * variance) / (b * b * variance + v);
    // Together the two vary by 0.375, against each other by 0.125, all other 254 not at all.
    const [along, rest] = [gain(0.375), gain(0.125 / 255)];
    const [first, second] = [0.9, 0.2].map((y) => y - a - b / 2) as [number, number];
    const x = await filtered(pairs(), filterNoise, sigma, row(0.9, 0.2), 1);
    expect(x[0]).toBeCloseTo(0.5 + (along * (first + second) + rest * (first - second)) / 2, 4);
    expect(x[1]).toBeCloseTo(0.5 + (along * (first + second) - rest * (first - second)) / 2, 4);
  });

  it('leaves an image alone that has none', async () => {
    const x = await filtered(pairs(), filterNoise, 0, row(0.8, 0.3));
    expect(x[0]).toBeCloseTo(0.8, 5);
    expect(x[1]).toBeCloseTo(0.3, 5);
  });

  it('knows the moments of a clipped normal', () => {
    // At the end of the range half is clipped: E y = σ/√(2π), E y² = σ²/2.
    const { mean, variance } = clippedMoments(0, 0.1);
    expect(mean).toBeCloseTo(0.1 / Math.sqrt(2 * Math.PI), 6);
    expect(variance).toBeCloseTo(0.005 - 0.01 / (2 * Math.PI), 6);
    // In the middle nothing is.
    expect(clippedMoments(0.5, 0.05).mean).toBeCloseTo(0.5, 10);
    expect(clippedMoments(0.5, 0.05).variance).toBeCloseTo(0.0025, 8);
  });
});

describe('the filter against dropped pixels', () => {
  it('of a pixel that is black or white by itself is its probability given what is seen', async () => {
    const images = new Uint8Array(2 * pixels);
    images[0] = 255;
    const share = 0.25;
    const rows = Float32Array.from([...row(1, 0), ...row(0, 0)]);
    const x = await filtered(split(images, 2), filterDropped, share, rows);
    expect(x[0]).toBeCloseTo(1, 2);
    expect(x[pixels]).toBeCloseTo(share / (1 + share), 2); // Bayes' rule: dropped ink beside paper
    expect(Math.max(...x.slice(1, pixels))).toBeLessThan(1e-6); // what is always paper is left alone
  });

  it('leaves an image alone where none is', async () => {
    const x = await filtered(pairs(), filterDropped, 0, row(0.8, 0.3));
    expect(x[0]).toBeCloseTo(0.8, 4);
    expect(x[1]).toBeCloseTo(0.3, 4);
  });
});

describe('the filter against a square that is gone', () => {
  it('leaves an error without any correlation with what it saw, at each place of the square', async () => {
    // Greys of smooth images far enough from black and white that the filter's output is not cut.
    const random = seededRandomStream(3);
    const count = 40;
    const images = new Uint8Array(count * pixels);
    for (let image = 0; image < count; image++) {
      const [across, down] = [random.uniform(), random.uniform()];
      for (let pixel = 0; pixel < pixels; pixel++)
        images[image * pixels + pixel] =
          128 +
          20 * Math.sin(across * (pixel % width)) +
          20 * Math.cos(down * Math.floor(pixel / width)) +
          4 * random.normal();
    }
    const side = 14;
    const places = (width - side + 1) ** 2;
    const clean = new Float32Array(places * count * pixels);
    const damaged = new Float32Array(clean.length);
    for (let one = 0; one < places * count; one++) {
      const [top, left] = [Math.floor((one % places) / 3), one % 3];
      for (let pixel = 0; pixel < pixels; pixel++) {
        const [y, x] = [Math.floor(pixel / width) - top, (pixel % width) - left];
        const value = images[Math.floor(one / places) * pixels + pixel]! / 255;
        clean[one * pixels + pixel] = value;
        damaged[one * pixels + pixel] = y >= 0 && y < side && x >= 0 && x < side ? 0 : value;
      }
    }
    const restored = await filtered(split(images, count), filterErased, side, damaged);
    const matrix = (values: Float32Array) =>
      new Matrix(
        Array.from({ length: places * count }, (_, one) => [
          ...values.subarray(one * pixels, (one + 1) * pixels),
        ]),
      );
    expect(matrix(restored).max()).toBeLessThan(1);
    expect(matrix(restored).min()).toBeGreaterThan(0);
    const largest = (values: Matrix) => Math.max(Math.abs(values.max()), Math.abs(values.min()));
    const correlation = (error: Matrix) =>
      matrix(damaged)
        .transpose()
        .mmul(error)
        .div(places * count);
    const left = correlation(Matrix.sub(matrix(clean), matrix(restored)));
    const before = correlation(Matrix.sub(matrix(clean), matrix(damaged)));
    expect(largest(left)).toBeLessThan(2e-3 * largest(before));
  });
});

test('the shipped filter mends squares of every side, those between the exact ones too', async () => {
  const { test: digits } = makeStrokes({ seed: 1, counts: { train: 1, validation: 1, test: 300 } });
  const { graphs } = await findModel(MODELS_DIRECTORY, 'wiener-mnist');
  const session = await openSession(graphs['rectangle']!, { backend: 'cpu', threads: 1 });
  for (let side = 3; side <= 16; side++) {
    const erase = (x: TensorValue, random: RandomStream) =>
      eraseRectangles(x, 28, { height: side, width: side }, random);
    const told = { data: Float32Array.of(side), shape: [1] };
    const alone = await restorationError(digits, erase, (x) => Promise.resolve(x));
    const mended = await restorationError(
      digits,
      erase,
      async (x) => (await session.run({ x, side: told }))['x_mean']!,
    );
    expect(mended.value / alone.value, `side ${side}`).toBeLessThan(side < 8 ? 1 : 0.75);
  }
  await session.release();
});
