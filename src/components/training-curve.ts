import { niceLimit } from '#src/math/nice-limit.ts';
import type { Curve } from '#src/model-card.ts';

/** A place in a panel: x and y from 0 to 1, y down. */
export type Point = readonly [x: number, y: number];

export interface CurveLine {
  /** Column of the curve, as `validation_loss`. */
  readonly column: string;
  readonly points: readonly Point[];
  readonly first: number;
  readonly last: number;
}

/** Quantities on one scale over the steps: logarithmic, or linear where one of them is not positive. */
export interface CurvePanel {
  readonly lines: readonly CurveLine[];
  /** Heights of round values. */
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
}

export interface CurvePicture {
  /** The losses. */
  readonly losses: CurvePanel;
  /** What else was written down along the training. */
  readonly others: readonly CurvePanel[];
  /** The last step, at the right edge. */
  readonly lastStep: number;
}

/** Columns that say something only beside each other. */
const pairs: Readonly<Record<string, string>> = { discriminator_generated: 'discriminator_real' };

/**
 * Places what was measured along a training over its steps.
 *
 * @throws Error if the curve has no column `step` or no column that ends in `_loss`
 */
export function placeCurve({ columns, rows }: Curve): CurvePicture {
  const losses = columns.filter((column) => column.endsWith('_loss'));
  if (!columns.includes('step') || losses.length === 0) {
    throw new Error(
      `A training curve needs columns "step" and "…_loss"; this one has: ${columns.join(', ')}.`,
    );
  }
  const valuesOf = (column: string) => rows.map((row) => row[columns.indexOf(column)]!);
  const steps = valuesOf('step');
  const lastStep = Math.max(...steps, 1);
  const panel = (names: readonly string[]): CurvePanel => {
    const { heightOf, ticks } = scaleOf(names.flatMap(valuesOf));
    return {
      lines: names.map((column) => {
        const values = valuesOf(column);
        const points = values.map((value, i): Point => [steps[i]! / lastStep, heightOf(value)]);
        return { column, points, first: values[0]!, last: values.at(-1)! };
      }),
      ticks: ticks.map((value) => ({ value, y: heightOf(value) })),
    };
  };
  const others = columns.filter(
    (column) => !losses.includes(column) && !['step', 'learning_rate'].includes(column) && !(column in pairs),
  );
  return {
    lastStep,
    losses: panel(losses),
    others: others.map((column) =>
      panel([column, ...columns.filter((candidate) => pairs[candidate] === column)]),
    ),
  };
}

interface Scale {
  /** From 0, the largest value, to 1, the smallest. */
  heightOf(value: number): number;
  readonly ticks: readonly number[];
}

function scaleOf(values: readonly number[]): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least > 0) {
    const low = Math.log10(least);
    const high = Math.max(Math.log10(most), low + 0.05); // a flat curve still needs a height
    return { heightOf: (value) => (high - Math.log10(value)) / (high - low), ticks: roundPowers(low, high) };
  }
  const height = Math.max(most - least, 1e-9);
  return { heightOf: (value) => (most - value) / height, ticks: roundSteps(least, most) };
}

/** 1, 2 and 5 times each power of ten, between 10^low and 10^high. */
function roundPowers(low: number, high: number): number[] {
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, i) => Math.floor(low) + i);
  return powers
    .flatMap((power) => [1, 2, 5].map((digit) => Number(`${String(digit)}e${String(power)}`)))
    .filter((value) => Math.log10(value) >= low && Math.log10(value) <= high);
}

/** Multiples of a round number, a handful of them, from least to most. */
function roundSteps(least: number, most: number): number[] {
  const step = niceLimit(Math.max(most - least, 1e-9) / 4);
  const first = Math.ceil(least / step);
  return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
