/** A PixelCNN over grids of codes: the prior of a VQ-VAE (van den Oord et al. 2017, section 3.3). */
import { transpose } from '#scripts/graph/ops/layout.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyEmbedding, initEmbedding, type EmbeddingParams } from './embedding.ts';
import type { Symbolic } from './params.ts';
import { applyPixelCnn, initPixelCnn, type PixelCnnParams, type PixelCnnShape } from './pixelcnn.ts';

/** Of the PixelCNN, whose `inputs` are the numbers that stand for a code, and whose `outputs` are the kinds of codes. */
export type CodePriorShape = PixelCnnShape;

export type CodePriorParams = { readonly embedding: EmbeddingParams; readonly network: PixelCnnParams };

/**
 * As initialised, it knows how often each code occurs at each place.
 *
 * @param frequencies [places, codes], log-probabilities
 */
export function initCodePrior(
  random: RandomStream,
  shape: CodePriorShape,
  frequencies: Float32Array,
): CodePriorParams {
  const places = shape.height * shape.width;
  const byCode = frequencies.map(
    (_, at) => frequencies[(at % places) * shape.outputs + Math.floor(at / places)]!,
  ); // [codes, places]
  return {
    embedding: initEmbedding(random, shape.outputs, shape.inputs),
    network: initPixelCnn(random, shape, byCode),
  };
}

/**
 * @param codes [batch, height, width], whole numbers from 0
 * @returns     logits [batch, height, width, codes] of each, given the codes before it
 */
export function applyCodePrior({ embedding, network }: Symbolic<CodePriorParams>, codes: Tensor): Tensor {
  const vectors = transpose(applyEmbedding(embedding, codes), [0, 3, 1, 2]);
  return transpose(applyPixelCnn(network, vectors), [0, 2, 3, 1]);
}
