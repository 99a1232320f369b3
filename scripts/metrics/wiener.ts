/** The best linear filter against noise, to hold denoising networks against. */
import { Matrix, solve } from 'ml-matrix';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { add, clip } from '#scripts/graph/ops/elementwise.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { constant, input } from '#scripts/graph/tensor.ts';
import type { Denoise } from './denoising.ts';

/** Mean and variance of a damaged pixel, given the clean one. */
export interface PixelMoments {
  readonly mean: number;
  readonly variance: number;
}

/** The best linear filter against Gaussian noise that is clipped to [0, 1] (Wiener 1949). */
export function fitWienerFilter(train: Split, sigma: number): ReturnType<typeof fitLinearFilter> {
  return fitLinearFilter(train, (x) => clippedMoments(x, sigma));
}

/** The best linear filter where each pixel is dropped to 0 with probability `share`. */
export function fitDropFilter(train: Split, share: number): ReturnType<typeof fitLinearFilter> {
  return fitLinearFilter(train, (x) => ({ mean: (1 - share) * x, variance: share * (1 - share) * x ** 2 }));
}

/**
 * The affine map of least mean squared error from damaged images to clean ones: E x + Cov(x, y) Cov(y)⁻¹ (y − E y).
 * Given a clean pixel, the damaged one has a mean m(x) and a variance v(x) and is independent of the others, so that
 * with the training images' moments everything is exact: Cov(x, y) = Cov(x, m(x)) and Cov(y) = Cov(m(x)) + diag E v(x).
 * Its output is clipped to [0, 1].
 */
async function fitLinearFilter(
  train: Split,
  momentsOf: (x: number) => PixelMoments,
): Promise<{ denoise: Denoise; close(): Promise<void> }> {
  const noise = Array.from({ length: 256 }, (_, grey) => momentsOf(grey / 255));
  const { clean, expected, products, cross, variance } = await moments(train, noise);
  const pixels = clean.length;
  const covariance = new Matrix(pixels, pixels);
  const between = new Matrix(pixels, pixels);
  for (let i = 0; i < pixels; i++) {
    for (let j = 0; j < pixels; j++) {
      covariance.set(i, j, products[i * pixels + j]! - expected[i]! * expected[j]!);
      between.set(i, j, cross[i * pixels + j]! - expected[i]! * clean[j]!);
    }
    covariance.set(i, i, covariance.get(i, i) + variance[i]! + RIDGE);
  }
  const weights = solve(covariance, between); // Cov(y)⁻¹ Cov(y, x)
  const bias = clean.map(
    (value, pixel) => value - expected.reduce((sum, mean, at) => sum + mean * weights.get(at, pixel), 0),
  );

  const y = input('y', ['batch', pixels]);
  const x = clip(
    add(
      gemm(y, constant(Float32Array.from(weights.to1DArray()), [pixels, pixels])),
      constant(Float32Array.from(bias), [pixels]),
    ),
    0,
    1,
  );
  const session = await openSession(writeOnnx({ x }, 'wiener'), { backend: 'cpu', threads: 1 });
  return {
    denoise: async (noisy) => (await session.run({ y: noisy }))['x']!,
    close: () => session.release(),
  };
}

/** Mean and variance of min(1, max(0, x + σε)), by the trapezoidal rule over ε. */
export function clippedMoments(x: number, sigma: number): PixelMoments {
  let [mean, square] = [0, 0];
  for (const { epsilon, weight } of NORMAL_NODES) {
    const y = Math.min(1, Math.max(0, x + sigma * epsilon));
    mean += weight * y;
    square += weight * y ** 2;
  }
  return { mean, variance: square - mean ** 2 };
}

/** The standard normal at steps of 1/512 up to 8 standard deviations on both sides. */
const NORMAL_NODES = Array.from({ length: 2 * 8 * 512 + 1 }, (_, node) => {
  const epsilon = node / 512 - 8;
  return { epsilon, weight: Math.exp(-0.5 * epsilon ** 2) / Math.sqrt(2 * Math.PI) / 512 };
});

const BATCH = 1_000;
/** On a variance, so that pixels which are always paper, and which nothing damages, leave the matrix regular. */
const RIDGE = 1e-6;

/** E x, E m(x), E m(x)m(x)ᵀ, E m(x)xᵀ and E v(x), added up in float64 over batches whose products are in float32. */
async function moments(split: Split, noise: readonly PixelMoments[]) {
  const { count } = split;
  const pixels = split.images.length / count;
  const [a, b] = [input('a', ['batch', pixels]), input('b', ['batch', pixels])];
  const session = await openSession(
    writeOnnx({ y: gemm(a, b, undefined, { transposeA: true }) }, 'products'),
    {
      backend: 'cpu',
      threads: 1,
    },
  );
  const make = (length: number) => new Float64Array(length);
  const sums = {
    clean: make(pixels),
    expected: make(pixels),
    variance: make(pixels),
    products: make(pixels ** 2),
    cross: make(pixels ** 2),
  };
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from);
    const x = gatherPixels(split, Int32Array.from({ length: size }, (_, index) => from + index)); // prettier-ignore
    const greys = split.images.subarray(from * pixels, (from + size) * pixels);
    const m: TensorValue = { data: Float32Array.from(greys, (grey) => noise[grey]!.mean), shape: x.shape };
    for (const [at, grey] of greys.entries()) {
      sums.clean[at % pixels]! += grey / 255 / count;
      sums.expected[at % pixels]! += noise[grey]!.mean / count;
      sums.variance[at % pixels]! += noise[grey]!.variance / count;
    }
    addTo(sums.products, (await session.run({ a: m, b: m }))['y']!, count);
    addTo(sums.cross, (await session.run({ a: m, b: x }))['y']!, count);
  }
  await session.release();
  return sums;
}

function addTo(sums: Float64Array, { data }: TensorValue, count: number): void {
  for (let at = 0; at < sums.length; at++) sums[at]! += Number(data[at]) / count;
}
