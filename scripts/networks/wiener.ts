/**
 * The best linear filters against damage to images (Wiener 1949): E x + Cov(x, y) Cov(y)⁻¹ (y − E y) for a damaged y of
 * a clean x. The covariance of clean pixels is kept as that of probabilistic PCA (Tipping and Bishop 1999): its first
 * principal directions, and one variance for all others. A filter for any strength of a damage is then made in the graph.
 */
import { Matrix, solve } from 'ml-matrix';
import type { Split } from '#scripts/datasets/dataset.ts';
import { relu } from '#scripts/graph/ops/activation.ts';
import { abs, add, clip, div, mul, sub } from '#scripts/graph/ops/elementwise.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { gemm, matMul } from '#scripts/graph/ops/matrix.ts';
import { constant, type Tensor } from '#scripts/graph/tensor.ts';
import type { Symbolic, Weights } from './params.ts';
import { pixelMoments, principalDirections, toWeights } from './pca.ts';

type Spectrum = {
  /** [pixels, directions], orthonormal columns */
  readonly directions: Weights;
  /** [directions] */
  readonly variances: Weights;
  /** [1], the variance of every other direction */
  readonly rest: Weights;
};

export type WienerParams = {
  /** [pixels] */
  readonly mean: Weights;
  readonly pixels: Spectrum;
  /** [pixels], the root of each pixel's mean square */
  readonly size: Weights;
  /** Of pixels divided by their size. */
  readonly scaled: Spectrum;
  /** The filters in the directions of `pixels`, where a square of each of `erasedSides` is gone. */
  readonly erased: {
    /** [sides, pixels], the probability that a pixel is left */
    readonly left: Weights;
    /** [sides, directions · directions], what the filter does in them beyond `rest` */
    readonly filters: Weights;
    /** [sides, 1], what it does in all directions alike */
    readonly rest: Weights;
  };
};

/** Closer together, for filters of large squares change much from one to the next. */
const erasedSides = [2, 4, 6, 8, 10, 12, 14, 16] as const;
const noiseStrengths = Array.from({ length: 21 }, (_, index) => index / 20);

/** On squares and variances of pixels, so that pixels which are always paper divide nothing by 0. */
const RIDGE = { square: 1e-3, variance: 1e-6 };

/** @param count of directions */
export function solveWiener(train: Split, count: number): WienerParams {
  const { mean, covariance } = pixelMoments(train);
  const size = mean.map((value, pixel) =>
    Math.sqrt(covariance.get(pixel, pixel) + value ** 2 + RIDGE.square),
  );
  const scale = Matrix.columnVector(size);
  const pixels = principalDirections(covariance, count);
  const toSpectrum = ({ directions, variances, rest }: typeof pixels): Spectrum => ({
    directions: toWeights(directions),
    variances: toVector(variances.map((variance) => Math.max(RIDGE.variance, variance))),
    rest: toVector([Math.max(RIDGE.variance, rest)]),
  });
  return {
    mean: toVector(mean),
    pixels: toSpectrum(pixels),
    size: toVector(size),
    scaled: toSpectrum(principalDirections(Matrix.div(covariance, scale.mmul(scale.transpose())), count)),
    erased: solveErased(mean, covariance, pixels.directions),
  };
}

const toVector = (values: ArrayLike<number>): Weights => ({
  shape: [values.length],
  values: Float32Array.from(values),
});

/** Exact for each of `erasedSides`, within the directions; outside them one share for all. */
function solveErased(mean: Float64Array, covariance: Matrix, directions: Matrix): WienerParams['erased'] {
  const pixels = mean.length;
  const width = Math.sqrt(pixels);
  const count = directions.columns;
  const left = new Float32Array(erasedSides.length * pixels);
  const filters = new Float32Array(erasedSides.length * count ** 2);
  const rests = erasedSides.map((side, index) => {
    const gone = goneTogether(width, side);
    const isLeft = mean.map((_, pixel) => 1 - gone(pixel, pixel));
    // y = m x with a mask m of its own: E y y' = E m m' · E x x'.
    const damaged = new Matrix(pixels, pixels); // Cov(y)
    const between = new Matrix(pixels, pixels); // Cov(y, x)
    for (let i = 0; i < pixels; i++) {
      for (let j = 0; j < pixels; j++) {
        const [means, expected] = [mean[i]! * mean[j]!, isLeft[i]! * isLeft[j]!];
        const bothLeft = isLeft[i]! + isLeft[j]! - 1 + gone(i, j);
        damaged.set(i, j, bothLeft * (covariance.get(i, j) + means) - expected * means);
        between.set(i, j, isLeft[i]! * covariance.get(i, j));
      }
      damaged.set(i, i, damaged.get(i, i) + RIDGE.variance);
    }
    const within = (matrix: Matrix) => directions.transpose().mmul(matrix).mmul(directions);
    const [damagedWithin, betweenWithin] = [within(damaged), within(between)];
    const outside = (all: Matrix, part: Matrix) => all.trace() - part.trace();
    const rest = count === pixels ? 1 : outside(between, betweenWithin) / outside(damaged, damagedWithin);
    const filter = solve(damagedWithin, betweenWithin);
    left.set(isLeft, index * pixels);
    filters.set(Matrix.sub(filter, Matrix.eye(count).mul(rest)).to1DArray(), index * count ** 2);
    return rest;
  });
  return {
    left: { shape: [erasedSides.length, pixels], values: left },
    filters: { shape: [erasedSides.length, count ** 2], values: filters },
    rest: { shape: [erasedSides.length, 1], values: Float32Array.from(rests) },
  };
}

