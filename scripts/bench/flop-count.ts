/** Counts the multiplications and additions of a training step's products: a third engine, whose values are shapes. */
import type { Operators } from './operators.ts';

export interface Counted {
  readonly shape: readonly number[];
  /** Whether a gradient is asked for: of the value itself, or of what it was computed from. */
  readonly needsGradient: boolean;
}

export interface FlopCounter {
  readonly operators: Operators<Counted>;
  /** Of products forward, and of those that give the gradients of what needs one. */
  count(): { readonly forward: number; readonly backward: number };
}

export function flopCounter(): FlopCounter {
  let [forward, backward] = [0, 0];
  const product = (flops: number, shape: readonly number[], factors: readonly Counted[]): Counted => {
    const wanted = factors.filter(({ needsGradient }) => needsGradient).length;
    forward += flops;
    backward += flops * wanted;
    return { shape, needsGradient: wanted > 0 };
  };
  const same = (x: Counted): Counted => x;
  const both = (a: Counted, b: Counted): Counted => ({
    shape: a.shape,
    needsGradient: a.needsGradient || b.needsGradient,
  });
  const reshaped = (x: Counted, shape: readonly number[]): Counted => ({ ...x, shape });

  const operators: Operators<Counted> = {
    dense(x, weight) {
      const [batch, inputs] = x.shape as [number, number];
      const outputs = weight.shape[1]!;
      return product(2 * batch * inputs * outputs, [batch, outputs], [x, weight]);
    },
    conv(image, kernel, _bias, { stride, padding: [top, left, bottom, right] }) {
      const [batch, inputs, height, width] = image.shape as [number, number, number, number];
      const [outputs, , rows, columns] = kernel.shape as [number, number, number, number];
      const outputHeight = Math.floor((height + top + bottom - rows) / stride) + 1;
      const outputWidth = Math.floor((width + left + right - columns) / stride) + 1;
      const pixels = batch * outputHeight * outputWidth;
      const shape = [batch, outputs, outputHeight, outputWidth];
      return product(2 * pixels * inputs * outputs * rows * columns, shape, [image, kernel]);
    },
    depthToSpace(image, factor) {
      const [batch, depth, height, width] = image.shape as [number, number, number, number];
      return reshaped(image, [batch, depth / factor ** 2, factor * height, factor * width]);
    },
    toImage: (x, ...size) => reshaped(x, [x.shape[0]!, ...size]),
    flatten: (image) =>
      reshaped(image, [image.shape[0]!, image.shape.slice(1).reduce((product, size) => product * size, 1)]),
    columns: (x, from, to) => reshaped(x, [x.shape[0]!, to - from]),
    relu: same,
    leakyRelu: same,
    silu: same,
    sigmoid: same,
    softplus: same,
    exp: same,
    square: same,
    add: both,
    sub: both,
    mul: both,
    scale: same,
    mask: same,
    mean: (x) => reshaped(x, []),
  };
  return { operators, count: () => ({ forward, backward }) };
}
