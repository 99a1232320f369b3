/** Log-probabilities in nats, summed in float64: differences of a hundredth of a nat are claims. */
import { logSumExp } from '#src/math/log-sum-exp.ts';
import type { Numbers } from './statistics.ts';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** log (1/n · Σ exp xᵢ), without overflow or underflow. */
export function logMeanExp(values: Numbers): number {
  return logSumExp(values) - Math.log(values.length);
}

/**
 * log p(x) of independent Bernoulli pixels, Σ x·l − log(1 + eˡ), for one row of each array. The row's logarithms are
 * taken of products of up to 512 factors in (1, 2], which is exact enough and several times quicker than one by one.
 *
 * @param x      pixels in {0, 1}
 * @param logits of the probability of 1
 * @param pixels length of a row
 */
export function bernoulliLogProb(
  x: ArrayLike<number>,
  xRow: number,
  logits: ArrayLike<number>,
  logitsRow: number,
  pixels: number,
): number {
  const [xFrom, logitsFrom] = [xRow * pixels, logitsRow * pixels];
  let sum = 0;
  let product = 1;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const logit = logits[logitsFrom + pixel]!;
    sum += x[xFrom + pixel]! * logit - Math.max(logit, 0);
    product *= 1 + Math.exp(-Math.abs(logit));
    if ((pixel & 511) === 511) {
      sum -= Math.log(product);
      product = 1;
    }
  }
  return sum - Math.log(product);
}

/** log N(x; mean, exp logVar) of one number. */
export function gaussianLogProb(x: number, mean: number, logVar: number): number {
  return -0.5 * (LOG_TWO_PI + logVar + (x - mean) ** 2 / Math.exp(logVar));
}
