/** Multinomial logistic regression of a few examples: a linear classifier on fixed features, fitted while one waits. */
import { minimize } from './lbfgs.ts';
import { logSumExp } from './log-sum-exp.ts';

export interface LinearClassifier {
  /** The labels that occurred, ascending: no other is ever predicted. */
  readonly labels: readonly number[];
  /** Log-probabilities of these labels but for a constant of each row: [count · dims] → [count · labels.length]. */
  logits(rows: Float32Array): Float64Array;
  /** The likeliest label of each row. */
  predict(rows: Float32Array): number[];
}

/**
 * Fitted by L-BFGS to features that are shifted to mean 0 and scaled together to mean square 1. The best weights are a
 * combination xᵀa of the examples (Kimeldorf & Wahba 1971), so that a is all there is to find, however many dimensions.
 *
 * @param features [count · dims]
 * @param given    the label of each, [count], count ≥ 1
 * @param penalty  λ of λ/2 · |w|² beside the sum of log-losses; the bias is free
 */
export async function fitLogisticRegression(
  features: Float32Array,
  given: readonly number[],
  penalty: number,
): Promise<LinearClassifier> {
  const count = given.length;
  const dims = features.length / count;
  const labels = [...new Set(given)].sort((a, b) => a - b);
  const classes = labels.length;
  const { mean, scale } = standardization(features, count);
  const x = Float64Array.from(features, (value, at) => scale * (value - mean[at % dims]!));
  const products = gram(x, count);
  const size = count * classes; // of a; the bias [classes] stands behind it

  /** xxᵀ of values [count · classes]: logits of a, and the gradient by a of one by logits. */
  const mix = (values: Float64Array) => {
    const mixed = new Float64Array(size);
    for (let row = 0; row < count; row++)
      for (let example = 0; example < count; example++)
        for (let label = 0; label < classes; label++)
          mixed[row * classes + label]! +=
            products[row * count + example]! * values[example * classes + label]!;
    return mixed;
  };
  const solution = await minimize(
    (point) => {
      const a = point.subarray(0, size);
      const weighted = mix(a);
      let value = 0;
      const slopes = new Float64Array(size);
      const gradient = new Float64Array(point.length);
      const logits = new Float64Array(classes);
      for (let row = 0; row < count; row++) {
        for (let label = 0; label < classes; label++)
          logits[label] = weighted[row * classes + label]! + point[size + label]!;
        const total = logSumExp(logits);
        const own = labels.indexOf(given[row]!);
        value += total - logits[own]!;
        for (let label = 0; label < classes; label++) {
          const at = row * classes + label;
          const slope = Math.exp(logits[label]! - total) - Number(label === own);
          gradient[size + label]! += slope;
          slopes[at] = slope + penalty * a[at]!;
          value += (penalty / 2) * a[at]! * weighted[at]!;
        }
      }
      gradient.set(mix(slopes));
      return { value, gradient };
    },
    new Float64Array(size + classes),
    { maxIterations: 300, tolerance: 1e-3 },
  );

  const weights = new Float64Array(dims * classes);
  for (let row = 0; row < count; row++)
    for (let dim = 0; dim < dims; dim++)
      for (let label = 0; label < classes; label++)
        weights[dim * classes + label]! += x[row * dims + dim]! * solution[row * classes + label]!;
  const logits = (rows: Float32Array) => {
    const logits = new Float64Array((rows.length / dims) * classes);
    for (let row = 0; row * dims < rows.length; row++) {
      for (let label = 0; label < classes; label++) logits[row * classes + label] = solution[size + label]!;
      for (let dim = 0; dim < dims; dim++) {
        const value = scale * (rows[row * dims + dim]! - mean[dim]!);
        if (value === 0) continue;
        for (let label = 0; label < classes; label++)
          logits[row * classes + label]! += value * weights[dim * classes + label]!;
      }
    }
    return logits;
  };
  return {
    labels,
    logits,
    predict(rows) {
      const all = logits(rows);
      return Array.from({ length: rows.length / dims }, (_, row) => {
        const values = all.subarray(row * classes, (row + 1) * classes);
        return labels[values.indexOf(Math.max(...values))]!;
      });
    },
  };
}

function standardization(features: Float32Array, count: number) {
  const dims = features.length / count;
  const mean = new Float64Array(dims);
  for (const [at, value] of features.entries()) mean[at % dims]! += value / count;
  const squares = features.reduce((sum, value, at) => sum + (value - mean[at % dims]!) ** 2, 0);
  return { mean, scale: squares > 0 ? Math.sqrt(features.length / squares) : 1 };
}

/** xxᵀ, [count · count] */
function gram(x: Float64Array, count: number): Float64Array {
  const dims = x.length / count;
  return Float64Array.from({ length: count ** 2 }, (_, at) => {
    const [i, j] = [Math.floor(at / count) * dims, (at % count) * dims];
    let sum = 0;
    for (let dim = 0; dim < dims; dim++) sum += x[i + dim]! * x[j + dim]!;
    return sum;
  });
}
