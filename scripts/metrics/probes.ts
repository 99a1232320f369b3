/** How much of the labels a code tells, by simple classifiers on top of it. */
import { Matrix, solve } from 'ml-matrix';
import type { TensorValue } from '#scripts/engine.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { accuracy } from './classification.ts';
import { fitLogisticRegression } from './logistic-regression.ts';
import { nearestNeighbours } from './nearest.ts';
import { meanAndDeviation, type MeanWithError } from './statistics.ts';

/** Codes of a split's images with their labels. */
export interface Codes {
  /** [count, dims] */
  readonly z: TensorValue;
  /** [count] */
  readonly labels: Uint8Array;
}

/** Share of test codes that the majority of their k nearest training codes labels rightly; a tie goes to the nearest. */
export async function neighbourAccuracy(train: Codes, test: Codes, k = 5): Promise<MeanWithError> {
  const { indices } = await nearestNeighbours(test.z, train.z, k);
  const predicted = Uint8Array.from(test.labels, (_, row) => {
    const votes = Array.from(indices.subarray(row * k, (row + 1) * k), (index) => train.labels[index]!);
    const count = (label: number) => votes.filter((vote) => vote === label).length;
    return votes.reduce((best, label) => (count(label) > count(best) ? label : best));
  });
  return accuracy(predicted, test.labels);
}

/**
 * Accuracy of least squares onto one-hot labels with λ|w|² (the bias is free).
 *
 * @param classes number of labels
 */
export function ridgeAccuracy(train: Codes, test: Codes, classes: number, penalty = 1): MeanWithError {
  const [count, dims] = train.z.shape as readonly [number, number];
  const gram = new Matrix(dims + 1, dims + 1);
  const moments = new Matrix(dims + 1, classes);
  const row = new Float64Array(dims + 1).fill(1);
  for (let example = 0; example < count; example++) {
    for (let dim = 0; dim < dims; dim++) row[dim] = Number(train.z.data[example * dims + dim]);
    for (let i = 0; i <= dims; i++) {
      for (let j = 0; j <= dims; j++) gram.set(i, j, gram.get(i, j) + row[i]! * row[j]!);
      moments.set(i, train.labels[example]!, moments.get(i, train.labels[example]!) + row[i]!);
    }
  }
  for (let dim = 0; dim < dims; dim++) gram.set(dim, dim, gram.get(dim, dim) + penalty);
  const weights = solve(gram, moments);
  const predicted = Uint8Array.from(test.labels, (_, example) => {
    const scores = weights.getRow(dims);
    for (let dim = 0; dim < dims; dim++) {
      const value = Number(test.z.data[example * dims + dim]);
      for (let label = 0; label < classes; label++) scores[label]! += value * weights.get(dim, label);
    }
    return scores.indexOf(Math.max(...scores));
  });
  return accuracy(predicted, test.labels);
}

/** Of logistic regression on codes, fixed for all models. */
const PENALTY = 1;

/** Accuracy of logistic regression on the codes (its features scaled together, penalty 1, L-BFGS). */
export async function logisticAccuracy(train: Codes, test: Codes, classes: number): Promise<MeanWithError> {
  const classifier = await fitLogisticRegression(train.z, train.labels, { classes, penalty: PENALTY });
  return accuracy(await classifier.predict(test.z), test.labels);
}

/** Examples of each class, as many of each, drawn without replacement: `count` in all. */
export function balancedDraw(labels: Uint8Array, classes: number, count: number, seed: number): Int32Array {
  const random = seededRandomStream(seed);
  return Int32Array.from(
    Array.from({ length: classes }, (_, label) => {
      const members = Int32Array.from([...labels.keys()].filter((index) => labels[index] === label));
      const wanted = count / classes;
      if (!Number.isInteger(wanted) || wanted > members.length) {
        throw new RangeError(
          `A balanced draw of ${count} from ${classes} classes is not whole, or class ${label} has only ${members.length} examples.`,
        );
      }
      return [...random.shuffle(members).subarray(0, wanted)];
    }).flat(),
  );
}

export const FEW_LABEL_DRAWS = 5;

/**
 * Test error of logistic regression on codes from a few labels, over class-balanced draws that are the same for every
 * model: seeds 1 to 5.
 *
 * @returns mean and sample standard deviation over the draws
 */
export async function fewLabelError(
  train: Codes,
  test: Codes,
  classes: number,
  labelCount: number,
): Promise<{ readonly mean: number; readonly deviation: number }> {
  const errors: number[] = [];
  for (let draw = 1; draw <= FEW_LABEL_DRAWS; draw++) {
    const chosen = selectCodes(train, balancedDraw(train.labels, classes, labelCount, draw));
    errors.push(1 - (await logisticAccuracy(chosen, test, classes)).value);
  }
  return meanAndDeviation(errors);
}

export function selectCodes({ z, labels }: Codes, indices: Int32Array): Codes {
  const dims = z.shape[1]!;
  const data = new Float32Array(indices.length * dims);
  for (const [row, index] of indices.entries()) {
    for (let dim = 0; dim < dims; dim++) data[row * dims + dim] = Number(z.data[index * dims + dim]);
  }
  return {
    z: { data, shape: [indices.length, dims] },
    labels: Uint8Array.from(indices, (index) => labels[index]!),
  };
}
