/**
 * Convolutions over images, [batch, channels, height, width]. Deep learning's convolution is a cross-correlation: the
 * kernel is not flipped.
 */
import { formatShape, GraphError, staticShape, type Dimension } from '../shape.ts';
import { applyOperator, type Tensor } from '../tensor.ts';
import { slice, transpose } from './layout.ts';
import { sum } from './reduction.ts';

/** The same along both axes. */
export interface ConvolutionOptions {
  readonly stride?: number;
  /** Zeros around the image. */
  readonly padding?: number;
  /** Distance between a kernel's taps. */
  readonly dilation?: number;
}

type Geometry = Required<ConvolutionOptions>;

const withDefaults = ({ stride = 1, padding = 0, dilation = 1 }: ConvolutionOptions): Geometry => ({
  stride,
  padding,
  dilation,
});

/**
 * @param x      [batch, inputs, height, width]
 * @param kernel [outputs, inputs, kernelHeight, kernelWidth]
 * @param bias   [outputs]
 * @returns      [batch, outputs, ⌊(height + 2 padding − dilation (kernelHeight − 1) − 1) / stride⌋ + 1, …]
 */
export function conv(x: Tensor, kernel: Tensor, bias?: Tensor, options: ConvolutionOptions = {}): Tensor {
  const geometry = withDefaults(options);
  const [batch, inputs, ...size] = imageShape('Conv', x);
  const [outputs, kernelInputs, ...kernelSize] = staticShape('Conv', imageShape('Conv', kernel));
  checkChannels('Conv', x, kernel, inputs, kernelInputs, bias, outputs!);
  const outputSize = staticShape('Conv', size).map((length, axis) => {
    const { stride, padding, dilation } = geometry;
    const result = Math.floor((length + 2 * padding - dilation * (kernelSize[axis]! - 1) - 1) / stride) + 1;
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
 * @returns      [batch, outputs, stride (height − 1) + dilation (kernelHeight − 1) + 1 − 2 padding, …]
 */
export function convTranspose(
  x: Tensor,
  kernel: Tensor,
  bias?: Tensor,
  options: TransposedOptions = {},
): Tensor {
  const geometry = withDefaults(options);
  const { stride, padding, dilation } = geometry;
  const [batch, inputs, ...size] = imageShape('ConvTranspose', x);
  const [kernelInputs, outputs, ...kernelSize] = staticShape(
    'ConvTranspose',
    imageShape('ConvTranspose', kernel),
  );
  checkChannels('ConvTranspose', x, kernel, inputs, kernelInputs, bias, outputs!);
  const smallest = staticShape('ConvTranspose', size).map(
    (length, axis) => stride * (length - 1) + dilation * (kernelSize[axis]! - 1) + 1 - 2 * padding,
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
    pads: { ints: [padding, padding, padding, padding] },
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
