/** Pictures of numbers, as RGBA bytes for a canvas or a PNG. */

/**
 * Grey levels as ink on no paper: black, with the value as its opacity, so that the page's own background shows.
 *
 * @param values 0 = paper, 1 = ink; values beyond are cut
 * @returns      [4 · values.length]
 */
export function inkPixels(values: ArrayLike<number>): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) pixels[4 * i + 3] = 255 * values[i]!;
  return pixels;
}

const missingInk = [214, 93, 14] as const; // orange: ink that the reconstruction lost
const extraInk = [38, 113, 214] as const; // blue: ink that it added

/**
 * Where a reconstruction differs from its image, with the size of the difference as opacity.
 *
 * @returns [4 · image.length]
 */
export function differencePixels(
  image: ArrayLike<number>,
  reconstruction: ArrayLike<number>,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * image.length);
  for (let i = 0; i < image.length; i++) {
    const difference = image[i]! - reconstruction[i]!;
    pixels.set(difference > 0 ? missingInk : extraInk, 4 * i);
    pixels[4 * i + 3] = 255 * Math.min(1, Math.abs(difference) * 1.6);
  }
  return pixels;
}
