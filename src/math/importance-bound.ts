/** Bounds of log p(x) from importance weights, in nats; sums in float64. */
import { logSumExp } from './log-sum-exp.ts';

/**
 * log p(x | z) of an image of zeros and ones whose pixels are independent, Σ xℓ − log(1 + e^ℓ).
 *
 * @param x      [pixels], 0 or 1
 * @param logits [pixels]
 */
export function bernoulliLogProb(x: ArrayLike<number>, logits: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const logit = logits[i]!;
    sum += x[i]! * logit - Math.max(0, logit) - Math.log1p(Math.exp(-Math.abs(logit)));
  }
  return sum;
}

/**
 * log p(z) − log q(z | x) at z = μ + σε, with p the standard normal; the normals' constants cancel.
 *
 * @param z      [latentDim]
 * @param eps    [latentDim]
 * @param logVar [latentDim], log σ²
 */
export function logRatio(z: ArrayLike<number>, eps: ArrayLike<number>, logVar: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < z.length; k++) sum += 0.5 * (eps[k]! ** 2 + logVar[k]! - z[k]! ** 2);
  return sum;
}

export interface Estimate {
  readonly value: number;
  /** Of the mean over groups; undefined where there is but one. */
  readonly standardError: number | undefined;
  readonly groups: number;
}

/**
 * The importance-weighted bound E[log 1/K Σ w] (Burda et al. 2016, eq. 8), as the mean over groups of K weights that
 * share none. With K = 1 it is the ELBO.
 *
 * @param logWeights log p(x, z) − log q(z | x) of draws of q
 * @returns          undefined with fewer than K weights
 */
export function importanceBound(logWeights: readonly number[], k: number): Estimate | undefined {
  const groups = Math.floor(logWeights.length / k);
  if (groups === 0) return undefined;
  const bounds = Array.from(
    { length: groups },
    (_, group) => logSumExp(logWeights.slice(group * k, (group + 1) * k)) - Math.log(k),
  );
  const value = bounds.reduce((sum, bound) => sum + bound, 0) / groups;
  const squares = bounds.reduce((sum, bound) => sum + (bound - value) ** 2, 0);
  return {
    value,
    standardError: groups > 1 ? Math.sqrt(squares / (groups - 1) / groups) : undefined,
    groups,
  };
}
