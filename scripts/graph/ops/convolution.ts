/**
 * Convolutions over images, [batch, channels, height, width]. Deep learning's convolution is a cross-correlation: the
 * kernel is not flipped.
 */
import { formatShape, GraphError, staticShape, type Dimension } from '../shape.ts';
import { applyOperator, constant, type Tensor } from '../tensor.ts';
import { mul } from './elementwise.ts';
import { slice, transpose } from './layout.ts';
import { sum } from './reduction.ts';

export interface ConvolutionOptions {
  readonly stride?: number;
  /** Rows and columns of zeros around the image: the same on every side, or side by side. */
  readonly padding?: number | Padding;
  /** Distance between a kernel's taps. */
  readonly dilation?: number;
}

export type Padding = readonly [top: number, left: number, bottom: number, right: number];

interface Geometry extends Required<ConvolutionOptions> {
  readonly padding: Padding;
}

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
      convTranspose(grad, kernel, undefined, { ...geometry, outputSize: staticShape('Conv', size) }),
      kernelGradient(x, grad, kernelSize, geometry),
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
      kernelGradient(grad, x, kernelSize, geometry),
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
 * Gradient of a convolution's kernel: itself a convolution, of the image by the output's gradient, in which batch
 * and channels change places, and stride and dilation too.
 *
 * @param image [batch, inputs, height, width], the convolution's input
 * @param grad  [batch, outputs, outputHeight, outputWidth], of its output
 * @returns     [outputs, inputs, …kernelSize]
 */
function kernelGradient(
  image: Tensor,
  grad: Tensor,
  kernelSize: readonly number[],
  { stride, padding, dilation }: Geometry,
): Tensor {
  const swap = (tensor: Tensor) => transpose(tensor, [1, 0, 2, 3]);
  const taps = conv(swap(image), swap(grad), undefined, { stride: dilation, padding, dilation: stride });
  return swap(slice(taps, [0, 0, 0, 0], [taps.shape[0] as number, taps.shape[1] as number, ...kernelSize])); // a stride that does not fit leaves taps over
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
