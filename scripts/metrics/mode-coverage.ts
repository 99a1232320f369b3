/** How many modes of a mixture of Gaussians samples reach, and how many samples are near one (Srivastava et al. 2017, section 5.1). */
import type { TensorValue } from '#scripts/engine.ts';
import { nearModes } from '#src/math/mixtures.ts';
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

/**
 * @param samples   [count, 2]
 * @param means     centres of the modes
 * @param deviation of each mode along either axis
 */
export function modeCoverage(
  { data }: TensorValue,
  means: readonly (readonly [x: number, y: number])[],
  deviation: number,
): Coverage {
  const near = nearModes(data as Float32Array, { means, deviation });
  const counts = means.map((_, mode) => near.filter((found) => found === mode).length);
  return {
    modes: counts.filter((count) => count > 0).length,
    modeCount: means.length,
    quality: meanWithError(near.map((mode) => (mode < 0 ? 0 : 1))),
    counts,
  };
}
