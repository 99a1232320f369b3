/** What a classifier makes of an image of which a part is covered (Zeiler & Fergus 2014, section 4.2). */
import { uniforms } from './random.ts';

/** What a patch is filled with. */
export const fills = ['paper', 'grey', 'noise'] as const;
export type Fill = (typeof fills)[number];

export interface Cover {
  /** Side of the square patch, in pixels; odd. */
  readonly size: number;
  readonly fill: Fill;
}

/** Any fixed number would do: the same pixel gets the same noise wherever the patch lies. */
const NOISE_SEED = 7;
let noise: Float32Array | undefined;

/**
 * A square image with a patch on it.
 *
 * @param image [width · width] 0 = paper, 1 = ink
 * @param pixel the patch's middle; what of the patch lies beyond the image is not seen
 */
export function covered(image: Float32Array, pixel: number, { size, fill }: Cover): Float32Array {
  const width = Math.sqrt(image.length);
  const reach = (size - 1) / 2;
  const [middleX, middleY] = [pixel % width, Math.floor(pixel / width)];
  if (noise?.length !== image.length) noise = uniforms(NOISE_SEED, image.length);
  const result = image.slice();
  for (let y = Math.max(0, middleY - reach); y <= Math.min(width - 1, middleY + reach); y++) {
    for (let x = Math.max(0, middleX - reach); x <= Math.min(width - 1, middleX + reach); x++) {
      const at = y * width + x;
      result[at] = fill === 'paper' ? 0 : fill === 'grey' ? 0.5 : noise[at]!;
    }
  }
  return result;
}

/** Images with a patch at each pixel from one to before another. → [to − from, pixels] */
export function coveredEach(image: Float32Array, from: number, to: number, cover: Cover): Float32Array {
  const images = new Float32Array((to - from) * image.length);
  for (let pixel = from; pixel < to; pixel++)
    images.set(covered(image, pixel, cover), (pixel - from) * image.length);
  return images;
}
