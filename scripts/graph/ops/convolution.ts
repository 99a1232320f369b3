/**
 * Convolutions over images, [batch, channels, height, width]. Deep learning's convolution is a cross-correlation: the
 * kernel is not flipped.
 */
import { formatShape, GraphError, staticShape, type Dimension } from '../shape.ts';
import { applyOperator, constant, indices, type Tensor } from '../tensor.ts';
import { mul } from './elementwise.ts';
import { kernelGradient, type Geometry } from './kernel-gradient.ts';
import { transpose } from './layout.ts';
import { sum } from './reduction.ts';

export interface ConvolutionOptions {
  readonly stride?: number;
  /** Rows and columns of zeros around the image: the same on every side, or side by side. */
  readonly padding?: number | Padding;
  /** Distance between a kernel's taps. */
  readonly dilation?: number;
}

export type Padding = readonly [top: number, left: number, bottom: number, right: number];

const withDefaults = ({ stride = 1, padding = 0, dilation = 1 }: ConvolutionOptions): Geometry => ({
  stride,
  padding: typeof padding === 'number' ? [padding, padding, padding, padding] : padding,
  dilation,
});

/** Zeros before and after an image's rows (axis 0) or columns (axis 1), together. */
const paddingAlong = ({ padding: [top, left, bottom, right] }: Geometry, axis: number) =>
  axis === 0 ? top + bottom : left + right;

/**
 * @param x      [batch, inputs, height, width]
 * @param kernel [outputs, inputs, kernelHeight, kernelWidth]
 * @param bias   [outputs]
 * @returns      [batch, outputs, ⌊(height + padding above and below − dilation (kernelHeight − 1) − 1) / stride⌋ + 1, …]
 */
export function conv(x: Tensor, kernel: Tensor, bias?: Tensor, options: ConvolutionOptions = {}): Tensor {
  const geometry = withDefaults(options);
  const [batch, inputs, ...size] = imageShape('Conv', x);
  const [outputs, kernelInputs, ...kernelSize] = staticShape('Conv', imageShape('Conv', kernel));
  checkChannels('Conv', x, kernel, inputs, kernelInputs, bias, outputs!);
  const outputSize = staticShape('Conv', size).map((length, axis) => {
    const { stride, dilation } = geometry;
    const room = length + paddingAlong(geometry, axis) - dilation * (kernelSize[axis]! - 1) - 1;
    const result = Math.floor(room / stride) + 1;
    if (result > 0) return result;
    throw new GraphError(
      `Conv: kernel ${formatShape(kernel.shape)} is larger than the padded image ${formatShape(x.shape)}.`,
    );
  });
  return applyOperator('Conv', {
    inputs: bias ? [x, kernel, bias] : [x, kernel],
    attributes: attributes(geometry),
    shape: [batch!, outputs!, ...outputSize],
    gradient: (grad) => [
      imageGradient(grad, kernel, staticShape('Conv', size), geometry),
      kernelGradient(x, grad, kernelSize as [number, number], geometry),
      ...(bias ? [sum(grad, [0, 2, 3])] : []),
    ],
  });
}

export interface TransposedOptions extends ConvolutionOptions {
  /** Height and width of the result, where several lead to the same input; by default the smallest. */
  readonly outputSize?: readonly number[];
}

/**
 * The transpose of `conv` as a linear map of images, which spreads each pixel by the kernel (Dumoulin & Visin 2016).
 *
 * @param x      [batch, inputs, height, width]
 * @param kernel [inputs, outputs, kernelHeight, kernelWidth]
 * @param bias   [outputs]
 * @returns      [batch, outputs, stride (height − 1) + dilation (kernelHeight − 1) + 1 − padding above and below, …]
 */
export function convTranspose(
  x: Tensor,
  kernel: Tensor,
  bias?: Tensor,
  options: TransposedOptions = {},
): Tensor {
  const geometry = withDefaults(options);
  const { stride, dilation } = geometry;
  const [batch, inputs, ...size] = imageShape('ConvTranspose', x);
  const [kernelInputs, outputs, ...kernelSize] = staticShape(
    'ConvTranspose',
    imageShape('ConvTranspose', kernel),
  );
  checkChannels('ConvTranspose', x, kernel, inputs, kernelInputs, bias, outputs!);
  const smallest = staticShape('ConvTranspose', size).map(
    (length, axis) =>
      stride * (length - 1) + dilation * (kernelSize[axis]! - 1) + 1 - paddingAlong(geometry, axis),
  );
  const outputSize = options.outputSize ?? smallest;
  const outputPadding = outputSize.map((length, axis) => length - smallest[axis]!);
  if (outputPadding.some((extra) => extra < 0 || extra >= stride)) {
    throw new GraphError(
      `ConvTranspose: ${formatShape(x.shape)} with stride ${stride} gives ${formatShape(smallest)} or up to ` +
        `${stride - 1} more, not ${formatShape(outputSize)}.`,
    );
  }
  return applyOperator('ConvTranspose', {
    inputs: bias ? [x, kernel, bias] : [x, kernel],
    attributes: { ...attributes(geometry), output_padding: { ints: outputPadding } },
    shape: [batch!, outputs!, ...outputSize],
    gradient: (grad) => [
      conv(grad, kernel, undefined, geometry),
      kernelGradient(grad, x, kernelSize as [number, number], geometry),
      ...(bias ? [sum(grad, [0, 2, 3])] : []),
    ],
  });
}

