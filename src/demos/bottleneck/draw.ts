/** Where a mean squared error lies on the chart: numbers across, errors up, on a logarithmic scale. */
import type { Point } from '#src/draw/strokes.ts';
import { componentCount } from './state.ts';

export const chart = { width: 320, height: 150, least: 5e-4, most: 0.2 } as const;

/** Lines of the scale. */
export const scaleErrors = [0.001, 0.01, 0.1] as const;

/** What lies beyond the scale stands at its end. */
export function chartPlace(numbers: number, error: number): Point {
  const { width, height, least, most } = chart;
  const share = Math.log(Math.max(least, Math.min(most, error)) / least) / Math.log(most / least);
  return [(numbers / componentCount) * width, height * (1 - share)];
}

/** An SVG path through errors, each with its count of numbers. */
export function chartPath(errors: readonly (readonly [numbers: number, error: number])[]): string {
  return errors
    .map(([numbers, error], i) => {
      const [x, y] = chartPlace(numbers, error);
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
