/**
 * KL(q‖p) of a diagonal Gaussian from the standard normal, dimension by dimension, in nats (Kingma & Welling 2014,
 * appendix B); their sum is the KL of the whole.
 *
 * @param mean   [latentDim]
 * @param logVar [latentDim], log σ²
 * @returns      [latentDim], ≥ 0
 */
export function klPerDimension(mean: ArrayLike<number>, logVar: ArrayLike<number>): number[] {
  return Array.from(mean, (mu, k) => 0.5 * (mu ** 2 + Math.exp(logVar[k]!) - 1 - logVar[k]!));
}
