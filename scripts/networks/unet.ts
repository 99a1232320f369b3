/**
 * A U-Net (Ronneberger, Fischer & Brox 2015): down, to see what a thing is, and up again, to say so of each pixel,
 * with what was seen on the way down handed across. A small one: it works on squares of 2 × 2 pixels, halves the image
 * twice more, and doubles it by repeating pixels.
 */
import { silu } from '#scripts/graph/ops/activation.ts';
import { add } from '#scripts/graph/ops/elementwise.ts';
import { concat, reshape } from '#scripts/graph/ops/layout.ts';
import { depthToSpace, resizeNearest, spaceToDepth } from '#scripts/graph/ops/resampling.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import type { Symbolic } from './params.ts';

export interface UnetShape {
  /** Of the square image, in pixels; a multiple of 8. */
  readonly width: number;
  readonly classes: number;
  /** Channels at a half, a quarter and an eighth of the image's width. */
  readonly channels: readonly [half: number, quarter: number, eighth: number];
  /** Channels that the classes are read from. */
  readonly headChannels: number;
}

export type UnetParams = {
  readonly down: {
    readonly half: ConvParams;
    readonly quarter: readonly [ConvParams, ConvParams];
    readonly eighth: readonly [ConvParams, ConvParams, ConvParams];
  };
  readonly up: {
    readonly toQuarter: ConvParams;
    readonly quarter: ConvParams;
    readonly toHalf: ConvParams;
    readonly half: ConvParams;
    readonly classes: ConvParams;
  };
};

export function initUnet(random: RandomStream, shape: UnetShape): UnetParams {
  const [half, quarter, eighth] = shape.channels;
  const conv = (inputs: number, outputs: number) => initConv(random, { inputs, outputs, kernel: 3 });
  const mix = (inputs: number, outputs: number, gain: number) =>
    initConv(random, { inputs, outputs, kernel: 1 }, gain);
  return {
    down: {
      half: conv(4, half),
      quarter: [conv(half, quarter), conv(quarter, quarter)],
      eighth: [conv(quarter, eighth), conv(eighth, eighth), conv(eighth, eighth)],
    },
    up: {
      toQuarter: mix(eighth, quarter, 1),
      quarter: conv(2 * quarter, quarter),
      toHalf: mix(quarter, half, 1),
      half: conv(2 * half, shape.headChannels),
      classes: mix(shape.headChannels + 4, 4 * shape.classes, 0.3),
    },
  };
}

/**
 * @param x [batch, width · width] grey in [0, 1]
 * @returns logits [batch, classes, width, width]
 */
export function segment({ down, up }: Symbolic<UnetParams>, x: Tensor, { width }: UnetShape): Tensor {
  const squares = spaceToDepth(reshape(x, [x.shape[0]!, 1, width, width]), 2);
  const half = silu(applyConv(down.half, squares));
  const quarter = silu(applyConv(down.quarter[1], silu(applyConv(down.quarter[0], half, { stride: 2 }))));
  let eighth = silu(applyConv(down.eighth[0], quarter, { stride: 2 }));
  eighth = add(eighth, silu(applyConv(down.eighth[1], eighth)));
  eighth = add(eighth, silu(applyConv(down.eighth[2], eighth)));
  const beside = (skip: Tensor, deeper: Tensor) => concat([skip, resizeNearest(deeper, 2)], 1);
  const upQuarter = silu(applyConv(up.quarter, beside(quarter, applyConv(up.toQuarter, eighth))));
  const upHalf = silu(applyConv(up.half, beside(half, applyConv(up.toHalf, upQuarter))));
  return depthToSpace(applyConv(up.classes, concat([upHalf, squares], 1)), 2); // with the greys themselves: they say where ink is
}
