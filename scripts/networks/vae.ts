/** A variational autoencoder of fully connected layers: Gaussian codes, Bernoulli pixels (Kingma & Welling 2014). */
import { add, clip, exp, mul, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { concat, slice } from '#scripts/graph/ops/layout.ts';
import { sum } from '#scripts/graph/ops/reduction.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyLayers, initLayers, type AutoencoderParams, type AutoencoderShape } from './autoencoder.ts';
import { initDense } from './dense.ts';
import type { Symbolic, Weights } from './params.ts';

export interface VaeShape extends AutoencoderShape {
  /** Classes that encoder and decoder are told of (Kingma et al. 2014, model M2); without them there is no label. */
  readonly classes?: number;
  /**
   * Deviation of the decoder's first weights and biases. Of few latents each unit sees little; with biases of 0 the
   * bends of all would meet in the origin, while codes lie all around it.
   */
  readonly spread?: number;
}

/** The encoder's last layer gives mean and log variance side by side. */
export type VaeParams = AutoencoderParams;

export interface Posterior {
  /** [batch, latentDim] */
  readonly mean: Tensor;
  /** [batch, latentDim] */
  readonly logVar: Tensor;
}

/** The posterior starts near the prior: the last layer of the encoder has small weights. */
export function initVae(random: RandomStream, shape: VaeShape): VaeParams {
  const { inputDim, encoderDims, latentDim, decoderDims, classes = 0, spread } = shape;
  const hidden = [inputDim + classes, ...encoderDims];
  const [first, ...others] = initLayers(random, [latentDim + classes, ...decoderDims, inputDim]);
  const drawn = ({ shape: size, values }: Weights) => ({
    shape: size,
    values: values.map(() => spread! * random.normal()),
  });
  return {
    encoder: [...initLayers(random, hidden), initDense(random, hidden.at(-1)!, 2 * latentDim, 0.1)],
    decoder: [
      spread === undefined ? first! : { weight: drawn(first!.weight), bias: drawn(first!.bias) },
      ...others,
    ],
  };
}

/**
 * @param x [batch, inputDim]
 * @param y [batch, classes], one-hot, where the network has classes
 * @returns q(z|x) or q(z|x, y); log variances are kept within ±10, where float32 keeps their exponentials
 */
export function encodeGaussian({ encoder }: Symbolic<VaeParams>, x: Tensor, y?: Tensor): Posterior {
  const output = applyLayers(encoder, withLabels(x, y));
  const [batch, width] = output.shape as readonly [number | string, number];
  const rows = typeof batch === 'number' ? batch : 0; // a free size is taken whole
  return {
    mean: slice(output, [0, 0], [rows, width / 2]),
    logVar: clip(slice(output, [0, width / 2], [rows, width]), -10, 10),
  };
}

/**
 * @param z [batch, latentDim]
 * @param y [batch, classes], one-hot, where the network has classes
 * @returns logits [batch, inputDim]
 */
export function decodeLogits({ decoder }: Symbolic<VaeParams>, z: Tensor, y?: Tensor): Tensor {
  return applyLayers(decoder, withLabels(z, y));
}

const withLabels = (values: Tensor, y: Tensor | undefined) => (y ? concat([values, y], 1) : values);

/** z = μ + σ ε: a sample through which gradients flow (Kingma & Welling 2014, section 2.4). */
export function reparameterize({ mean, logVar }: Posterior, epsilon: Tensor): Tensor {
  return add(mean, mul(exp(mul(logVar, 0.5)), epsilon));
}

/**
 * KL(q ‖ N(0, I)) of each image, in nats (Kingma & Welling 2014, appendix B).
 *
 * @returns [batch]
 */
export function klToStandardNormal({ mean, logVar }: Posterior): Tensor {
  return mul(sum(sub(add(square(mean), exp(logVar)), add(logVar, 1)), [1]), 0.5);
}

/**
 * log p(z) − log q(z|x) of z = μ + σ ε: its mean over ε is the negative KL divergence.
 *
 * @returns [batch]
 */
export function logPriorRatio({ logVar }: Posterior, z: Tensor, epsilon: Tensor): Tensor {
  return mul(sum(sub(add(logVar, square(epsilon)), square(z)), [1]), 0.5);
}
