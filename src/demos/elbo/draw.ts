/** The chart of the bound against K. */
import type { Estimate } from '#src/math/importance-bound.ts';

export const chart = { width: 320, height: 170, largestK: 500 } as const;

/** Where the bound stands, as it is shown: negated, in nats. */
export interface BoundPoint {
  readonly k: number;
  readonly nats: number;
  /** Twice the standard error; 0 where there is none. */
  readonly reach: number;
}

export function boundPoint(k: number, { value, standardError = 0 }: Estimate): BoundPoint {
  return { k, nats: -value, reach: 2 * standardError };
}

/** The nats at the foot and at the top of the chart, a little beyond all that is drawn. */
export function scaleOf(points: readonly BoundPoint[], negativeElbo: number): { from: number; to: number } {
  const ends = [negativeElbo, ...points.flatMap(({ nats, reach }) => [nats - reach, nats + reach])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max(0.25, 0.08 * (high - low));
  return { from: low - room, to: high + room };
}

export function placeX(k: number): number {
  return (chart.width * Math.log(k)) / Math.log(chart.largestK);
}

export function placeY(nats: number, { from, to }: { from: number; to: number }): number {
  return chart.height * (1 - (nats - from) / (to - from));
}
