/** Normalising layers. */
import { add, mul } from '#scripts/graph/ops/elementwise.ts';
import { batchNorm, batchNormBy, groupNorm, layerNorm } from '#scripts/graph/ops/normalization.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { Symbolic, Weights } from './params.ts';

/** Of layer and group normalisation. */
export type NormParams = { readonly scale: Weights; readonly shift: Weights };

/** With running statistics, [channels], which training assigns and no gradient moves. */
export type BatchNormParams = NormParams & { readonly mean: Weights; readonly variance: Weights };

/** Batch normalisation in one of its two forms; a network takes it as an argument, and so can be built in both. */
export type BatchNormForm = (params: Symbolic<BatchNormParams>, x: Tensor) => Tensor;

/** Scale 1, shift 0. */
export function initNorm(channels: number): NormParams {
  return { scale: filled(channels, 1), shift: filled(channels, 0) };
}

/** Scale 1, shift 0; running mean 0 and variance 1, until training measures them. */
export function initBatchNorm(channels: number): BatchNormParams {
  return { ...initNorm(channels), mean: filled(channels, 0), variance: filled(channels, 1) };
}

/** The form of use: by the running statistics. */
export const applyBatchNorm: BatchNormForm = ({ scale, shift, mean, variance }, x) =>
  batchNormBy(x, scale, shift, mean, variance);

/**
 * The form of training: by the batch's statistics, of which the running ones are moving averages.
 *
 * @param assign   gets the running statistics with their next values, for a loss to return
 * @param momentum share of the new batch in the average
 */
export function trainBatchNorm(assign: [param: Tensor, next: Tensor][], momentum = 0.1): BatchNormForm {
  return (params, x) => {
    const { y, mean, variance } = batchNorm(x, params.scale, params.shift);
    const moved = (running: Tensor, now: Tensor) => add(mul(running, 1 - momentum), mul(now, momentum));
    assign.push([params.mean, moved(params.mean, mean)], [params.variance, moved(params.variance, variance)]);
    return y;
  };
}

/**
 * @param x [..., features], as many as the layer was made for
 * @returns of x's shape
 */
export function applyLayerNorm({ scale, shift }: Symbolic<NormParams>, x: Tensor): Tensor {
  return layerNorm(x, scale, shift);
}

/**
 * @param x [batch, channels, height, width]
 * @returns of x's shape
 */
export function applyGroupNorm({ scale, shift }: Symbolic<NormParams>, x: Tensor, groups: number): Tensor {
  return groupNorm(x, groups, scale, shift);
}

const filled = (length: number, value: number): Weights => ({
  shape: [length],
  values: new Float32Array(length).fill(value),
});
