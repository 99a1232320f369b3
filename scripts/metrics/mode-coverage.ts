/** How many modes of a mixture of Gaussians samples reach, and how many samples are near one (Srivastava et al. 2017, section 5.1). */
import type { TensorValue } from '#scripts/engine.ts';
import { meanWithError, type MeanWithError } from './statistics.ts';

export interface Coverage {
  /** Modes that at least one sample is near, of `modeCount`. */
  readonly modes: number;
  readonly modeCount: number;
  /** Share of samples within three standard deviations of their nearest mode. */
  readonly quality: MeanWithError;
  /** Near samples of each mode. */
  readonly counts: readonly number[];
}

const NEAR = 3;

/**
 * @param samples   [count, 2]
 * @param means     centres of the modes
 * @param deviation of each mode along either axis
 */
export function modeCoverage(
  { data, shape }: TensorValue,
  means: readonly (readonly [x: number, y: number])[],
  deviation: number,
): Coverage {
  const counts = means.map(() => 0);
  const near = Array.from({ length: shape[0]! }, (_, row) => {
    const distances = means.map(([x, y]) =>
      Math.hypot(Number(data[2 * row]) - x, Number(data[2 * row + 1]) - y),
    );
    const distance = Math.min(...distances);
    if (!(distance <= NEAR * deviation)) return 0;
    counts[distances.indexOf(distance)]!++;
    return 1;
  });
  return {
    modes: counts.filter((count) => count > 0).length,
    modeCount: means.length,
    quality: meanWithError(near),
    counts,
  };
}
