/** What generator and discriminator minimise, and the penalties that keep a discriminator smooth. */
import { grad } from '#scripts/graph/grad.ts';
import { softplus } from '#scripts/graph/ops/activation.ts';
import { add, mul, neg, sqrt, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';

/**
 * What the generator minimises, D being the discriminator's logit: −log σ(D(G(z))), or log(1 − σ(D(G(z)))) as in the
 * game itself (Goodfellow et al. 2014, section 3), or −D(G(z)) of a critic (Arjovsky et al. 2017).
 */
export type Game = 'non-saturating' | 'minimax' | 'wasserstein';

/**
 * @param fake scores of generated examples, [batch]
 * @returns    mean over the batch
 */
export function generatorLoss(game: Game, fake: Tensor): Tensor {
  switch (game) {
    case 'non-saturating':
      return mean(softplus(neg(fake)));
    case 'minimax':
      return neg(mean(softplus(fake)));
    case 'wasserstein':
      return neg(mean(fake));
  }
}

/**
 * Without its penalty: the cross-entropy of telling real from generated, or the critic's negative gap.
 *
 * @param real scores of real examples, [batch]
 * @param fake scores of generated ones, [batch]
 * @returns    mean over the batch
 */
export function discriminatorLoss(game: Game, real: Tensor, fake: Tensor): Tensor {
  if (game === 'wasserstein') return sub(mean(fake), mean(real));
  return add(mean(softplus(neg(real))), mean(softplus(fake)));
}

/**
 * Squared length of the score's gradient at each example. The engine can differentiate it once more, so that it can be
 * part of a loss.
 *
 * @param score from [batch, …] to [batch], each example by itself
 * @param x     [batch, …]
 * @returns     [batch]
 */
export function squaredSlope(score: (x: Tensor) => Tensor, x: Tensor): Tensor {
  const [slope] = grad(sum(score(x)), [x]);
  return sum(square(slope!), [...x.shape.keys()].slice(1));
}

/** R1 with γ = 1: half the mean squared slope at real examples (Mescheder et al. 2018, equation 9). */
export const realSlopePenalty = (score: (x: Tensor) => Tensor, real: Tensor): Tensor =>
  mul(mean(squaredSlope(score, real)), 0.5);

/**
 * Mean squared distance of the slope from 1 (Gulrajani et al. 2017, equation 3, without λ).
 *
 * @param between points on lines from real to generated examples, [batch, …]
 */
export function unitSlopePenalty(score: (x: Tensor) => Tensor, between: Tensor): Tensor {
  const slope = sqrt(add(squaredSlope(score, between), 1e-12)); // the root has no derivative at 0
  return mean(square(sub(slope, 1)));
}
