/** How well noise is taken out of images. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import { squaredError } from './reconstruction.ts';
import { meanWithError, type MeanWithError } from './statistics.ts';

/** One committed draw of the noise on held-out images. */
const NOISE_SEED = 20_101;

/** [batch, pixels] → [batch, pixels] in [0, 1], without what was done to them */
export type Denoise = (noisy: TensorValue) => Promise<TensorValue>;

/** Gaussian noise of standard deviation σ on pixels in [0, 1], clipped to them. */
export function addNoise({ data, shape }: TensorValue, sigma: number, random: RandomStream): TensorValue {
  const noisy = Float32Array.from({ length: data.length }, (_, at) =>
    Math.min(1, Math.max(0, Number(data[at]) + sigma * random.normal())),
  );
  return { data: noisy, shape };
}

const BATCH = 500;

/**
 * Mean squared error per pixel of a split's images after noise and its removal. The noise is the same for every model.
 *
 * @param denoise the identity gives the error of the noise itself
 */
export async function denoisingError(split: Split, sigma: number, denoise: Denoise): Promise<MeanWithError> {
  return restorationError(split, (x, random) => addNoise(x, sigma, random), denoise);
}

/**
 * Mean squared error per pixel of a split's images after damage and its repair. The damage is the same for every model.
 *
 * @param damage of images [batch, pixels], drawn from the stream
 */
export async function restorationError(
  split: Split,
  damage: (clean: TensorValue, random: RandomStream) => TensorValue,
  restore: Denoise,
): Promise<MeanWithError> {
  const random = seededRandomStream(NOISE_SEED);
  const errors: number[] = [];
  for (let from = 0; from < split.count; from += BATCH) {
    const size = Math.min(BATCH, split.count - from);
    const clean = gatherPixels(
      split,
      Int32Array.from({ length: size }, (_, index) => from + index),
    );
    const restored = await restore(damage(clean, random));
    for (let row = 0; row < size; row++) errors.push(squaredError(clean, restored, row));
  }
  return meanWithError(errors);
}

/**
 * Peak signal-to-noise ratio of a mean squared error of pixels in [0, 1], −10 log₁₀ in dB, with its standard error to
 * first order. The mean is taken before the logarithm: the mean of images' own ratios would be higher.
 */
export function psnr({ value, standardError, count }: MeanWithError): MeanWithError {
  return {
    value: -10 * Math.log10(value),
    standardError: (10 / Math.LN10) * (standardError / value),
    count,
  };
}
