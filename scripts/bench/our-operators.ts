import { leakyRelu, relu, sigmoid, silu, softplus } from '#scripts/graph/ops/activation.ts';
import { conv } from '#scripts/graph/ops/convolution.ts';
import { add, exp, mul, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { reshape, slice } from '#scripts/graph/ops/layout.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { depthToSpace } from '#scripts/graph/ops/resampling.ts';
import { constant, type Tensor } from '#scripts/graph/tensor.ts';
import { LEAK, type Operators } from './operators.ts';

export const ourOperators: Operators<Tensor> = {
  dense: (x, weight, bias) => gemm(x, weight, bias),
  conv: (image, kernel, bias, geometry) => conv(image, kernel, bias, geometry),
  depthToSpace,
  toImage: (x, channels, height, width) => reshape(x, [x.shape[0]!, channels, height, width]),
  flatten: (image) => {
    const [batch, channels, height, width] = image.shape as [number, number, number, number];
    return reshape(image, [batch, channels * height * width]);
  },
  columns: (x, from, to) => slice(x, [0, from], [x.shape[0] as number, to]),
  relu,
  leakyRelu: (x) => leakyRelu(x, LEAK),
  silu,
  sigmoid,
  softplus,
  exp,
  square,
  add,
  sub,
  mul,
  scale: (x, factor) => mul(x, factor),
  mask: (kernel, taps) =>
    mul(kernel, constant(Float32Array.from(taps.flat()), [1, 1, taps.length, taps[0]!.length])),
  mean: (x) => mean(x),
};
