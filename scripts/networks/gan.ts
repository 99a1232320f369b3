/**
 * A convolutional generator and discriminator of 28×28 images (after DCGAN: Radford et al. 2016). The generator grows
 * its image by depth-to-space, which every backend computes alike, where DCGAN has transposed convolutions.
 */
import { leakyRelu, sigmoid } from '#scripts/graph/ops/activation.ts';
import { add, mul } from '#scripts/graph/ops/elementwise.ts';
import { concat, reshape } from '#scripts/graph/ops/layout.ts';
import { matMul } from '#scripts/graph/ops/matrix.ts';
import { sum } from '#scripts/graph/ops/reduction.ts';
import { depthToSpace } from '#scripts/graph/ops/resampling.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import type { Symbolic, Weights } from './params.ts';

export interface GanShape {
  readonly latentDim: number;
  /** 0 for a network that is not told the class. */
  readonly classes: number;
  /** Channels of the generator's images of 7, 14 and 28 pixels. */
  readonly generatorChannels: readonly [number, number, number];
  /** Channels of the discriminator's images of 14, 7 and 4 pixels. */
  readonly discriminatorChannels: readonly [number, number, number];
}

export type GeneratorParams = {
  readonly dense: DenseParams;
  readonly conv7: ConvParams;
  readonly conv14: ConvParams;
  readonly conv28: ConvParams;
};

export type DiscriminatorParams = {
  readonly conv14: ConvParams;
  readonly conv7: ConvParams;
  readonly conv4: ConvParams;
  readonly score: DenseParams;
  /** [classes, features]; of no rows in a network that is not told the class. */
  readonly classes: readonly Weights[];
};

export type GanParams = {
  readonly generator: GeneratorParams;
  readonly discriminator: DiscriminatorParams;
};

const SLOPE = 0.2;

export function initGan(random: RandomStream, shape: GanShape): GanParams {
  const { latentDim, classes } = shape;
  const [g7, g14, g28] = shape.generatorChannels;
  const [d14, d7, d4] = shape.discriminatorChannels;
  const features = d4 * 4 * 4;
  return {
    generator: {
      dense: initDense(random, latentDim + classes, g7 * 7 * 7),
      conv7: initConv(random, { inputs: g7, outputs: 4 * g14, kernel: 3 }),
      conv14: initConv(random, { inputs: g14, outputs: 4 * g28, kernel: 3 }),
      conv28: inkless(initConv(random, { inputs: g28, outputs: 1, kernel: 3 }, 1)),
    },
    discriminator: {
      conv14: initConv(random, { inputs: 1, outputs: d14, kernel: 4 }),
      conv7: initConv(random, { inputs: d14, outputs: d7, kernel: 4 }),
      conv4: initConv(random, { inputs: d7, outputs: d4, kernel: 3 }),
      score: initDense(random, features, 1, 1),
      classes:
        classes === 0
          ? []
          : [
              {
                shape: [classes, features],
                values: Float32Array.from(
                  { length: classes * features },
                  () => random.normal() / Math.sqrt(features),
                ),
              },
            ],
    },
  };
}

/** Starts from mostly white paper, which else is the first thing that a generator has to learn. */
function inkless({ weight, bias }: ConvParams): ConvParams {
  return { weight, bias: { shape: bias.shape, values: bias.values.map(() => -3) } };
}

/**
 * @param z [batch, latentDim]
 * @param y [batch, classes] one-hot, for a network that is told the class
 * @returns x_mean [batch, 784] in (0, 1)
 */
export function generate(generator: Symbolic<GeneratorParams>, z: Tensor, y?: Tensor): Tensor {
  const batch = z.shape[0]!;
  const { dense, conv7, conv14, conv28 } = generator;
  const active = (x: Tensor) => leakyRelu(x, SLOPE);
  const seed = active(applyDense(dense, y ? concat([z, y], 1) : z));
  const image7 = reshape(seed, [batch, (seed.shape[1] as number) / 49, 7, 7]);
  const image14 = active(depthToSpace(applyConv(conv7, image7), 2));
  const image28 = active(depthToSpace(applyConv(conv14, image14), 2));
  return reshape(sigmoid(applyConv(conv28, image28)), [batch, 784]);
}

/**
 * The logit of "real"; with classes the projection discriminator (Miyato & Koyama 2018, equation 3).
 *
 * @param x [batch, 784]
 * @param y [batch, classes] one-hot, for a network that is told the class
 * @returns [batch]
 */
export function discriminate(discriminator: Symbolic<DiscriminatorParams>, x: Tensor, y?: Tensor): Tensor {
  const batch = x.shape[0]!;
  const { conv14, conv7, conv4, score, classes } = discriminator;
  const halved = (params: Symbolic<ConvParams>, image: Tensor) =>
    leakyRelu(applyConv(params, image, { stride: 2, padding: 1 }), SLOPE);
  const image4 = halved(conv4, halved(conv7, halved(conv14, reshape(x, [batch, 1, 28, 28]))));
  const features = reshape(image4, [batch, score.weight.shape[0]!]);
  const plain = reshape(applyDense(score, features), [batch]);
  const [table] = classes;
  if (!y || !table) return plain;
  return add(plain, sum(mul(matMul(y, table), features), [1]));
}
