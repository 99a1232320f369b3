import { grad as jaxGrad, init, lax, nn, numpy as np } from '@jax-js/jax';
import { beforeAll, describe, it } from 'vitest';
import { grad } from '#scripts/graph/grad.ts';
import { leakyRelu } from '#scripts/graph/ops/activation.ts';
import { conv, convTranspose, maskedConv, type Padding } from '#scripts/graph/ops/convolution.ts';
import { add, mul, sqrt, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { batchNorm, batchNormBy, groupNorm, layerNorm } from '#scripts/graph/ops/normalization.ts';
import { averagePool, maxPool } from '#scripts/graph/ops/pooling.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { depthToSpace, resizeNearest, spaceToDepth } from '#scripts/graph/ops/resampling.ts';
import { constant, type Tensor } from '#scripts/graph/tensor.ts';
import { checkGradient, type GradientCase } from './gradient-check.ts';

const perChannel = (values: np.Array) => values.reshape([1, -1, 1, 1]);

const cases: Record<string, GradientCase> = {
  ...convolutions(),
  ...channelCounts(),
  ...maskedConvolutions(),
  ...poolings(),
  ...resamplings(),
  ...normalizations(),
  ...secondDerivatives(),
};

/** On odd sizes, where a stride leaves pixels over, and on kernels that are not square. */
function convolutions(): Record<string, GradientCase> {
  const made: Record<string, GradientCase> = {};
  for (const { stride, padding, dilation } of [
    { stride: 1, padding: [0, 0, 0, 0], dilation: 1 },
    { stride: 1, padding: [1, 1, 1, 1], dilation: 1 },
    { stride: 2, padding: [1, 1, 1, 1], dilation: 1 },
    { stride: 3, padding: [2, 2, 2, 2], dilation: 1 },
    { stride: 1, padding: [2, 2, 2, 2], dilation: 2 },
    { stride: 2, padding: [2, 2, 2, 2], dilation: 2 },
    { stride: 1, padding: [2, 1, 0, 0], dilation: 1 },
    { stride: 2, padding: [0, 1, 2, 0], dilation: 1 },
  ] satisfies { stride: number; padding: Padding; dilation: number }[]) {
    const options = { stride, padding: padding as Padding, dilation };
    const [top, left, bottom, right] = padding as Padding;
    const name = `stride ${stride}, padding ${padding.join(' ')}, dilation ${dilation}`;
    made[`conv, ${name}`] = {
      shapes: [[2, 3, 7, 8], [4, 3, 3, 2], [4]],
      range: [-0.5, 0.5],
      graph: (x, kernel, b) => conv(x, kernel, b, options),
      jax: (x, kernel, b) =>
        lax
          .convGeneralDilated(
            x,
            kernel,
            [stride, stride],
            [
              [top, bottom],
              [left, right],
            ],
            { rhsDilation: [dilation, dilation] },
          )
          .add(perChannel(b)),
    };
    const turned = (reach: number, before: number, after: number): [number, number] => [
      dilation * reach - before,
      dilation * reach - after,
    ];
    made[`convTranspose, ${name}`] = {
      shapes: [[2, 3, 4, 5], [3, 2, 3, 2], [2]],
      range: [-0.5, 0.5],
      graph: (x, kernel, b) => convTranspose(x, kernel, b, options),
      // By its definition: the image is dilated by the stride, the kernel flipped, and the padding turned inside out.
      jax: (x, kernel, b) =>
        lax
          .convGeneralDilated(
            x,
            np.flip(np.transpose(kernel, [1, 0, 2, 3]), [2, 3]),
            [1, 1],
            [turned(2, top, bottom), turned(1, left, right)],
            { lhsDilation: [stride, stride], rhsDilation: [dilation, dilation] },
          )
          .add(perChannel(b)),
    };
  }
  return made;
}

/** Which way a gradient is computed hangs on the channels: few or many, more read than written or fewer. */
function channelCounts(): Record<string, GradientCase> {
  const made: Record<string, GradientCase> = {};
  for (const [inputs, outputs] of [
    [1, 3],
    [3, 1],
    [3, 3],
    [17, 17],
    [18, 17],
  ] as const) {
    for (const { stride, padding, dilation, kernel } of [
      { stride: 1, padding: 1, dilation: 2, kernel: [2, 1] },
      { stride: 1, padding: 2, dilation: 1, kernel: [1, 2] },
      { stride: 2, padding: 0, dilation: 1, kernel: [1, 2] },
      { stride: 2, padding: 2, dilation: 3, kernel: [2, 1] },
      { stride: 1, padding: 0, dilation: 1, kernel: [1, 1] },
    ] as const) {
      const name = `${inputs} to ${outputs} channels, kernel ${kernel.join(' × ')}, stride ${stride}, padding ${padding}, dilation ${dilation}`;
      made[`conv, ${name}`] = {
        shapes: [
          [2, inputs, 3, 4],
          [outputs, inputs, ...kernel],
        ],
        range: [-0.5, 0.5],
        graph: (x, weight) => conv(x, weight, undefined, { stride, padding, dilation }),
        jax: (x, weight) =>
          lax.convGeneralDilated(
            x,
            weight,
            [stride, stride],
            [
              [padding, padding],
              [padding, padding],
            ],
            { rhsDilation: [dilation, dilation] },
          ),
      };
    }
  }
  return made;
}

/** Against a whole kernel, its rows below the centre too, under the mask as the paper draws it. */
function maskedConvolutions(): Record<string, GradientCase> {
  const ones = (mask: readonly (readonly number[])[]) =>
    np.array(mask.map((row) => [...row])).reshape([1, 1, mask.length, mask[0]!.length]);
  const against = (
    kernelShape: readonly number[],
    mask: 'A' | 'B',
    drawn: readonly (readonly number[])[],
  ): GradientCase => ({
    shapes: [[2, 2, 5, 4], kernelShape, [3]],
    range: [-0.5, 0.5],
    graph: (x, kernel, b) => maskedConv(x, kernel, b, mask),
    jax: (x, kernel, b) => {
      const [, , rows, columns] = kernelShape as [number, number, number, number];
      const whole = np.pad(kernel, [
        [0, 0],
        [0, 0],
        [0, rows - 1],
        [0, 0],
      ]);
      const reach = (columns - 1) / 2;
      return lax
        .convGeneralDilated(
          x,
          whole.mul(ones(drawn)),
          [1, 1],
          [
            [rows - 1, rows - 1],
            [reach, reach],
          ],
        )
        .add(perChannel(b));
    },
  });
  return {
    'maskedConv, mask A': against([3, 2, 2, 3], 'A', [
      [1, 1, 1],
      [1, 0, 0],
      [0, 0, 0],
    ]),
    'maskedConv, mask B': against([3, 2, 2, 3], 'B', [
      [1, 1, 1],
      [1, 1, 0],
      [0, 0, 0],
    ]),
    'maskedConv, 5 × 5, mask B': against([3, 2, 3, 5], 'B', [
      [1, 1, 1, 1, 1],
      [1, 1, 1, 1, 1],
      [1, 1, 1, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]),
    'maskedConv, one row, mask A': against([3, 2, 1, 3], 'A', [[1, 0, 0]]),
  };
}

/** Windows side by side: [batch, channels, rows, window, columns, window] of what they cover. */
const windows = (x: np.Array, window: number, rows: number, columns: number) => {
  const [batch, channels] = x.shape as [number, number];
  return x
    .slice([], [], [0, rows * window], [0, columns * window])
    .reshape([batch, channels, rows, window, columns, window]);
};

function poolings(): Record<string, GradientCase> {
  const made: Record<string, GradientCase> = {};
  for (const window of [1, 2, 3]) {
    const shape = [2, 3, 7, 8];
    const [rows, columns] = [Math.floor(7 / window), Math.floor(8 / window)];
    made[`maxPool, window ${window}`] = {
      shapes: [shape],
      range: [-20, 20], // so far apart that a finite difference does not change which is largest
      graph: (x) => maxPool(x, window),
      jax: (x) => np.max(windows(x, window, rows, columns), [3, 5]),
    };
    made[`averagePool, window ${window}`] = {
      shapes: [shape],
      graph: (x) => averagePool(x, window),
      jax: (x) => np.mean(windows(x, window, rows, columns), [3, 5]),
    };
  }
  return made;
}

function resamplings(): Record<string, GradientCase> {
  return {
    'resizeNearest by 2': {
      shapes: [[2, 3, 3, 5]],
      graph: (x) => resizeNearest(x, 2),
      jax: (x) => np.repeat(np.repeat(x, 2, 2), 2, 3),
    },
    'resizeNearest by 3': {
      shapes: [[1, 2, 1, 3]],
      graph: (x) => resizeNearest(x, 3),
      jax: (x) => np.repeat(np.repeat(x, 3, 2), 3, 3),
    },
    depthToSpace: {
      shapes: [[2, 12, 3, 5]],
      graph: (x) => depthToSpace(x, 2),
      jax: (x) => np.transpose(x.reshape([2, 2, 2, 3, 3, 5]), [0, 3, 4, 1, 5, 2]).reshape([2, 3, 6, 10]),
    },
    spaceToDepth: {
      shapes: [[2, 2, 6, 9]],
      graph: (x) => spaceToDepth(x, 3),
      jax: (x) => np.transpose(x.reshape([2, 2, 2, 3, 3, 3]), [0, 3, 5, 1, 2, 4]).reshape([2, 18, 2, 3]),
    },
  };
}

/** (x − mean) / √(variance + 10⁻⁵), which is what the papers write and each library's default ε. */
function standardized(x: np.Array, axes: number[]): np.Array {
  const centered = x.ref.sub(np.mean(x, axes, { keepdims: true }));
  const variance = np.mean(np.square(centered.ref), axes, { keepdims: true });
  return centered.div(np.sqrt(variance.add(1e-5)));
}

function normalizations(): Record<string, GradientCase> {
  const images = [[3, 2, 3, 5], [2], [2]];
  const of = (x: np.Array, scale: np.Array, shift: np.Array) =>
    x.mul(perChannel(scale)).add(perChannel(shift));
  return {
    'batchNorm of images': {
      shapes: images,
      graph: (x, scale, shift) => batchNorm(x, scale, shift).y,
      jax: (x, scale, shift) => of(standardized(x, [0, 2, 3]), scale, shift),
    },
    'batchNorm of vectors': {
      shapes: [[5, 3], [3], [3]],
      graph: (x, scale, shift) => batchNorm(x, scale, shift).y,
      jax: (x, scale, shift) => standardized(x, [0]).mul(scale).add(shift),
    },
    "batchNorm's mean": {
      shapes: images,
      graph: (x, scale, shift) => mul(batchNorm(x, scale, shift).mean, mul(scale, shift)),
      jax: (x, scale, shift) => np.mean(x, [0, 2, 3]).mul(scale).mul(shift),
    },
    "batchNorm's variance": {
      shapes: images,
      graph: (x, scale, shift) => mul(batchNorm(x, scale, shift).variance, mul(scale, shift)),
      jax: (x, scale, shift) =>
        np
          .mean(np.square(x.ref.sub(np.mean(x, [0, 2, 3], { keepdims: true }))), [0, 2, 3])
          .mul(scale)
          .mul(shift),
    },
    'batchNorm by given statistics': {
      shapes: [...images, [2], [2]],
      range: [0.5, 2],
      graph: batchNormBy,
      jax: (x, scale, shift, average, variance) =>
        of(x.sub(perChannel(average)).div(perChannel(np.sqrt(variance.add(1e-5)))), scale, shift),
    },
    layerNorm: {
      shapes: [[2, 3, 5], [5], [5]],
      graph: layerNorm,
      jax: (x, scale, shift) => standardized(x, [2]).mul(scale).add(shift),
    },
    'layerNorm over two axes': {
      shapes: [
        [2, 3, 5],
        [3, 5],
        [3, 5],
      ],
      graph: layerNorm,
      jax: (x, scale, shift) => standardized(x, [1, 2]).mul(scale).add(shift),
    },
    groupNorm: {
      shapes: [[2, 6, 3, 5], [6], [6]],
      graph: (x, scale, shift) => groupNorm(x, 3, scale, shift),
      jax: (x, scale, shift) =>
        of(standardized(x.reshape([2, 3, 30]), [2]).reshape([2, 6, 3, 5]), scale, shift),
    },
  };
}

/** Shifts by channel that hold units so far on or off that a finite difference does not switch them. */
const signs = (channels: number) =>
  Float32Array.from({ length: channels }, (_, i) => (i % 2 === 0 ? 20 : -20));
const onAndOff = (channels: number) => constant(signs(channels), [channels, 1, 1]);

/** The case's output is itself a gradient, as in a gradient penalty (Gulrajani et al. 2017). */
function secondDerivatives(): Record<string, GradientCase> {
  const ofSquares = (
    shapes: GradientCase['shapes'],
    graph: (...args: Tensor[]) => Tensor,
    jax: (...args: np.Array[]) => np.Array,
  ): GradientCase => ({
    shapes,
    range: [-1, 1],
    graph: (x, ...rest) => grad(sum(square(graph(x!, ...rest))), [x!])[0]!,
    jax: (x, ...rest) => jaxGrad((image: np.Array) => np.sum(np.square(jax(image, ...rest))))(x!) as np.Array,
  });
  return {
    'gradient penalty': {
      shapes: [[2, 1, 6, 5], [4, 1, 3, 3], [4], [2, 4, 2, 2], [2]],
      range: [-0.3, 0.3],
      graph(x, kernel, bias, kernel2, bias2) {
        const hidden = leakyRelu(add(conv(x, kernel, bias, { stride: 2, padding: 1 }), onAndOff(4)), 0.2);
        const scores = leakyRelu(add(conv(hidden, kernel2, bias2), onAndOff(2)), 0.2);
        const [slope] = grad(sum(scores), [x]);
        const norm = sqrt(sum(square(slope!), [1, 2, 3]));
        return add(mean(scores), mean(square(sub(norm, 1))));
      },
      jax(x, kernel, bias, kernel2, bias2) {
        const leaky = (a: np.Array, channels: number) =>
          nn.leakyRelu(a.add(np.array([...signs(channels)]).reshape([channels, 1, 1])), 0.2);
        const around: [number, number][] = [
          [1, 1],
          [1, 1],
        ];
        const critic = (image: np.Array) => {
          const hidden = lax.convGeneralDilated(image, kernel.ref, [2, 2], around).add(perChannel(bias.ref));
          const next = lax.convGeneralDilated(leaky(hidden, 4), kernel2.ref, [1, 1], 'VALID');
          return leaky(next.add(perChannel(bias2.ref)), 2);
        };
        const slope = jaxGrad((image: np.Array) => np.sum(critic(image)))(x.ref) as np.Array;
        const norm = np.sqrt(np.sum(np.square(slope), [1, 2, 3]));
        return np.mean(critic(x)).add(np.mean(np.square(norm.sub(1))));
      },
    },
    'second derivative of convTranspose': ofSquares(
      [
        [1, 2, 3, 2],
        [2, 2, 3, 3],
      ],
      (x, kernel) => convTranspose(x, kernel, undefined, { stride: 2, padding: 1 }),
      (x, kernel) =>
        lax.convGeneralDilated(
          x,
          np.flip(np.transpose(kernel, [1, 0, 2, 3]), [2, 3]),
          [1, 1],
          [
            [1, 1],
            [1, 1],
          ],
          { lhsDilation: [2, 2] },
        ),
    ),
    'second derivative of maxPool': {
      ...ofSquares(
        [[1, 2, 5, 4]],
        (x) => maxPool(x, 2),
        (x) => np.max(windows(x, 2, 2, 2), [3, 5]),
      ),
      range: [-20, 20],
    },
    'second derivative of averagePool': ofSquares(
      [[1, 2, 5, 4]],
      (x) => averagePool(x, 2),
      (x) => np.mean(windows(x, 2, 2, 2), [3, 5]),
    ),
    'second derivative of resizeNearest': ofSquares(
      [[1, 2, 2, 3]],
      (x) => resizeNearest(x, 2),
      (x) => np.repeat(np.repeat(x, 2, 2), 2, 3),
    ),
    'second derivative of batchNorm': ofSquares(
      [[3, 2, 2, 2], [3, 2, 2, 2], [2], [2]],
      (x, weights, scale, shift) => mul(batchNorm(x, scale, shift).y, weights),
      (x, weights, scale, shift) =>
        standardized(x, [0, 2, 3]).mul(perChannel(scale)).add(perChannel(shift)).mul(weights),
    ),
    'second derivative of layerNorm': ofSquares(
      [[2, 5], [2, 5], [5], [5]],
      (x, weights, scale, shift) => mul(layerNorm(x, scale, shift), weights),
      (x, weights, scale, shift) => standardized(x, [1]).mul(scale).add(shift).mul(weights),
    ),
  };
}

beforeAll(async () => {
  await init('wasm');
});

describe('the gradient agrees with finite differences and with jax-js:', () => {
  for (const [name, gradientCase] of Object.entries(cases)) it(name, () => checkGradient(gradientCase));
});