/**
 * A convolution that sees only the pixels before each pixel, row by row from the top left (PixelCNN: van den Oord et
 * al. 2016a, section 3.4). The kernel has no rows below its centre, where the paper's are masked: half the work. A
 * kernel of one row sees the pixels to the left.
 *
 * @param x      [batch, inputs, height, width]
 * @param kernel [outputs, inputs, rows, columns], its centre in the last row; columns odd
 * @param bias   [outputs]
 * @param mask   'A' hides the pixel itself, for the layer that reads the image; 'B' shows it, for the layers after
 * @returns      [batch, outputs, height, width]
 */
export function maskedConv(x: Tensor, kernel: Tensor, bias: Tensor | undefined, mask: 'A' | 'B'): Tensor {
  const [, , rows, columns] = staticShape('maskedConv', imageShape('maskedConv', kernel));
  if (columns! % 2 === 0) {
    throw new GraphError(`maskedConv: kernel ${formatShape(kernel.shape)} has no column in its centre.`);
  }
  const reach = (columns! - 1) / 2;
  const seen = Float32Array.from({ length: rows! * columns! }, (_, tap) => {
    const column = tap - (rows! - 1) * columns!; // in the last row; negative above it
    return column < reach || (column === reach && mask === 'B') ? 1 : 0;
  });
  const visible = mul(kernel, constant(seen, [1, 1, rows!, columns!]));
  return conv(x, visible, bias, { padding: [rows! - 1, reach, 0, reach] });
}

/**
 * Gradient of a convolution's image: its transpose, or with stride 1 a convolution by the kernel turned by 180°.
 * Runtimes unfold the image's channels for the former and the gradient's for the latter; the fewer, the faster.
 */
function imageGradient(
  grad: Tensor,
  kernel: Tensor,
  outputSize: readonly number[],
  geometry: Geometry,
): Tensor {
  const { stride, padding, dilation } = geometry;
  const [outputs, inputs, ...kernelSize] = staticShape('Conv', kernel.shape);
  const [down, right] = kernelSize.map((length) => dilation * (length - 1));
  const [top, left, bottom, end] = padding;
  const turnedPadding: Padding = [down! - top, right! - left, down! - bottom, right! - end];
  if (stride > 1 || outputs! > inputs! || turnedPadding.some((zeros) => zeros < 0)) {
    return convTranspose(grad, kernel, undefined, { ...geometry, outputSize });
  }
  const turned = transpose(turn(kernel), [1, 0, 2, 3]);
  return conv(grad, turned, undefined, { padding: turnedPadding, dilation });
}

/** Rows and columns in reverse. */
function turn(kernel: Tensor): Tensor {
  const [last, before] = [indices([-1, -1]), indices([-(2 ** 31), -(2 ** 31)])];
  return applyOperator('Slice', {
    inputs: [kernel, last, before, indices([2, 3]), indices([-1, -1])],
    shape: kernel.shape,
    gradient: (grad) => [turn(grad), undefined, undefined, undefined, undefined],
  });
}

function attributes({ stride, padding, dilation }: Geometry) {
  return {
    strides: { ints: [stride, stride] },
    pads: { ints: padding },
    dilations: { ints: [dilation, dilation] },
  };
}

function imageShape(op: string, { shape }: Tensor): readonly Dimension[] {
  if (shape.length === 4) return shape;
  throw new GraphError(`${op}: needs tensors of four axes, got ${formatShape(shape)}.`);
}

function checkChannels(
  op: string,
  x: Tensor,
  kernel: Tensor,
  inputs: Dimension | undefined,
  kernelInputs: number | undefined,
  bias: Tensor | undefined,
  outputs: number,
): void {
  if (inputs !== kernelInputs) {
    throw new GraphError(
      `${op}: image ${formatShape(x.shape)} has ${inputs} channels, kernel ${formatShape(kernel.shape)} takes ${kernelInputs}.`,
    );
  }
  if (bias && (bias.shape.length !== 1 || bias.shape[0] !== outputs)) {
    throw new GraphError(`${op}: the bias has shape ${formatShape(bias.shape)}, not [${outputs}].`);
  }
}
