import type { Split } from '#scripts/datasets/dataset.ts';
import { seededRandomStream } from '#scripts/random.ts';

/** One committed sample of the held-out images, so that all models are scored on the same bits. */
const SEED = 20_081;

/**
 * Dynamically binarised images: each pixel a Bernoulli sample of its grey value (Salakhutdinov & Murray 2008). The
 * same split gives the same bits each time.
 *
 * @returns images of bytes 0 and 255, which become 0 and 1 as a network takes them
 */
export function binarizeSplit({ images, labels, count }: Split): Split {
  const random = seededRandomStream(SEED);
  return { images: images.map((grey) => (random.uniform() < grey / 255 ? 255 : 0)), labels, count };
}
