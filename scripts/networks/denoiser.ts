/**
 * A denoiser of 28×28 images: a U-Net (Ronneberger et al. 2015) of two scales, which works on squares of 2 × 2 pixels,
 * with dense layers at its bottom that see the whole image at once.
 */
import { sigmoid, silu } from '#scripts/graph/ops/activation.ts';
import { add } from '#scripts/graph/ops/elementwise.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { depthToSpace, resizeNearest, spaceToDepth } from '#scripts/graph/ops/resampling.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import type { Symbolic } from './params.ts';

export interface DenoiserShape {
  /** Channels at 14×14 and at 7×7. */
  readonly channels: readonly [half: number, quarter: number];
  /** Channels at 7×7 that the dense layers read and write. */
  readonly narrow: number;
  readonly denseDim: number;
}

export type DenoiserParams = {
  readonly stem: ConvParams;
  readonly before: ConvParams;
  readonly down: ConvParams;
  readonly bottom: {
    readonly first: ConvParams;
    readonly narrow: ConvParams;
    readonly gather: DenseParams;
    readonly spread: DenseParams;
    readonly widen: ConvParams;
    readonly last: ConvParams;
  };
  readonly up: ConvParams;
  readonly after: ConvParams;
  readonly head: ConvParams;
};

const [HALF, QUARTER] = [14, 7];

export function initDenoiser(random: RandomStream, shape: DenoiserShape): DenoiserParams {
  const [half, quarter] = shape.channels;
  const conv = (inputs: number, outputs: number, gain?: number) =>
    initConv(random, { inputs, outputs, kernel: 3 }, gain);
  const mix = (inputs: number, outputs: number, gain: number) =>
    initConv(random, { inputs, outputs, kernel: 1 }, gain);
  const narrowDim = shape.narrow * QUARTER ** 2;
  return {
    stem: conv(4, half),
    before: conv(half, half),
    down: conv(half, quarter),
    bottom: {
      first: conv(quarter, quarter),
      narrow: mix(quarter, shape.narrow, 1),
      gather: initDense(random, narrowDim, shape.denseDim),
      spread: initDense(random, shape.denseDim, narrowDim, 1),
      widen: mix(shape.narrow, quarter, 0.5),
      last: conv(quarter, quarter),
    },
    up: mix(quarter, half, 1),
    after: conv(half, half),
    head: conv(half, 4, 1),
  };
}

/**
 * @param x [batch, 784] with noise, or with parts gone
 * @returns x_mean [batch, 784] in (0, 1)
 */
export function denoise(params: Symbolic<DenoiserParams>, x: Tensor): Tensor {
  const batch = x.shape[0]!;
  const { bottom } = params;
  const residual = (layer: Symbolic<ConvParams>, maps: Tensor) => add(maps, silu(applyConv(layer, maps)));

  const squares = spaceToDepth(reshape(x, [batch, 1, 2 * HALF, 2 * HALF]), 2);
  const half = residual(params.before, silu(applyConv(params.stem, squares)));

  const quarter = residual(bottom.first, silu(applyConv(params.down, half, { stride: 2 })));
  const narrow = applyConv(bottom.narrow, quarter);
  const narrowShape = narrow.shape;
  const narrowDim = (narrowShape[1] as number) * QUARTER ** 2;
  const gathered = silu(applyDense(bottom.gather, reshape(narrow, [batch, narrowDim])));
  const spread = reshape(applyDense(bottom.spread, gathered), narrowShape);
  const whole = residual(bottom.last, add(quarter, silu(applyConv(bottom.widen, spread))));

  const joined = add(half, resizeNearest(applyConv(params.up, whole), 2));
  const pixels = depthToSpace(applyConv(params.head, residual(params.after, joined)), 2);
  return sigmoid(reshape(pixels, [batch, (2 * HALF) ** 2]));
}
