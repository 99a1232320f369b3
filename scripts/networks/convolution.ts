/** Convolutional layers. */
import {
  conv,
  convTranspose,
  maskedConv,
  type ConvolutionOptions,
  type TransposedOptions,
} from '#scripts/graph/ops/convolution.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { Symbolic, Weights } from './params.ts';

export type ConvParams = { readonly weight: Weights; readonly bias: Weights };

export interface ConvShape {
  /** Channels read and written. */
  readonly inputs: number;
  readonly outputs: number;
  /** Taps of the kernel: of a square, or height and width. */
  readonly kernel: number | readonly [height: number, width: number];
}

/**
 * Weights from N(0, gain² / inputs of an output) (He et al. 2015, equation 10, with gain √2), biases 0.
 *
 * @returns weight [outputs, inputs, height, width], bias [outputs]
 */
export function initConv(
  random: RandomStream,
  { inputs, outputs, kernel }: ConvShape,
  gain = Math.SQRT2,
): ConvParams {
  const [height, width] = sides(kernel);
  return drawn(random, [outputs, inputs, height, width], outputs, gain / Math.sqrt(inputs * height * width));
}

/**
 * @param x [batch, inputs, height, width]
 * @returns [batch, outputs, …], of the same height and width with stride 1 and an odd kernel, by default
 */
export function applyConv(
  { weight, bias }: Symbolic<ConvParams>,
  x: Tensor,
  options: ConvolutionOptions = {},
): Tensor {
  return conv(x, weight, bias, { padding: halfKernel(weight), ...options });
}

/**
 * Layer of an autoregressive network; the kernel ends with its centre's row.
 *
 * @param x [batch, inputs, height, width]
 * @returns [batch, outputs, height, width]
 */
export function applyMaskedConv({ weight, bias }: Symbolic<ConvParams>, x: Tensor, mask: 'A' | 'B'): Tensor {
  return maskedConv(x, weight, bias, mask);
}

/**
 * Weights from N(0, gain² / inputs of an output), which are a stride²-th of the kernel's taps, biases 0.
 *
 * @returns weight [inputs, outputs, height, width], bias [outputs]
 */
export function initConvTranspose(
  random: RandomStream,
  { inputs, outputs, kernel, stride = 1 }: ConvShape & { readonly stride?: number },
  gain = Math.SQRT2,
): ConvParams {
  const [height, width] = sides(kernel);
  const fanIn = (inputs * height * width) / stride ** 2;
  return drawn(random, [inputs, outputs, height, width], outputs, gain / Math.sqrt(fanIn));
}

/**
 * @param x [batch, inputs, height, width]
 * @returns [batch, outputs, …] as `convTranspose` says
 */
export function applyConvTranspose(
  { weight, bias }: Symbolic<ConvParams>,
  x: Tensor,
  options: TransposedOptions = {},
): Tensor {
  return convTranspose(x, weight, bias, options);
}

const sides = (kernel: ConvShape['kernel']) =>
  typeof kernel === 'number' ? ([kernel, kernel] as const) : kernel;

function drawn(
  random: RandomStream,
  shape: readonly [number, number, number, number],
  outputs: number,
  deviation: number,
): ConvParams {
  const count = shape.reduce((product, size) => product * size, 1);
  return {
    weight: { shape, values: Float32Array.from({ length: count }, () => deviation * random.normal()) },
    bias: { shape: [outputs], values: new Float32Array(outputs) },
  };
}

function halfKernel({ shape }: Tensor): readonly [number, number, number, number] {
  const [rows, columns] = shape.slice(2).map((length) => Math.floor(((length as number) - 1) / 2));
  return [rows!, columns!, rows!, columns!];
}
