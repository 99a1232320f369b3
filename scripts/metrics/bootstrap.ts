import type { RandomStream } from '#scripts/random.ts';
import { meanAndDeviation } from './statistics.ts';

const RESAMPLES = 200;

/**
 * Standard error of a figure that is no mean over examples, by the bootstrap (Efron 1979): its standard deviation over
 * draws of as many examples, with replacement.
 *
 * @param statistic the figure where each example counts as often as [count] `times` says
 */
export function bootstrapError(
  count: number,
  statistic: (times: Uint32Array) => number,
  random: RandomStream,
): number {
  const values = Array.from({ length: RESAMPLES }, () => {
    const times = new Uint32Array(count);
    for (let draw = 0; draw < count; draw++) times[random.integer(count)]! += 1;
    return statistic(times);
  });
  return meanAndDeviation(values).deviation;
}
