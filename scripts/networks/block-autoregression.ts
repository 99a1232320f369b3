/**
 * A model of binary images, given their class, that goes through an image block by block and through each block pixel
 * by pixel, from the top left. Masked convolutions over the coarse grid of blocks tell what came before (PixelCNN: van
 * den Oord et al. 2016a), for a sixteenth of what they cost on pixels; masked 1×1 convolutions over a block's pixels
 * do the rest, as in MADE (Germain et al. 2015). Every layer is told the class, by a bias for each place (van den Oord
 * et al. 2016b, section 2.3) and by a factor for each channel (FiLM: Perez et al. 2018).
 */
import { silu } from '#scripts/graph/ops/activation.ts';
import { add, mul } from '#scripts/graph/ops/elementwise.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { conv, maskedConv } from '#scripts/graph/ops/convolution.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { depthToSpace, spaceToDepth } from '#scripts/graph/ops/resampling.ts';
import { constant, type Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { initConv } from './convolution.ts';
import type { Symbolic, Weights } from './params.ts';

export interface BlockShape {
  /** Pixels along an edge of the image; a whole number of blocks. */
  readonly width: number;
  /** Pixels along an edge of a block. */
  readonly block: number;
  readonly classes: number;
  /** Channels that tell of the blocks before. */
  readonly channels: number;
  /** Residual layers, each of which sees one row of blocks and one column on either side more. */
  readonly layers: number;
  /** Hidden units of each pixel of a block. */
  readonly units: number;
}

export type BlockParams = {
  /** Mask A: [channels, block², 2, 5]. */
  readonly first: Weights;
  /** [classes, channels · blocks] */
  readonly firstBias: Weights;
  readonly layers: readonly {
    /** [classes, channels], added to 1 */
    readonly factor: Weights;
    /** [classes, channels · blocks] */
    readonly bias: Weights;
    /** Mask B: [channels, channels, 2, 3]. */
    readonly weight: Weights;
  }[];
  readonly within: {
    /** [block² · units, channels, 1, 1], from the blocks before */
    readonly context: Weights;
    /** [classes, block² · units · blocks] */
    readonly contextBias: Weights;
    /** [block² · units, block², 1, 1]; a pixel's units see the pixels before it. */
    readonly pixels: Weights;
    /** [block² · units, block² · units, 1, 1]; a pixel's units see its own and those of the pixels before it. */
    readonly mix: Weights;
    /** [classes, block² · units] */
    readonly mixBias: Weights;
    /** [block², block² · units, 1, 1] */
    readonly last: Weights;
  };
  /** [classes, width²] */
  readonly bias: Weights;
};

/**
 * As initialised, the model knows each pixel's distribution in each class and nothing of the other pixels.
 *
 * @param logits [classes, width²], of that distribution
 */
export function initBlockAutoregression(
  random: RandomStream,
  { width, block, classes, channels, layers, units }: BlockShape,
  logits: Float32Array,
): BlockParams {
  const [pixels, blocks] = [block ** 2, (width / block) ** 2];
  const zeros = (...shape: number[]): Weights => ({
    shape,
    values: new Float32Array(shape.reduce((product, size) => product * size, 1)),
  });
  const kernel = (inputs: number, outputs: number, taps: number | readonly [number, number], gain = 1) =>
    initConv(random, { inputs, outputs, kernel: taps }, gain).weight;
  return {
    first: kernel(pixels, channels, [2, 5], 1.5), // much of what it sees is masked or paper
    firstBias: zeros(classes, channels * blocks),
    layers: Array.from({ length: layers }, () => ({
      factor: zeros(classes, channels),
      bias: zeros(classes, channels * blocks),
      weight: kernel(channels, channels, [2, 3]),
    })),
    within: {
      context: kernel(channels, pixels * units, 1),
      contextBias: zeros(classes, pixels * units * blocks),
      pixels: kernel(pixels, pixels * units, 1),
      mix: kernel(pixels * units, pixels * units, 1),
      mixBias: zeros(classes, pixels * units),
      last: zeros(pixels, pixels * units, 1, 1),
    },
    bias: { shape: [classes, width ** 2], values: logits },
  };
}

/**
 * @param x [batch, width²] of 0 and 1
 * @param y [batch, classes], one-hot
 * @returns logits [batch, width²] of each pixel being 1, given the class and the pixels before it
 */
export function applyBlockAutoregression(
  { first, firstBias, layers, within, bias }: Symbolic<BlockParams>,
  { width, block }: Pick<BlockShape, 'width' | 'block'>,
  x: Tensor,
  y: Tensor,
): Tensor {
  const batch = x.shape[0]!;
  const [pixels, side] = [block ** 2, width / block];
  /** What a class adds everywhere, or at each block of its own. */
  const byClass = (table: Tensor, across = 1) =>
    reshape(gemm(y, table), [batch, (table.shape[1] as number) / across ** 2, across, across]);
  const visible = (kernel: Tensor, sees: 'before' | 'upTo') =>
    mul(kernel, withinMask(kernel.shape[0] as number, kernel.shape[1] as number, pixels, sees));

  const image = spaceToDepth(reshape(x, [batch, 1, width, width]), block); // [batch, pixels, side, side]
  let before = add(maskedConv(image, first, undefined, 'A'), byClass(firstBias, side));
  for (const layer of layers) {
    const told = add(mul(before, add(byClass(layer.factor), 1)), byClass(layer.bias, side));
    before = add(before, maskedConv(silu(told), layer.weight, undefined, 'B'));
  }
  let hidden = add(conv(silu(before), within.context), byClass(within.contextBias, side));
  hidden = add(hidden, conv(image, visible(within.pixels, 'before')));
  hidden = add(hidden, add(conv(silu(hidden), visible(within.mix, 'upTo')), byClass(within.mixBias)));
  const ink = depthToSpace(conv(silu(hidden), visible(within.last, 'upTo')), block);
  return add(reshape(ink, [batch, width ** 2]), gemm(y, bias));
}

/** For a 1×1 kernel between channels that belong to the pixels of a block in turn, as many to each. */
function withinMask(outputs: number, inputs: number, pixels: number, sees: 'before' | 'upTo'): Tensor {
  const values = Float32Array.from({ length: outputs * inputs }, (_, at) => {
    const output = Math.floor((Math.floor(at / inputs) * pixels) / outputs);
    const source = Math.floor(((at % inputs) * pixels) / inputs);
    return source < output || (sees === 'upTo' && source === output) ? 1 : 0;
  });
  return constant(values, [outputs, inputs, 1, 1]);
}

/** The pixels, counted row by row, in the order in which the model goes through them. */
export function pixelOrder({ width, block }: Pick<BlockShape, 'width' | 'block'>): Int32Array {
  const across = width / block;
  return Int32Array.from({ length: width ** 2 }, (_, at) => {
    const [inBlock, number] = [at % block ** 2, Math.floor(at / block ** 2)];
    const row = Math.floor(number / across) * block + Math.floor(inBlock / block);
    return row * width + (number % across) * block + (inBlock % block);
  });
}
