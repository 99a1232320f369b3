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
  const rows = selected ?? Int32Array.from({ length: count }, (_, row) => row);
  const mean = new Float64Array(dims);
  for (const row of rows) {
    for (let dim = 0; dim < dims; dim++) mean[dim]! += Number(data[row * dims + dim]);
  }
  for (let dim = 0; dim < dims; dim++) mean[dim]! /= rows.length;

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
