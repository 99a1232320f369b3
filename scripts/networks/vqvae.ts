/**
 * A vector-quantised variational autoencoder (van den Oord et al. 2017): an image becomes a grid of whole numbers,
 * each the nearest vector of a codebook, and back.
 */
import { relu } from '#scripts/graph/ops/activation.ts';
import { add, cast, div, greater, mul, square, sub, where } from '#scripts/graph/ops/elementwise.ts';
import { gather, oneHot } from '#scripts/graph/ops/indexing.ts';
import { reshape, transpose } from '#scripts/graph/ops/layout.ts';
import { gemm, matMul } from '#scripts/graph/ops/matrix.ts';
import { argMin, sum } from '#scripts/graph/ops/reduction.ts';
import { depthToSpace, spaceToDepth } from '#scripts/graph/ops/resampling.ts';
import { elementCount, staticShape } from '#scripts/graph/shape.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import type { Symbolic, Weights } from './params.ts';

export interface VqVaeShape {
  /** Pixels along a side of an image. */
  readonly width: number;
  /** Pixels along a side of the square that a code stands for; even. */
  readonly patch: number;
  /** Channels of the layers between. */
  readonly channels: number;
  /** K, the vectors of the codebook. */
  readonly codes: number;
  readonly codeDim: number;
}

type Block = { readonly spread: ConvParams; readonly mix: ConvParams };

export type VqVaeParams = {
  readonly encoder: { readonly first: ConvParams; readonly block: Block; readonly last: ConvParams };
  readonly codebook: {
    /** [codes, codeDim] */
    readonly vectors: Weights;
    /** [codes], how many outputs of the encoder a code stands for in a batch: a moving average. */
    readonly counts: Weights;
    /** [codes, codeDim], the moving average of their sum. */
    readonly sums: Weights;
  };
  readonly decoder: { readonly first: ConvParams; readonly block: Block; readonly last: ConvParams };
};

/** The codebook starts with no code in use, and is filled by the first `updateCodebook`. */
export function initVqVae(
  random: RandomStream,
  { patch, channels, codes, codeDim }: VqVaeShape,
): VqVaeParams {
  const pixels = patch ** 2;
  const zeros = (...shape: number[]) => ({
    shape,
    values: new Float32Array(shape.reduce((product, size) => product * size, 1)),
  });
  const block = (kernel: number) => ({
    spread: initConv(random, { inputs: channels, outputs: channels, kernel }),
    mix: initConv(random, { inputs: channels, outputs: channels, kernel: 1 }, 0.5),
  });
  return {
    encoder: {
      first: initConv(random, { inputs: pixels / 4, outputs: channels, kernel: 4 }),
      block: block(1),
      last: initConv(random, { inputs: channels, outputs: codeDim, kernel: 1 }, 1),
    },
    codebook: { vectors: zeros(codes, codeDim), counts: zeros(codes), sums: zeros(codes, codeDim) },
    decoder: {
      first: initConv(random, { inputs: codeDim, outputs: channels, kernel: 3 }),
      block: block(3),
      last: initConv(random, { inputs: channels, outputs: pixels, kernel: 3 }, 1),
    },
  };
}

/**
 * A code sees its square and half a square around it, no more: paper far from ink then has one code, and a prior has
 * little to guess. An encoder that sees further writes of its neighbours there.
 *
 * @param x [batch, width · width]
 * @returns z [batch, width / patch, width / patch, codeDim], before quantisation
 */
export function encode({ encoder }: Symbolic<VqVaeParams>, { width, patch }: VqVaeShape, x: Tensor): Tensor {
  const halves = spaceToDepth(reshape(x, [x.shape[0]!, 1, width, width]), patch / 2);
  const hidden = applyBlock(encoder.block, applyConv(encoder.first, halves, { stride: 2, padding: 1 }));
  return transpose(applyConv(encoder.last, hidden), [0, 2, 3, 1]);
}

/**
 * The nearest code of each vector.
 *
 * @param z [batch, rows, columns, codeDim]
 * @returns codes [batch, rows, columns], whole numbers from 0
 */
export function quantize({ codebook: { vectors } }: Symbolic<VqVaeParams>, z: Tensor): Tensor {
  const products = matMul(z, transpose(vectors)); // [batch, rows, columns, codes]
  const distances = sub(sum(square(vectors), [1]), mul(products, 2)); // less |z|², which is the same for all codes
  return cast(argMin(distances, 3), 'float32');
}

/**
 * @param codes [batch, rows, columns]
 * @returns     z_q [batch, rows, columns, codeDim], their vectors
 */
export function lookUp({ codebook: { vectors } }: Symbolic<VqVaeParams>, codes: Tensor): Tensor {
  return gather(vectors, codes);
}

/**
 * @param vectors z_q [batch, width / patch, width / patch, codeDim]
 * @returns       x_mean [batch, width · width], not limited to [0, 1]: at a sigmoid's end, paper, training would stand still
 */
export function decode(
  { decoder }: Symbolic<VqVaeParams>,
  { width, patch }: VqVaeShape,
  vectors: Tensor,
): Tensor {
  const hidden = applyBlock(decoder.block, applyConv(decoder.first, transpose(vectors, [0, 3, 1, 2])));
  const image = depthToSpace(applyConv(decoder.last, relu(hidden)), patch);
  return reshape(image, [vectors.shape[0]!, width * width]);
}

/** A residual block as in van den Oord et al. 2017, section 4.1. */
function applyBlock({ spread, mix }: Symbolic<Block>, x: Tensor): Tensor {
  return add(x, applyConv(mix, relu(applyConv(spread, relu(x)))));
}

/**
 * The codebook's next values: each vector the moving average of what it stands for (van den Oord et al. 2017,
 * appendix A.1). A code that hardly anything takes starts anew as one of the encoder's outputs.
 *
 * @param z          [batch, rows, columns, codeDim], the encoder's outputs
 * @param codes      [batch, rows, columns], what they were quantised to
 * @param candidates [codes], for each code the number of the output that it would start anew as
 * @param minCount   of outputs in a batch, below which it does
 */
export function updateCodebook(
  { codebook: { vectors, counts, sums } }: Symbolic<VqVaeParams>,
  { z, codes, candidates }: { readonly z: Tensor; readonly codes: Tensor; readonly candidates: Tensor },
  { decay, minCount }: { readonly decay: number; readonly minCount: number },
): readonly (readonly [param: Tensor, next: Tensor])[] {
  const [codeCount, codeDim] = staticShape('updateCodebook', vectors.shape) as [number, number];
  const outputs = reshape(z, [elementCount(codes.shape), codeDim]);
  const taken = oneHot(reshape(codes, [elementCount(codes.shape)]), codeCount);
  const average = (before: Tensor, now: Tensor) => add(mul(before, decay), mul(now, 1 - decay));
  const nextCounts = average(counts, sum(taken, [0]));
  const nextSums = average(sums, gemm(taken, outputs, undefined, { transposeA: true }));

  const column = (values: Tensor) => reshape(values, [codeCount, 1]);
  const fresh = gather(outputs, candidates);
  const idle = greater(minCount, nextCounts);
  const orFresh = (kept: Tensor, instead: Tensor) => where(column(idle), instead, kept);
  return [
    [vectors, orFresh(div(nextSums, column(nextCounts)), fresh)],
    [counts, where(idle, 2 * minCount, nextCounts)], // time enough to find outputs of its own
    [sums, orFresh(nextSums, mul(fresh, 2 * minCount))],
  ];
}
