/** The two directions in which points are spread most – principal components – and the plane that they span. */
import type { Points } from './k-means.ts';

export interface LeadingComponents {
  /** [width] */
  readonly mean: Float64Array;
  /** Orthonormal, [width] each, by falling variance; the entry of largest magnitude is positive. */
  readonly directions: readonly Float64Array[];
  /** Share of all variance that lies in their plane. */
  readonly share: number;
}

/** Enough for a picture: what a direction holds of the next one shrinks each time by the ratio of their variances. */
const iterations = 60;

/** By orthogonal iteration (Golub & Van Loan 2013, section 8.2.4) with XᵀX, which is never formed. */
export function leadingComponents({ values, width }: Points): LeadingComponents {
  const mean = new Float64Array(width);
  for (let i = 0; i < values.length; i++) mean[i % width]! += (values[i]! * width) / values.length;
  const centred = Float64Array.from(values, (value, i) => value - mean[i % width]!);
  let directions = [
    Float64Array.from({ length: width }, (_, i) => 1 + (i % 3)),
    Float64Array.from({ length: width }, (_, i) => 1 - 2 * (i % 2)),
  ];
  for (let iteration = 0; iteration < iterations; iteration++)
    directions = orthonormal(directions.map((direction) => spreadAlong(centred, direction)));
  const variance = (vectors: readonly Float64Array[]) =>
    vectors.reduce((sum, vector) => sum + dot(vector, spreadAlong(centred, vector)), 0);
  const total = dot(centred, centred);
  return {
    mean,
    directions: directions.map(withLargestPositive),
    share: total > 0 ? variance(directions) / total : 1,
  };
}

/** Where vectors, [count, width], lie in the plane of the components. → [x, y] of each */
export function inPlane(
  { mean, directions }: LeadingComponents,
  vectors: ArrayLike<number>,
): [x: number, y: number][] {
  const width = mean.length;
  const along = (row: number, direction: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (vectors[row * width + i]! - mean[i]!) * direction[i]!;
    return sum;
  };
  return Array.from({ length: vectors.length / width }, (_, row) => [
    along(row, directions[0]!),
    along(row, directions[1]!),
  ]);
}

/** XᵀX v, for rows X that are centred. */
function spreadAlong(centred: Float64Array, direction: Float64Array): Float64Array<ArrayBuffer> {
  const width = direction.length;
  const spread = new Float64Array(width);
  for (let start = 0; start < centred.length; start += width) {
    let along = 0;
    for (let i = 0; i < width; i++) along += centred[start + i]! * direction[i]!;
    for (let i = 0; i < width; i++) spread[i]! += along * centred[start + i]!;
  }
  return spread;
}

/** Gram–Schmidt. A vector that nothing is left of stays zero. */
function orthonormal(vectors: readonly Float64Array<ArrayBuffer>[]): Float64Array<ArrayBuffer>[] {
  const kept: Float64Array<ArrayBuffer>[] = [];
  for (const vector of vectors) {
    for (const other of kept) {
      const along = dot(vector, other);
      for (let i = 0; i < vector.length; i++) vector[i]! -= along * other[i]!;
    }
    const length = Math.sqrt(dot(vector, vector)) || 1;
    kept.push(vector.map((value) => value / length));
  }
  return kept;
}

function withLargestPositive(direction: Float64Array): Float64Array {
  const largest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
