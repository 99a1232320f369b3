/** Attention: every place of a sequence or an image gathers from others what it needs (Vaswani et al. 2017). */
import { add, mul } from '#scripts/graph/ops/elementwise.ts';
import { reshape, split, transpose } from '#scripts/graph/ops/layout.ts';
import { matMul } from '#scripts/graph/ops/matrix.ts';
import { softmax } from '#scripts/graph/ops/softmax.ts';
import { GraphError, staticShape } from '#scripts/graph/shape.ts';
import { constant, type Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import type { Symbolic } from './params.ts';

/** Added to the logit of a place that must not be seen: its weight is then exactly 0. */
const HIDDEN = -1e9;

export interface Attended {
  /** [..., queries, valueDim] */
  readonly y: Tensor;
  /** [..., queries, keys], where each query looked: positive, with sum 1. */
  readonly weights: Tensor;
}

/**
 * Scaled dot-product attention, softmax(q kᵀ / √dim) v (Vaswani et al. 2017, equation 1).
 *
 * @param query [..., queries, dim]
 * @param key   [..., keys, dim]
 * @param value [..., keys, valueDim]
 * @param bias  added to the logits, broadcast over [..., queries, keys]
 */
export function attend(query: Tensor, key: Tensor, value: Tensor, bias?: Tensor): Attended {
  const rank = key.shape.length;
  const keyColumns = transpose(key, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
  const scaled = mul(query, 1 / Math.sqrt(query.shape.at(-1) as number));
  const logits = matMul(scaled, keyColumns);
  const weights = softmax(bias ? add(logits, bias) : logits);
  return { y: matMul(weights, value), weights };
}

export type SelfAttentionParams = {
  /** [dim → 3 · dim], queries, keys and values one after another. */
  readonly project: DenseParams;
  readonly merge: DenseParams;
};

export function initSelfAttention(random: RandomStream, dim: number): SelfAttentionParams {
  return { project: initDense(random, dim, 3 * dim, 1), merge: initDense(random, dim, dim, 1) };
}

/**
 * Multi-head self-attention.
 *
 * @param x      [batch, steps, dim]
 * @param heads  that dim is divided among
 * @param causal lets no step see a later one
 * @returns      [batch, steps, dim]
 */
export function applySelfAttention(
  { project, merge }: Symbolic<SelfAttentionParams>,
  x: Tensor,
  { heads, causal }: { readonly heads: number; readonly causal: boolean },
): Tensor {
  const [batch] = x.shape;
  const [steps, dim] = staticShape('applySelfAttention', x.shape.slice(1)) as [number, number];
  if (dim % heads !== 0)
    throw new GraphError(`applySelfAttention: ${dim} features do not make ${heads} heads alike.`);
  const [query, key, value] = split(applyDense(project, x), [dim, dim, dim], 2).map((part) =>
    transpose(reshape(part, [batch!, steps, heads, dim / heads]), [0, 2, 1, 3]),
  ) as [Tensor, Tensor, Tensor];
  const { y } = attend(query, key, value, causal ? hideLater(steps) : undefined); // [batch, heads, steps, dim / heads]
  return applyDense(merge, reshape(transpose(y, [0, 2, 1, 3]), x.shape));
}

/** [steps, steps]: what is added to the logit of a step, by row, for another, by column. */
function hideLater(steps: number): Tensor {
  const values = Float32Array.from({ length: steps * steps }, (_, index) =>
    index % steps > Math.floor(index / steps) ? HIDDEN : 0,
  );
  return constant(values, [steps, steps]);
}

/** Queries and what they look at have sizes of their own, and meet in as many dimensions as the layers give. */
export type CrossAttentionParams = {
  readonly query: DenseParams;
  readonly key: DenseParams;
  readonly value: DenseParams;
};

export interface CrossAttentionShape {
  readonly queryDim: number;
  /** Of the places that are looked at. */
  readonly featureDim: number;
  /** Of queries and keys where they are compared. */
  readonly dim: number;
  readonly valueDim: number;
}

export function initCrossAttention(
  random: RandomStream,
  { queryDim, featureDim, dim, valueDim }: CrossAttentionShape,
): CrossAttentionParams {
  return {
    query: initDense(random, queryDim, dim, 1),
    key: initDense(random, featureDim, dim, 1),
    value: initDense(random, featureDim, valueDim, 1),
  };
}

/** What a decoder looks at, step after step. */
export interface Memory {
  /** [batch, places, dim] */
  readonly key: Tensor;
  /** [batch, places, valueDim] */
  readonly value: Tensor;
}

/** @param features [batch, places, featureDim], as those of a convolutional network at each cell */
export function memorize({ key, value }: Symbolic<CrossAttentionParams>, features: Tensor): Memory {
  return { key: applyDense(key, features), value: applyDense(value, features) };
}

/**
 * @param query [batch, queries, queryDim]
 * @returns     [batch, queries, valueDim], and where each query looked, [batch, queries, places]
 */
export function applyCrossAttention(
  params: Symbolic<CrossAttentionParams>,
  query: Tensor,
  { key, value }: Memory,
): Attended {
  return attend(applyDense(params.query, query), key, value);
}
