/**
 * A convolutional generator and discriminator of 28×28 images (DCGAN: Radford et al. 2016): normalised batches and ReLU
 * in the one, strides and leaky ReLU in the other. The generator grows its image by depth-to-space, which every backend
 * computes alike, where DCGAN has transposed convolutions.
 */
import { leakyRelu, relu, sigmoid } from '#scripts/graph/ops/activation.ts';
import { add, mul } from '#scripts/graph/ops/elementwise.ts';
import { concat, reshape } from '#scripts/graph/ops/layout.ts';
import { matMul } from '#scripts/graph/ops/matrix.ts';
import { sum } from '#scripts/graph/ops/reduction.ts';
import { depthToSpace } from '#scripts/graph/ops/resampling.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import { applyBatchNorm, initBatchNorm, type BatchNormForm, type BatchNormParams } from './normalization.ts';
import type { Symbolic, Weights } from './params.ts';

export interface GanShape {
  readonly latentDim: number;
  /** 0 for networks that are not told the class. */
  readonly classes: number;
  /** Channels of the generator's images of 7 and 14 pixels. */
  readonly generatorChannels: readonly [number, number];
  /** Channels of the discriminator's images of 14, 7 and 4 pixels. */
  readonly discriminatorChannels: readonly [number, number, number];
}

export type GeneratorParams = {
  readonly dense: DenseParams;
  readonly norm7: BatchNormParams;
  readonly conv14: ConvParams;
  readonly norm14: BatchNormParams;
  readonly conv28: ConvParams;
};

export type DiscriminatorParams = {
  readonly conv14: ConvParams;
  readonly conv7: ConvParams;
  readonly conv4: ConvParams;
  readonly score: DenseParams;
  /** [classes, features]; none in a network that is not told the class. */
  readonly classes: readonly Weights[];
};

export type GanParams = {
  readonly generator: GeneratorParams;
  readonly discriminator: DiscriminatorParams;
};

const SLOPE = 0.2;

export function initGan(random: RandomStream, shape: GanShape): GanParams {
  const { latentDim, classes } = shape;
  const [g7, g14] = shape.generatorChannels;
  const [d14, d7, d4] = shape.discriminatorChannels;
  const features = d4 * 4 * 4;
  return {
    generator: {
      dense: initDense(random, latentDim + classes, g7 * 7 * 7),
      norm7: initBatchNorm(g7),
      conv14: initConv(random, { inputs: g7, outputs: 4 * g14, kernel: 3 }),
      norm14: initBatchNorm(g14),
      conv28: initConv(random, { inputs: g14, outputs: 4, kernel: 3 }, 1),
    },
    discriminator: {
      conv14: initConv(random, { inputs: 1, outputs: d14, kernel: 4 }),
      conv7: initConv(random, { inputs: d14, outputs: d7, kernel: 4 }),
      conv4: initConv(random, { inputs: d7, outputs: d4, kernel: 3 }),
      score: initDense(random, features, 1, 1),
      classes: classes === 0 ? [] : [initClasses(random, classes, features)],
    },
  };
}

function initClasses(random: RandomStream, classes: number, features: number): Weights {
  const deviation = 1 / Math.sqrt(features);
  return {
    shape: [classes, features],
    values: Float32Array.from({ length: classes * features }, () => deviation * random.normal()),
  };
}

/**
 * @param z     [batch, latentDim]
 * @param y     [batch, classes] one-hot, for a network that is told the class
 * @param norm  normalisation in its form of use or of training
 * @returns     x_mean [batch, 784] in (0, 1)
 */
export function generate(
  { dense, norm7, conv14, norm14, conv28 }: Symbolic<GeneratorParams>,
  z: Tensor,
  y?: Tensor,
  norm: BatchNormForm = applyBatchNorm,
): Tensor {
  const batch = z.shape[0]!;
  const seed = applyDense(dense, y ? concat([z, y], 1) : z);
  const image7 = relu(norm(norm7, reshape(seed, [batch, (seed.shape[1] as number) / 49, 7, 7])));
  const image14 = relu(norm(norm14, depthToSpace(applyConv(conv14, image7), 2)));
  return reshape(sigmoid(depthToSpace(applyConv(conv28, image14), 2)), [batch, 784]);
}

/**
 * The logit of "real", or a critic's value; with classes by projection (Miyato & Koyama 2018, equation 3).
 *
 * @param x [batch, 784]
 * @param y [batch, classes] one-hot, for a network that is told the class
 * @returns [batch]
 */
export function discriminate(
  { conv14, conv7, conv4, score, classes }: Symbolic<DiscriminatorParams>,
  x: Tensor,
  y?: Tensor,
): Tensor {
  const batch = x.shape[0]!;
  const halved = (params: Symbolic<ConvParams>, image: Tensor) =>
    leakyRelu(applyConv(params, image, { stride: 2, padding: 1 }), SLOPE);
  const image4 = halved(conv4, halved(conv7, halved(conv14, reshape(x, [batch, 1, 28, 28]))));
  const features = reshape(image4, [batch, score.weight.shape[0]!]);
  const plain = reshape(applyDense(score, features), [batch]);
  const [table] = classes;
  return y && table ? add(plain, sum(mul(matMul(y, table), features), [1])) : plain;
}
