/** Generative classifiers that need no training by descent, to hold learned ones against: Gaussians by class. */
import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix';
import type { TensorValue } from '#scripts/engine.ts';
import { fitGaussian, fitIndependent } from './gaussian.ts';
import type { Codes } from './probes.ts';

/** log p(x|y) + log p(y) but for a term that all classes share: [count] for each class. */
export type LogJoint = (x: TensorValue) => readonly Float64Array[];

/** The class of the nearest mean. */
export function nearestMean(train: Codes, classes: number): LogJoint {
  return scoreEach(
    membersOf(train, classes).map((rows) => {
      const { mean } = fitIndependent(train.z, rows);
      return (x) => -x.reduce((sum, value, dim) => sum + (value - mean[dim]!) ** 2, 0);
    }),
  );
}

/** Added to naive Bayes' variances, as a share of the largest: pixels that are always paper have none of their own. */
const VARIANCE_FLOOR = 0.1;

/** Gaussian naive Bayes: independent features, with a variance for each class and feature. */
export function naiveBayes(train: Codes, classes: number): LogJoint {
  const floor = VARIANCE_FLOOR * Math.max(...fitIndependent(train.z).variances);
  return scoreEach(
    membersOf(train, classes).map((rows) => {
      const { mean, variances: own } = fitIndependent(train.z, rows);
      const variances = own.map((variance) => variance + floor);
      const logShare = Math.log(rows.length / train.labels.length);
      const constant = logShare - 0.5 * variances.reduce((sum, variance) => sum + Math.log(variance), 0);
      return (x) =>
        constant - 0.5 * x.reduce((sum, value, dim) => sum + (value - mean[dim]!) ** 2 / variances[dim]!, 0);
    }),
  );
}

/**
 * Linear discriminant analysis: one covariance for all classes (Hastie et al. 2009, section 4.3).
 *
 * @param ridge added to the covariance's diagonal; 0 needs features of full rank
 */
export function linearDiscriminant(train: Codes, classes: number, ridge = 0): LogJoint {
  const groups = fitEach(train, classes);
  const count = train.labels.length;
  const dims = train.z.shape[1]!;
  const pooled = groups.reduce(
    (sum, { covariance, share }) => sum.add(Matrix.mul(covariance, (share * count - 1) / (count - classes))),
    Matrix.zeros(dims, dims),
  );
  const precision = inverse(pooled.add(Matrix.eye(dims).mul(ridge)));
  const scores = groups.map(({ mean, share }) => {
    // The quadratic term in x is the same for every class.
    const direction = precision.mmul(Matrix.columnVector(mean)).to1DArray();
    const constant =
      Math.log(share) - 0.5 * direction.reduce((sum, value, dim) => sum + value * mean[dim]!, 0);
    return (x: Float64Array) => constant + x.reduce((sum, value, dim) => sum + value * direction[dim]!, 0);
  });
  return scoreEach(scores);
}

/** Quadratic discriminant analysis: a covariance for each class. */
export function quadraticDiscriminant(train: Codes, classes: number): LogJoint {
  const scores = fitEach(train, classes).map(({ mean, covariance, share }) => {
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
      assumeSymmetric: true,
    });
    const constant = Math.log(share) - 0.5 * realEigenvalues.reduce((sum, value) => sum + Math.log(value), 0);
    const whiten = eigenvectorMatrix.transpose();
    return (x: Float64Array) => {
      let squares = 0;
      for (const [row, eigenvalue] of realEigenvalues.entries()) {
        let along = 0;
        for (let dim = 0; dim < x.length; dim++) along += whiten.get(row, dim) * (x[dim]! - mean[dim]!);
        squares += along ** 2 / eigenvalue;
      }
      return constant - 0.5 * squares;
    };
  });
  return scoreEach(scores);
}

/** Rows of each class. */
const membersOf = ({ labels }: Codes, classes: number) =>
  Array.from({ length: classes }, (_, label) =>
    Int32Array.from([...labels.keys()].filter((row) => labels[row] === label)),
  );

/** A Gaussian for each class, with the class's share of the training examples. */
const fitEach = (train: Codes, classes: number) =>
  membersOf(train, classes).map((rows) => ({
    ...fitGaussian(train.z, rows),
    share: rows.length / train.labels.length,
  }));

function scoreEach(scores: readonly ((x: Float64Array) => number)[]): LogJoint {
  return ({ data, shape }) => {
    const [count, dims] = shape as readonly [number, number];
    const values = scores.map(() => new Float64Array(count));
    const x = new Float64Array(dims);
    for (let row = 0; row < count; row++) {
      for (let dim = 0; dim < dims; dim++) x[dim] = Number(data[row * dims + dim]);
      for (const [label, score] of scores.entries()) values[label]![row] = score(x);
    }
    return values;
  };
}
