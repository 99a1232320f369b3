import type { Curve } from '#src/model-card.ts';

/** A place in the picture: x and y from 0 to 1, y down. */
export type Point = readonly [x: number, y: number];

export interface CurveLine {
  /** Column of the curve, as `validation_loss`. */
  column: string;
  points: readonly Point[];
}

export interface CurvePicture {
  lines: readonly CurveLine[];
  /** Heights of round losses: 1, 2 and 5 times powers of ten. */
  ticks: readonly { loss: number; y: number }[];
  /** The last step, at the right edge. */
  lastStep: number;
}

/**
 * Places the losses of a training on a logarithmic scale, over its steps.
 *
 * @throws Error if the curve has no column `step`, no column that ends in `_loss`, or no positive loss
 */
export function placeCurve({ columns, rows }: Curve): CurvePicture {
  const stepColumn = columns.indexOf('step');
  const lossColumns = columns.filter((column) => column.endsWith('_loss'));
  if (stepColumn < 0 || lossColumns.length === 0) {
    throw new Error(
      `A training curve needs columns "step" and "…_loss"; this one has: ${columns.join(', ')}.`,
    );
  }
  const valueOf = (row: readonly number[], column: string) => row[columns.indexOf(column)] ?? NaN;
  const losses = rows
    .flatMap((row) => lossColumns.map((column) => valueOf(row, column)))
    .filter((loss) => loss > 0);
  if (losses.length === 0)
    throw new Error('A training curve needs at least one positive loss; this one has none.');

  const lastStep = Math.max(...rows.map((row) => row[stepColumn] ?? 0), 1);
  const low = Math.log10(Math.min(...losses));
  const high = Math.max(Math.log10(Math.max(...losses)), low + 0.05); // a flat curve still needs a height
  const heightOf = (loss: number) => (high - Math.log10(loss)) / (high - low);

  return {
    lastStep,
    lines: lossColumns.map((column) => ({
      column,
      points: rows
        .filter((row) => valueOf(row, column) > 0)
        .map((row) => [(row[stepColumn] ?? 0) / lastStep, heightOf(valueOf(row, column))]),
    })),
    ticks: roundLosses(low, high).map((loss) => ({ loss, y: heightOf(loss) })),
  };
}

/** 1, 2 and 5 times each power of ten, between 10^low and 10^high. */
function roundLosses(low: number, high: number): number[] {
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, i) => Math.floor(low) + i);
  return powers
    .flatMap((power) => [1, 2, 5].map((digit) => Number(`${String(digit)}e${String(power)}`)))
    .filter((loss) => Math.log10(loss) >= low && Math.log10(loss) <= high);
}
