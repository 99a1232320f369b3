/** The autoencoder without nonlinearities, whose best code spans the principal components (Baldi & Hornik 1989). */
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import type { Symbolic } from './params.ts';

export type LinearAutoencoderParams = { readonly encoder: DenseParams; readonly decoder: DenseParams };

/** Encoder and decoder with weights of their own. */
export function initLinearAutoencoder(
  random: RandomStream,
  inputDim: number,
  latentDim: number,
): LinearAutoencoderParams {
  return {
    encoder: initDense(random, inputDim, latentDim, 1),
    decoder: initDense(random, latentDim, inputDim, 0.5), // pixels vary by a third; a code of variance 1 should too
  };
}

/**
 * @param x [batch, inputDim]
 * @returns z [batch, latentDim]
 */
export const encodeLinear = ({ encoder }: Symbolic<LinearAutoencoderParams>, x: Tensor): Tensor =>
  applyDense(encoder, x);

/**
 * @param z [batch, latentDim]
 * @returns x_mean [batch, inputDim], not limited to [0, 1]
 */
export const decodeLinear = ({ decoder }: Symbolic<LinearAutoencoderParams>, z: Tensor): Tensor =>
  applyDense(decoder, z);
