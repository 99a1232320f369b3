/** Grey images as images of zeros and ones, which models of single pixels are made for. */
import { uniforms } from '#src/math/random.ts';

/** One a pixel, the same for every drawing: a stroke that grows changes only pixels that it touches. */
const thresholds = uniforms(20_191_124, 28 * 28);

/**
 * Each pixel 1 with its grey value as probability, as the test images of the cards are made.
 *
 * @param ink [784], 0 = paper and 1 = ink
 */
export function binarized(ink: ArrayLike<number>): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: ink.length }, (_, i) => (thresholds[i]! < ink[i]! ? 1 : 0));
}
