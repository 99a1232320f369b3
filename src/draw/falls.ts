/** Maps of how much a probability fell, and rose. */

const fallen = [214, 93, 14] as const; // orange
const risen = [38, 113, 214] as const; // blue

/**
 * Falls as colours on nothing: orange where the probability fell and blue where it rose, as opaque as it did.
 *
 * @param falls in [−1, 1]
 * @returns     [4 · falls.length]
 */
export function fallPixels(falls: ArrayLike<number>): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * falls.length);
  for (let i = 0; i < falls.length; i++) {
    pixels.set(falls[i]! > 0 ? fallen : risen, 4 * i);
    pixels[4 * i + 3] = 255 * Math.abs(falls[i]!);
  }
  return pixels;
}
