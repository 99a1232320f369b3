/**
 * The gradient of a convolution's kernel: for each tap, the products of the image under the tap and the output's
 * gradient, summed over pixels and batch. ONNX can state it as one `Conv` of transposed tensors, but runtimes compute
 * that at a fraction of a convolution's rate, since its result is as small as the kernel; matrix products over all pixels reach it.
 */
import { staticShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { concat, pad, reshape, slice, transpose } from './layout.ts';
import { matMul } from './matrix.ts';
import { sum } from './reduction.ts';
import { spaceToDepth } from './resampling.ts';

/** A convolution's geometry with nothing left to default. */
export interface Geometry {
  readonly stride: number;
  readonly padding: readonly [top: number, left: number, bottom: number, right: number];
  readonly dilation: number;
}

type Sizes = readonly [batch: number, channels: number, height: number, width: number];
type Pair = readonly [rows: number, columns: number];

const sizesOf = (x: Tensor) => staticShape('kernelGradient', x.shape) as Sizes;

/** Up to so many channels a batch of products by example is faster, above it a product over all examples by tap. */
const FEW_CHANNELS = 16;

/**
 * Of the two images that are multiplied, the one with fewer channels is the one that is laid out anew for each tap.
 *
 * @param image [batch, inputs, height, width], the convolution's input
 * @param grad  [batch, outputs, outputHeight, outputWidth], of its output
 * @returns     [outputs, inputs, …kernelSize]
 */
export function kernelGradient(
  image: Tensor,
  grad: Tensor,
  [rows, columns]: Pair,
  { stride, padding: [top, left], dilation }: Geometry,
): Tensor {
  const [, inputs, height, width] = sizesOf(image);
  const [, outputs] = sizesOf(grad);
  const taps = Array.from({ length: rows * columns }, (_, tap): Pair => {
    return [dilation * Math.floor(tap / columns), dilation * (tap % columns)];
  });
  if (stride === 1 && outputs < inputs) {
    const [down, right] = taps.at(-1)!; // seen from the image, the gradient moves the other way
    const framed = frame(grad, [down - top, right - left], [height + down, width + right]);
    const offsets = taps.map(([row, column]): Pair => [down - row, right - column]);
    const products = correlate(framed, image, offsets, 1); // [taps, outputs, inputs]
    return transpose(reshape(products, [rows, columns, outputs, inputs]), [2, 3, 0, 1]);
  }
  const [, , outputHeight, outputWidth] = sizesOf(grad);
  const [down, right] = taps.at(-1)!;
  const covered = (offset: number, length: number) => stride * (Math.floor(offset / stride) + length);
  const framed = frame(image, [top, left], [covered(down, outputHeight), covered(right, outputWidth)]);
  const products = correlate(framed, grad, taps, stride); // [taps, inputs, outputs]
  return transpose(reshape(products, [rows, columns, inputs, outputs]), [3, 2, 0, 1]);
}

/**
 * Products of the pixels of `x` at each offset, a stride apart, with those of `y`, summed over pixels and batch.
 *
 * @param x [batch, a, …], of a whole number of strides along both axes
 * @param y [batch, b, height, width]
 * @returns [offsets, a, b]
 */
function correlate(x: Tensor, y: Tensor, offsets: readonly Pair[], stride: number): Tensor {
  const [batch, a, xHeight, xWidth] = sizesOf(x);
  const [, b, height, width] = sizesOf(y);
  const pixels = height * width;
  const places = offsets.map(([row, column]) => ({
    row: Math.floor(row / stride),
    column: Math.floor(column / stride),
    phase: [row % stride, column % stride] as const, // place within the stride
  }));

  if (a <= FEW_CHANNELS || (offsets.length === 1 && stride === 1)) {
    const byPhase = stride === 1 ? x : spaceToDepth(x, stride);
    const views = places.map(({ row, column, phase: [down, right] }) => {
      const channel = a * (stride * down + right);
      const ends = [batch, channel + a, row + height, column + width];
      return reshape(slice(byPhase, [0, channel, row, column], ends), [batch, a, pixels]);
    });
    const unfolded = views.length === 1 ? views[0]! : concat(views, 1);
    const byExample = matMul(unfolded, transpose(reshape(y, [batch, b, pixels]), [0, 2, 1]));
    return reshape(sum(byExample, [0]), [offsets.length, a, b]);
  }
  const [rows, columns] = [xHeight / stride, xWidth / stride];
  const byPhase = reshape(transpose(x, [0, 2, 3, 1]), [batch, rows, stride, columns, stride, a]);
  const others = reshape(transpose(y, [1, 0, 2, 3]), [b, batch * pixels]);
  const products = places.map(({ row, column, phase: [down, right] }) => {
    const ends = [batch, row + height, down + 1, column + width, right + 1, a];
    const view = reshape(slice(byPhase, [0, row, down, column, right, 0], ends), [batch * pixels, a]);
    return reshape(matMul(others, view), [1, b, a]);
  });
  return transpose(concat(products, 0), [0, 2, 1]);
}

/** Zeros around an image, or pixels cut off, so that it begins so much before and has this size. */
function frame(x: Tensor, before: Pair, size: Pair): Tensor {
  const [batch, channels, ...sizes] = sizesOf(x);
  const axes = [0, 1] as const;
  const from = axes.map((axis) => Math.max(0, -before[axis]));
  const to = axes.map((axis) => Math.min(sizes[axis]!, size[axis] - before[axis]));
  const cut = slice(x, [0, 0, ...from], [batch, channels, ...to]);
  const [start, end] = [
    axes.map((axis) => Math.max(0, before[axis])),
    axes.map((axis) => size[axis] - before[axis] - to[axis]!),
  ];
  return [...start, ...end].some((zeros) => zeros > 0) ? pad(cut, [0, 0, ...start], [0, 0, ...end]) : cut;
}