/** The probability that a square, anywhere in the image alike, covers two pixels. */
function goneTogether(width: number, side: number): (i: number, j: number) => number {
  const places = width - side + 1;
  const alongOne = (a: number, b: number) => {
    const [first, last] = [Math.max(0, Math.max(a, b) - side + 1), Math.min(places - 1, Math.min(a, b))];
    return Math.max(0, last - first + 1) / places;
  };
  const table = Array.from({ length: width }, (_, a) =>
    Array.from({ length: width }, (_, b) => alongOne(a, b)),
  );
  return (i, j) => table[Math.floor(i / width)]![Math.floor(j / width)]! * table[i % width]![j % width]!;
}

/**
 * Against Gaussian noise that is clipped to [0, 1]. Of a clean pixel that is 0 or 1, as most are, the damaged one is in
 * the mean a linear function, and its variance the same for both.
 *
 * @param y     [batch, pixels]
 * @param sigma [1], 0 to 1
 * @returns     x_mean [batch, pixels], limited to [0, 1]
 */
export function filterNoise({ mean, pixels }: Symbolic<WienerParams>, y: Tensor, sigma: Tensor): Tensor {
  const moments = noiseStrengths.map((strength) => clippedMoments(0, strength));
  const table = (values: number[]) => constant(Float32Array.from(values), [values.length, 1]);
  const at = (values: number[]) => interpolate(sigma, noiseStrengths, table(values));
  const offset = at(moments.map((of) => of.mean));
  const slope = sub(1, mul(offset, 2));
  const variance = at(moments.map((of) => of.variance));
  return restore(pixels, mean, sub(y, add(offset, mul(slope, mean))), (clean) =>
    div(mul(slope, clean), add(mul(mul(slope, slope), clean), variance)),
  );
}

/**
 * Where each pixel is dropped to 0 by itself: a dropped pixel adds a variance in proportion to its mean square, so that
 * for pixels divided by their size the damage is the same everywhere.
 *
 * @param y     [batch, pixels]
 * @param share [1], the probability of a pixel to be dropped, 0 to below 1
 * @returns     x_mean [batch, pixels], limited to [0, 1]
 */
export function filterDropped(
  { mean, size, scaled }: Symbolic<WienerParams>,
  y: Tensor,
  share: Tensor,
): Tensor {
  const kept = sub(1, share);
  return restore(
    scaled,
    mean,
    sub(y, mul(kept, mean)),
    (clean) => div(clean, add(mul(kept, clean), share)),
    size,
  );
}

/**
 * Where a square is gone, anywhere alike.
 *
 * @param y    [batch, pixels]
 * @param side [1], in pixels: exact for `erasedSides`, in between a mixture of both neighbours
 * @returns    x_mean [batch, pixels], limited to [0, 1]
 */
export function filterErased(
  { mean, pixels: { directions }, erased }: Symbolic<WienerParams>,
  y: Tensor,
  side: Tensor,
): Tensor {
  const within = clip(side, erasedSides[0], erasedSides.at(-1)!);
  const at = (table: Tensor) => interpolate(within, erasedSides, table);
  const count = directions.shape[1]!;
  const difference = sub(y, mul(at(erased.left), mean));
  const filtered = gemm(gemm(difference, directions), reshape(at(erased.filters), [count, count]));
  const change = add(
    gemm(filtered, directions, undefined, { transposeB: true }),
    mul(at(erased.rest), difference),
  );
  return clip(add(mean, change), 0, 1);
}

/**
 * The mean, and the difference from it with a gain for each direction.
 *
 * @param gain  of clean variances, [directions] or [1]
 * @param size  [pixels], by which pixels were divided; 1 unless told
 */
function restore(
  { directions, variances, rest }: Symbolic<Spectrum>,
  mean: Tensor,
  difference: Tensor,
  gain: (clean: Tensor) => Tensor,
  size?: Tensor,
): Tensor {
  const scaled = size ? div(difference, size) : difference;
  const alike = gain(rest);
  const along = mul(gemm(scaled, directions), sub(gain(variances), alike));
  const change = add(gemm(along, directions, undefined, { transposeB: true }), mul(alike, scaled));
  return clip(add(mean, size ? mul(change, size) : change), 0, 1);
}

/**
 * A row between those of a table.
 *
 * @param at    [1], within the nodes
 * @param nodes evenly spaced, one for each row
 * @param table [nodes, columns]
 * @returns     [1, columns]
 */
function interpolate(at: Tensor, nodes: readonly number[], table: Tensor): Tensor {
  const distance = abs(sub(at, constant(Float32Array.from(nodes), [nodes.length])));
  const weights = relu(sub(1, mul(distance, 1 / (nodes[1]! - nodes[0]!))));
  return matMul(reshape(weights, [1, nodes.length]), table);
}

/** Mean and variance of min(1, max(0, x + σε)), by the trapezoidal rule over ε. */
export function clippedMoments(x: number, sigma: number): { mean: number; variance: number } {
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
