/** A shallow autoencoder whose code is long and mostly zero; encoder and decoder share their weights. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import { relu } from '#scripts/graph/ops/activation.ts';
import { add, neg, sub } from '#scripts/graph/ops/elementwise.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { max, mean } from '#scripts/graph/ops/reduction.ts';
import { keepLargest } from '#scripts/graph/ops/top-k.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { Symbolic, Weights } from './params.ts';

export type SparseParams = {
  /** [inputDim, units]; a unit's column is what it adds to an image. */
  readonly dictionary: Weights;
  /** [units] */
  readonly threshold: Weights;
  /** [inputDim], the image of no unit at all. */
  readonly blank: Weights;
};

/** L2 norm of a unit's column at the start: a few dozen such pieces together come near to an image's own length. */
const LENGTH = 0.4;

/** Width of the window that a unit starts from, the standard deviation of a Gaussian in pixels: about one stroke. */
const WINDOW = 4;

/** Share of the width at either side, mostly paper, where no window has its centre. */
const MARGIN = 0.2;

/**
 * Units that start as pieces of images: each is what a random image differs by from the mean one, seen through a round
 * window at a random place. A unit that starts as noise responds to no image much, is seldom among the largest, and
 * may never learn; these all respond to something.
 *
 * @param width of the images, which are square
 */
export function initSparse(random: RandomStream, split: Split, width: number, units: number): SparseParams {
  const inputDim = width ** 2;
  const blank = meanImage(split, inputDim);
  const dictionary = new Float32Array(inputDim * units);
  for (let unit = 0; unit < units; unit++) {
    const image = gatherPixels(split, Int32Array.of(random.integer(split.count))).data;
    const within = () => width * (MARGIN + (1 - 2 * MARGIN) * random.uniform());
    const [centreX, centreY] = [within(), within()];
    const piece = Float64Array.from(blank, (mean, pixel) => {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      const distance = Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY);
      return (Number(image[pixel]) - mean) * Math.exp(-0.5 * (distance / WINDOW) ** 2);
    });
    const scale = LENGTH / Math.hypot(1e-6, ...piece); // a window on paper alone stays near zero
    for (let pixel = 0; pixel < inputDim; pixel++) dictionary[pixel * units + unit] = scale * piece[pixel]!;
  }
  return {
    dictionary: { shape: [inputDim, units], values: dictionary },
    threshold: { shape: [units], values: new Float32Array(units) },
    blank: { shape: [inputDim], values: blank },
  };
}

/** [inputDim], of the first images. */
function meanImage(split: Split, inputDim: number): Float32Array {
  const count = Math.min(split.count, 10_000);
  const { data } = gatherPixels(
    split,
    Int32Array.from({ length: count }, (_, index) => index),
  );
  const total = new Float64Array(inputDim);
  for (let at = 0; at < data.length; at++) total[at % inputDim]! += Number(data[at]);
  return Float32Array.from(total, (sum) => sum / count);
}

/**
 * @param x [batch, inputDim]
 * @returns [batch, units], of either sign
 */
export function respond({ dictionary, threshold, blank }: Symbolic<SparseParams>, x: Tensor): Tensor {
  return gemm(sub(x, blank), dictionary, threshold);
}

/**
 * @param responses [batch, units]
 * @param keep      units that stay on; without it all that are positive
 * @returns         z [batch, units], not negative
 */
export function sparsify(responses: Tensor, keep?: number): Tensor {
  const units = relu(responses);
  return keep === undefined ? units : keepLargest(units, keep);
}

/**
 * How far units that no image of the batch switches on are from being on, the mean over all units. Where a unit is on
 * for none it has no gradient from the reconstruction; this one pulls it towards the image that came nearest.
 *
 * @param responses [batch, units]
 * @returns         [], ≥ 0
 */
export const idleness = (responses: Tensor): Tensor => mean(relu(neg(max(responses, [0]))));

/**
 * @param z [batch, units]
 * @returns x_mean [batch, inputDim], not limited to [0, 1]
 */
export function decodeSparse({ dictionary, blank }: Symbolic<SparseParams>, z: Tensor): Tensor {
  return add(gemm(z, dictionary, undefined, { transposeB: true }), blank);
}
