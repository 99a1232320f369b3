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
  const [, outputs, outputHeight, outputWidth] = sizesOf(grad);
  const taps = Array.from({ length: rows * columns }, (_, tap): Pair => {
    return [dilation * Math.floor(tap / columns), dilation * (tap % columns)];
  });
  const [down, right] = taps.at(-1)!;
  if (stride === 1 && outputs < inputs) {
    const window = { before: [down - top, right - left], size: [height + down, width + right] } as const;
    const offsets = taps.map(([row, column]): Pair => [down - row, right - column]); // the gradient moves the other way
    const products = correlate(grad, window, image, offsets, 1); // [taps, outputs, inputs]
    return transpose(reshape(products, [rows, columns, outputs, inputs]), [2, 3, 0, 1]);
  }
  const covered = (offset: number, length: number) => stride * (Math.floor(offset / stride) + length);
  const size = [covered(down, outputHeight), covered(right, outputWidth)] as const;
  const products = correlate(image, { before: [top, left], size }, grad, taps, stride); // [taps, inputs, outputs]
  return transpose(reshape(products, [rows, columns, inputs, outputs]), [3, 2, 0, 1]);
}

/** The part of an image that is looked at: from so many pixels before it, zeros, and so large. */
interface Window {
  readonly before: Pair;
  readonly size: Pair;
}

/**
 * Products of the pixels of `x` at each offset, a stride apart, with those of `y`, summed over pixels and batch.
 *
 * @param x       [batch, a, …]
 * @param window  of x, where offsets begin; of a whole number of strides
 * @param y       [batch, b, height, width]
 * @returns       [offsets, a, b]
 */
function correlate(x: Tensor, window: Window, y: Tensor, offsets: readonly Pair[], stride: number): Tensor {
  const [batch, a] = sizesOf(x);
  const [, b, height, width] = sizesOf(y);
  const pixels = height * width;
  const places = offsets.map(([row, column]) => ({
    row: Math.floor(row / stride),
    column: Math.floor(column / stride),
    phase: [row % stride, column % stride] as const, // place within the stride
  }));

  if (a <= FEW_CHANNELS || (offsets.length === 1 && stride === 1)) {
    const framed = frame(x, 2, window);
    const byPhase = stride === 1 ? framed : spaceToDepth(framed, stride);
    const views = places.map(({ row, column, phase: [down, right] }) => {
      const channel = a * (stride * down + right);
      const ends = [batch, channel + a, row + height, column + width];
      return reshape(slice(byPhase, [0, channel, row, column], ends), [batch, a, pixels]);
    });
    const unfolded = views.length === 1 ? views[0]! : concat(views, 1);
    const byExample = matMul(unfolded, transpose(reshape(y, [batch, b, pixels]), [0, 2, 1]));
    return reshape(sum(byExample, [0]), [offsets.length, a, b]);
  }
  const lengths = window.size.map((length) => length + (stride === 1 ? 0 : stride)) as [number, number];
  // The stride too many makes sure of padding, over which ONNX Runtime does not move the transpose: behind the reshape
  // and the slices it would be done for each tap, in six axes.
  const framed = frame(transpose(x, [0, 2, 3, 1]), 1, { before: window.before, size: lengths });
  const [rows, columns] = lengths.map((length) => length / stride) as [number, number];
  const byPhase = stride === 1 ? framed : reshape(framed, [batch, rows, stride, columns, stride, a]);
  const others = reshape(transpose(y, [1, 0, 2, 3]), [b, batch * pixels]);
  const products = places.map(({ row, column, phase: [down, right] }) => {
    const view =
      stride === 1
        ? slice(byPhase, [0, row, column, 0], [batch, row + height, column + width, a])
        : slice(
            byPhase,
            [0, row, down, column, right, 0],
            [batch, row + height, down + 1, column + width, right + 1, a],
          );
    return reshape(matMul(others, reshape(view, [batch * pixels, a])), [1, b, a]);
  });
  return transpose(concat(products, 0), [0, 2, 1]);
}

/** Pads and cuts an image to a window; its rows are along `axis`, its columns along the next. */
function frame(x: Tensor, axis: number, { before, size }: Window): Tensor {
  const along = (values: Pair, others: readonly number[]) =>
    others.with(axis, values[0]).with(axis + 1, values[1]);
  const [zeros, sizes] = [[0, 0, 0, 0], sizesOf(x)];
  const of = (values: (side: 0 | 1) => number): Pair => [values(0), values(1)];
  const from = of((side) => Math.max(0, -before[side]));
  const to = of((side) => Math.min(sizes[axis + side]!, size[side] - before[side]));
  const cut = slice(x, along(from, zeros), along(to, sizes));
  const start = of((side) => Math.max(0, before[side]));
  const end = of((side) => size[side] - before[side] - to[side]);
  return [...start, ...end].some((length) => length > 0)
    ? pad(cut, along(start, zeros), along(end, zeros))
    : cut;
}
