/** Letters in the hands that write the data set strokes: what a model of digits may meet and should not know. */
import { IMAGE_WIDTH } from '#src/draw/handwriting/ink.ts';
import { drawLetter, letters } from '#src/draw/handwriting/letters.ts';
import { seededRandomStream } from '#scripts/random.ts';

/**
 * As many of each letter as of any other, in turn.
 *
 * @returns [count · 28 · 28] grey bytes, 0 = paper
 */
export function drawLetters(count: number, seed: number): Uint8Array {
  const random = seededRandomStream(seed);
  const images = new Uint8Array(count * IMAGE_WIDTH ** 2);
  for (let image = 0; image < count; image++)
    images.set(drawLetter(letters[image % letters.length]!, random).image, image * IMAGE_WIDTH ** 2);
  return images;
}
