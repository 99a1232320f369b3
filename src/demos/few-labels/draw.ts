/** Where things stand in the chart of errors against numbers of labels, both on logarithmic axes. */

export interface Measured {
  readonly value: number;
  readonly standardError: number;
}

/** In units of the drawing. */
export const chart = { width: 320, height: 220 } as const;

export const scaleErrors = [0.02, 0.05, 0.1, 0.2, 0.5] as const;
const [least, most] = [0.015, 0.75];

const share = (value: number, from: number, to: number) => Math.log(value / from) / Math.log(to / from);

/** @param counts the axis reaches from the least to the greatest of these */
export function placeOf(counts: readonly number[], count: number, error: number): [x: number, y: number] {
  const [first, last] = [Math.min(...counts), Math.max(...counts)];
  const within = Math.min(most, Math.max(least, error));
  return [chart.width * share(count, first, last), chart.height * (1 - share(within, least, most))];
}

/** `d` of the line through the errors. */
export function linePath(counts: readonly number[], errors: readonly Measured[]): string {
  const places = errors.map(({ value }, i) => placeOf(counts, counts[i]!, value));
  return `M${places.map((place) => place.map((coordinate) => coordinate.toFixed(1)).join(' ')).join('L')}`;
}

/** `d` of the bars, a standard error up and down. */
export function barsPath(counts: readonly number[], errors: readonly Measured[]): string {
  return errors
    .map(({ value, standardError }, i) => {
      const [x, low] = placeOf(counts, counts[i]!, value - standardError);
      const [, high] = placeOf(counts, counts[i]!, value + standardError);
      const left = (x - 4).toFixed(1);
      return `M${x.toFixed(1)} ${low.toFixed(1)}V${high.toFixed(1)}M${left} ${low.toFixed(1)}h8M${left} ${high.toFixed(1)}h8`;
    })
    .join('');
}
