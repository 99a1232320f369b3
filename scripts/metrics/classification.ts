/** Figures of decisions: accuracy, Bayes' rule, purity of clusters, ranking. */
import type { TensorValue } from '#scripts/engine.ts';
import { meanWithError, type MeanWithError } from './statistics.ts';

/** The place of the largest value of a row; of equal ones the first. */
export function argmax({ data, shape }: TensorValue, row: number): number {
  const width = shape[1]!;
  let best = 0;
  for (let place = 1; place < width; place++) {
    if (data[row * width + place]! > data[row * width + best]!) best = place;
  }
  return best;
}

/** Share of predictions that are right, with its binomial standard error. */
export function accuracy(predicted: ArrayLike<number>, labels: ArrayLike<number>): MeanWithError {
  if (predicted.length !== labels.length) {
    throw new RangeError(`accuracy: ${predicted.length} predictions for ${labels.length} labels.`);
  }
  return meanWithError(Float64Array.from({ length: labels.length }, (_, row) => (predicted[row] === labels[row] ? 1 : 0))); // prettier-ignore
}

/**
 * The class that Bayes' rule chooses for each example, the one of largest log p(x|y) + log p(y).
 *
 * @param logLikelihoods log p(x|y) of all examples, [count] for each class
 * @param prior          p(y), for each class; equal ones when left out
 */
export function bayesClasses(
  logLikelihoods: readonly Float64Array[],
  prior: readonly number[] = logLikelihoods.map(() => 1 / logLikelihoods.length),
): Uint8Array {
  return Uint8Array.from(logLikelihoods[0]!, (_, row) => {
    const joint = logLikelihoods.map((values, label) => values[row]! + Math.log(prior[label]!));
    return joint.indexOf(Math.max(...joint));
  });
}

/** Share of examples whose label is the commonest of their cluster (Manning et al. 2008, section 16.3). */
export function purity(clusters: ArrayLike<number>, labels: ArrayLike<number>): number {
  const counts = new Map<number, Map<number, number>>();
  for (let row = 0; row < labels.length; row++) {
    const inside = counts.get(clusters[row]!) ?? new Map<number, number>();
    counts.set(clusters[row]!, inside.set(labels[row]!, (inside.get(labels[row]!) ?? 0) + 1));
  }
  const agreeing = [...counts.values()].reduce((sum, inside) => sum + Math.max(...inside.values()), 0);
  return agreeing / labels.length;
}

/**
 * Area under the ROC curve: the probability that a positive's score is above a negative's, ties counting half; 0.5 by
 * chance. With the standard error of DeLong et al. (1988).
 */
export function auroc(
  positives: Float64Array,
  negatives: Float64Array,
): { readonly value: number; readonly standardError: number; readonly count: number } {
  const above = placements(positives, negatives); // per positive: share of negatives below it
  const below = placements(negatives, positives);
  const [ofPositives, ofNegatives] = [meanWithError(above), meanWithError(below)];
  return {
    value: ofPositives.value,
    standardError: Math.hypot(ofPositives.standardError, ofNegatives.standardError),
    count: positives.length + negatives.length,
  };
}

/** For each score, the share of the others below it, ties counting half. */
function placements(scores: Float64Array, others: Float64Array): Float64Array {
  const sorted = others.toSorted();
  return scores.map(
    (score) => (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / 2 / sorted.length,
  );
}

/** How many of ascending values are below one, or equal to it where `inclusive`. */
function countBelow(sorted: Float64Array, value: number, inclusive: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (inclusive && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** 1 − Σ (y − ŷ)² / Σ (y − ȳ)²: 1 where predictions are exact, 0 where they are no better than the mean. */
export function rSquared(predicted: ArrayLike<number>, truth: ArrayLike<number>): number {
  const values = Array.from(truth);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const residual = values.reduce((sum, value, row) => sum + (value - predicted[row]!) ** 2, 0);
  return 1 - residual / values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
