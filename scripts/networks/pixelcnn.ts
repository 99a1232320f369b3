/**
 * PixelCNN, a stack of masked convolutions that gives each pixel's distribution from those before it, row by row from
 * the top left (van den Oord et al. 2016a). As in the paper the first layer's mask A hides the pixel itself and the
 * others' mask B shows it. The kernels reach no lower than their own row, and to the right only above it; so what
 * lies further to the right above than the layers reach together is out of sight (the blind spot of van den Oord et
 * al. 2016b, section 2.2).
 */
import { relu } from '#scripts/graph/ops/activation.ts';
import { add } from '#scripts/graph/ops/elementwise.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, applyMaskedConv, initConv, type ConvParams } from './convolution.ts';
import type { Symbolic, Weights } from './params.ts';

export interface PixelCnnShape {
  readonly height: number;
  readonly width: number;
  /** Channels of the image. */
  readonly inputs: number;
  readonly channels: number;
  /** Rows (the pixel's own the last) and columns that the first layer sees. */
  readonly first: readonly [rows: number, columns: number];
  /** Residual layers, each of which sees one row and one column on either side more. */
  readonly layers: number;
  /** Logits of a pixel. */
  readonly outputs: number;
}

export type PixelCnnParams = {
  /** Mask A. */
  readonly first: ConvParams;
  /** [channels, height, width]: where in the image a pixel is, which convolutions do not know. */
  readonly place: Weights;
  /** Mask B. */
  readonly layers: readonly ConvParams[];
  /** 1×1, of one pixel only. */
  readonly head: readonly [ConvParams, ConvParams];
  /** [outputs, height, width] */
  readonly bias: Weights;
};

/**
 * As initialised, the model knows each pixel's own distribution and nothing of the others.
 *
 * @param logits [outputs, height, width], of that distribution
 */
export function initPixelCnn(
  random: RandomStream,
  { height, width, inputs, channels, first, layers, outputs }: PixelCnnShape,
  logits: Float32Array,
): PixelCnnParams {
  const place = new Float32Array(channels * height * width);
  return {
    first: initConv(random, { inputs, outputs: channels, kernel: first }, 2), // half of what it sees is masked or paper
    place: { shape: [channels, height, width], values: place },
    layers: Array.from({ length: layers }, () =>
      initConv(random, { inputs: channels, outputs: channels, kernel: [2, 3] }, 1),
    ),
    head: [
      initConv(random, { inputs: channels, outputs: channels, kernel: 1 }),
      initConv(random, { inputs: channels, outputs, kernel: 1 }, 0),
    ],
    bias: { shape: [outputs, height, width], values: logits },
  };
}

/**
 * @param x [batch, inputs, height, width]
 * @returns logits [batch, outputs, height, width]
 */
export function applyPixelCnn(
  { first, place, layers, head, bias }: Symbolic<PixelCnnParams>,
  x: Tensor,
): Tensor {
  let hidden = add(applyMaskedConv(first, x, 'A'), place);
  for (const layer of layers) hidden = add(hidden, relu(applyMaskedConv(layer, hidden, 'B')));
  const [mix, last] = head;
  return add(applyConv(last, relu(applyConv(mix, relu(hidden)))), bias);
}
