/**
 * Three estimators of a density in the plane. Not `normalised`, each bump has the height 1 in place of the volume 1 –
 * a score that says where points are likely, but no density.
 */
import type { Point } from '#src/draw/strokes.ts';
import { logMixture, mixtureDensity, type GaussianMixture } from '#src/math/gaussian-mixture.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';

/** Half a side of the square about the origin in which points lie. */
export const reach = 4;

export interface Estimator {
  /** log p at a point; −∞ where p is 0. */
  logAt(point: Point): number;
  /** p where columns and rows of a grid cross. → [axis.length²], row by row from the top */
  onGrid(axis: Float64Array): Float64Array;
}

/** Points counted in bins × bins squares, each count shared out over its square. */
export function histogram(points: readonly Point[], bins: number, normalised: boolean): Estimator {
  const side = (2 * reach) / bins;
  const binOf = (coordinate: number) => Math.min(bins - 1, Math.floor((coordinate + reach) / side));
  const heights = new Float64Array(bins * bins);
  for (const [x, y] of points)
    heights[binOf(y) * bins + binOf(x)]! += 1 / points.length / (normalised ? side * side : 1);
  const at = (x: number, y: number) =>
    Math.abs(x) > reach || Math.abs(y) > reach ? 0 : heights[binOf(y) * bins + binOf(x)]!;
  return {
    logAt: ([x, y]) => Math.log(at(x, y)),
    onGrid: (axis) => overGrid(axis, at),
  };
}

/** A round Gaussian of standard deviation `bandwidth` about each point, all alike (Parzen 1962). */
export function kernelEstimate(points: readonly Point[], bandwidth: number, normalised: boolean): Estimator {
  const height = normalised ? 1 / (2 * Math.PI * bandwidth ** 2) : 1;
  const scale = -0.5 / bandwidth ** 2;
  return {
    logAt: ([x, y]) =>
      logSumExp(points.map(([px, py]) => scale * ((x - px) ** 2 + (y - py) ** 2))) +
      Math.log(height / points.length),
    // A round Gaussian is the product of one across and one up: far fewer exponentials.
    onGrid(axis) {
      const side = axis.length;
      const values = new Float64Array(side * side);
      for (const [px, py] of points) {
        const across = axis.map((x) => Math.exp(scale * (x - px) ** 2));
        for (let row = 0; row < side; row++) {
          const up = (height / points.length) * Math.exp(scale * (axis[side - 1 - row]! - py) ** 2);
          if (up < 1e-12) continue;
          for (let column = 0; column < side; column++) values[row * side + column]! += up * across[column]!;
        }
      }
      return values;
    },
  };
}

export function mixtureEstimate(mixture: GaussianMixture, normalised: boolean): Estimator {
  const density = mixtureDensity(mixture, normalised);
  return {
    logAt: logMixture(mixture, normalised),
    onGrid: (axis) => overGrid(axis, density),
  };
}

function overGrid(axis: Float64Array, at: (x: number, y: number) => number): Float64Array {
  const side = axis.length;
  const values = new Float64Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      values[row * side + column] = at(axis[column]!, axis[side - 1 - row]!);
  return values;
}

/** The mean of log p over points, in nats; −∞ where one has the density 0, undefined of no points. */
export function meanLog(estimator: Estimator, points: readonly Point[]): number | undefined {
  if (points.length === 0) return undefined;
  return points.reduce((sum, point) => sum + estimator.logAt(point), 0) / points.length;
}

/** Cells of the grid on which p is summed: so fine that every bin of a histogram holds whole cells of it. */
const cell = 1 / 12;
const margin = 6;
/** Cells a side of the part that is seen, and of all that is summed. */
export const seenCells = (2 * reach) / cell;
const allCells = seenCells + (2 * margin) / cell;

/** The middles of the cells, from −10 to 10. */
const allAxis = Float64Array.from({ length: allCells }, (_, i) => -reach - margin + (i + 0.5) * cell);

export interface Field {
  /** p in the part that is seen, [seenCells²], row by row from the top. */
  readonly values: Float64Array;
  /** Σ p · cell² over all: ∫∫ p by the midpoint rule. */
  readonly integral: number;
}

export function fieldOf(estimator: Estimator): Field {
  const all = estimator.onGrid(allAxis);
  const first = margin / cell;
  const values = Float64Array.from({ length: seenCells * seenCells }, (_, i) => {
    const [row, column] = [Math.floor(i / seenCells), i % seenCells];
    return all[(Math.round(first) + row) * allCells + Math.round(first) + column]!;
  });
  return { values, integral: all.reduce((sum, value) => sum + value, 0) * cell * cell };
}
