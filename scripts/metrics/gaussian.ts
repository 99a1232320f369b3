/** Gaussians fitted to rows of numbers, in float64. */
import { Matrix } from 'ml-matrix';
import type { TensorValue } from '#scripts/engine.ts';

export interface Gaussian {
  /** [dims] */
  readonly mean: Float64Array;
  /** [dims, dims] */
  readonly covariance: Matrix;
}

/**
 * Mean and unbiased covariance (n − 1) of rows.
 *
 * @param rows     [count, dims]
 * @param selected which rows to take, each as often as it is named; by default every row once
 */
export function fitGaussian({ data, shape }: TensorValue, selected?: Int32Array): Gaussian {
  const [count, dims] = shape as readonly [number, number];
  const rows = selected ?? everyRow(count);
  const mean = meanOfRows(data, dims, rows);

  const products = new Float64Array(dims * dims); // above the diagonal
  const centred = new Float64Array(dims);
  for (const row of rows) {
    for (let dim = 0; dim < dims; dim++) centred[dim] = Number(data[row * dims + dim]) - mean[dim]!;
    for (let i = 0; i < dims; i++) {
      const value = centred[i]!;
      if (value === 0) continue;
      for (let j = i; j < dims; j++) products[i * dims + j]! += value * centred[j]!;
    }
  }
  const covariance = new Matrix(dims, dims);
  for (let i = 0; i < dims; i++) {
    for (let j = i; j < dims; j++) {
      const value = products[i * dims + j]! / (rows.length - 1);
      covariance.set(i, j, value);
      covariance.set(j, i, value);
    }
  }
  return { mean, covariance };
}

/**
 * Mean and unbiased variance of each column.
 *
 * @param rows     [count, dims]
 * @param selected which rows to take, as for `fitGaussian`
 */
export function fitIndependent(
  { data, shape }: TensorValue,
  selected?: Int32Array,
): { readonly mean: Float64Array; readonly variances: Float64Array } {
  const [count, dims] = shape as readonly [number, number];
  const rows = selected ?? everyRow(count);
  const mean = meanOfRows(data, dims, rows);
  const variances = new Float64Array(dims);
  for (const row of rows) {
    for (let dim = 0; dim < dims; dim++) {
      variances[dim]! += (Number(data[row * dims + dim]) - mean[dim]!) ** 2 / (rows.length - 1);
    }
  }
  return { mean, variances };
}

const everyRow = (count: number) => Int32Array.from({ length: count }, (_, row) => row);

function meanOfRows(data: TensorValue['data'], dims: number, rows: Int32Array): Float64Array {
  const sums = new Float64Array(dims);
  for (const row of rows) {
    for (let dim = 0; dim < dims; dim++) sums[dim]! += Number(data[row * dims + dim]);
  }
  return sums.map((sum) => sum / rows.length);
}
