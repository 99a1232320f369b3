/** Pictures of the demo `occlusion`. */
import { classColors } from '#src/draw/class-codes.ts';
import { side } from '../pixel-places.ts';
import { pixelCount } from './state.ts';

/** Places in the colour of what the answer there is, where that is another. */
export function answerPixels(answers: readonly number[], usual: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * pixelCount);
  for (const [pixel, label] of answers.entries()) {
    if (label !== usual) pixels.set([...classColors[label]!, 255], 4 * pixel);
  }
  return pixels;
}

/**
 * Responses of a layer for a picture: none and less is paper, and the largest of others ink, so that the same response
 * looks the same wherever the patch lies.
 */
export function responses(values: Float32Array, others: Float32Array): Float32Array {
  const most = Math.max(...others, 1e-6);
  return values.map((value) => Math.max(0, value) / most);
}

/** Paper around each picture of a model's sheet, in pixels. */
const sheetGap = 2;

/**
 * A 28×28 picture of a model's sheet with its paper taken away: colours on nothing, which on white look as they did.
 *
 * @returns [4 · 784]
 */
export function tileOnNothing(
  { data, width, channels }: { data: ArrayLike<number>; width: number; channels: number },
  { column, row }: { column: number; row: number },
): Uint8ClampedArray {
  const begin = (place: number) => sheetGap + place * (side + sheetGap);
  const pixels = new Uint8ClampedArray(4 * pixelCount);
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    const at = (begin(row) + Math.floor(pixel / side)) * width + begin(column) + (pixel % side);
    const color = [0, 1, 2].map((channel) => data[at * channels + channel]! / 255);
    const opacity = 1 - Math.min(...color);
    if (opacity === 0) continue;
    pixels.set([...color.map((value) => (255 * (value - 1 + opacity)) / opacity), 255 * opacity], 4 * pixel);
  }
  return pixels;
}
