/** An autoencoder of fully connected layers (Hinton & Salakhutdinov 2006). */
import { sigmoid, silu } from '#scripts/graph/ops/activation.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import type { Symbolic } from './params.ts';

export interface AutoencoderShape {
  /** Pixels of an image. */
  readonly inputDim: number;
  /** Sizes of the encoder's hidden layers, from the image to the code. */
  readonly encoderDims: readonly number[];
  readonly latentDim: number;
  /** Sizes of the decoder's hidden layers, from the code to the image. */
  readonly decoderDims: readonly number[];
}

export type AutoencoderParams = {
  readonly encoder: readonly DenseParams[];
  readonly decoder: readonly DenseParams[];
};

export function initAutoencoder(random: RandomStream, shape: AutoencoderShape): AutoencoderParams {
  const { inputDim, encoderDims, latentDim, decoderDims } = shape;
  return {
    encoder: initLayers(random, [inputDim, ...encoderDims, latentDim]),
    decoder: initLayers(random, [latentDim, ...decoderDims, inputDim]),
  };
}

/**
 * @param x [batch, inputDim]
 * @returns z [batch, latentDim], unbounded
 */
export function encode({ encoder }: Symbolic<AutoencoderParams>, x: Tensor): Tensor {
  return applyLayers(encoder, x);
}

/**
 * @param z [batch, latentDim]
 * @returns x_mean [batch, inputDim] in (0, 1)
 */
export function decode({ decoder }: Symbolic<AutoencoderParams>, z: Tensor): Tensor {
  return sigmoid(applyLayers(decoder, z));
}

/** Dense layers from the first size to the last, the last one without a nonlinearity after it. */
export function initLayers(random: RandomStream, dims: readonly number[]): readonly DenseParams[] {
  return dims.slice(1).map((outputDim, index) => {
    const isLast = index === dims.length - 2;
    return initDense(random, dims[index]!, outputDim, isLast ? 1 : Math.SQRT2);
  });
}

/** SiLU between layers; none after the last. */
export function applyLayers(layers: readonly Symbolic<DenseParams>[], x: Tensor): Tensor {
  return layers.reduce((hidden, layer, index) => {
    const output = applyDense(layer, hidden);
    return index === layers.length - 1 ? output : silu(output);
  }, x);
}
