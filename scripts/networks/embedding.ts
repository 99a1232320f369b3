/** A vector for each of a number of things: words, codes, classes, places. */
import { gather } from '#scripts/graph/ops/indexing.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { Symbolic, Weights } from './params.ts';

/** [count, dim] */
export type EmbeddingParams = { readonly table: Weights };

/** Vectors from N(0, deviation²). */
export function initEmbedding(
  random: RandomStream,
  count: number,
  dim: number,
  deviation = 1,
): EmbeddingParams {
  return {
    table: {
      shape: [count, dim],
      values: Float32Array.from({ length: count * dim }, () => deviation * random.normal()),
    },
  };
}

/**
 * @param things numbers from 0, int64 or whole float32, of any shape
 * @returns      [...shape of things, dim]
 */
export function applyEmbedding({ table }: Symbolic<EmbeddingParams>, things: Tensor): Tensor {
  return gather(table, things);
}
