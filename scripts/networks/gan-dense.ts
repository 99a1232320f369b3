/** Generator and discriminator of fully connected layers (Goodfellow et al. 2014). */
import { reshape } from '#scripts/graph/ops/layout.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyLayers, initLayers } from './autoencoder.ts';
import type { DenseParams } from './dense.ts';
import type { Symbolic } from './params.ts';

export interface DenseGanShape {
  readonly latentDim: number;
  /** Sizes of the generator's hidden layers, from the latent to the example. */
  readonly generatorDims: readonly number[];
  /** Numbers of an example. */
  readonly dataDim: number;
  /** Sizes of the discriminator's hidden layers, from the example to the score. */
  readonly discriminatorDims: readonly number[];
}

export type DenseGanParams = {
  readonly generator: readonly DenseParams[];
  readonly discriminator: readonly DenseParams[];
};

export function initDenseGan(random: RandomStream, shape: DenseGanShape): DenseGanParams {
  const { latentDim, generatorDims, dataDim, discriminatorDims } = shape;
  return {
    generator: initLayers(random, [latentDim, ...generatorDims, dataDim]),
    discriminator: initLayers(random, [dataDim, ...discriminatorDims, 1]),
  };
}

/**
 * @param z [batch, latentDim]
 * @returns x [batch, dataDim], unbounded
 */
export function generateDense(generator: Symbolic<DenseGanParams['generator']>, z: Tensor): Tensor {
  return applyLayers(generator, z);
}

/**
 * @param x [batch, dataDim]
 * @returns [batch], larger for what looks real: the logit of a discriminator, the value of a critic
 */
export function scoreDense(discriminator: Symbolic<DenseGanParams['discriminator']>, x: Tensor): Tensor {
  return reshape(applyLayers(discriminator, x), [x.shape[0]!]);
}
