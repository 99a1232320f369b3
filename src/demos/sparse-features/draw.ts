/** Pictures of the units of a sparse code. */
const added = [38, 113, 214] as const; // blue: ink that the unit adds
const taken = [214, 93, 14] as const; // orange: ink that it takes away

/**
 * What a unit adds to an image and takes from it, the strongest pixel opaque.
 *
 * @param feature in ink, of either sign, [784]
 * @returns       RGBA bytes, [4 · 784]
 */
export function featurePixels(feature: Float32Array | readonly number[]): Uint8ClampedArray<ArrayBuffer> {
  const most = largest(feature);
  const pixels = new Uint8ClampedArray(4 * feature.length);
  for (let i = 0; i < feature.length; i++) {
    pixels.set(feature[i]! > 0 ? added : taken, 4 * i);
    pixels[4 * i + 3] = most === 0 ? 0 : (255 * Math.abs(feature[i]!)) / most;
  }
  return pixels;
}

/** Units in a row of the picture of a whole code. */
export const codeColumns = 50;

/** Ink of the least value that is on, so that it can be seen. */
const faintest = 0.35;

/**
 * A whole code as ink, a pixel a unit: the larger its value, the darker; what is off is paper.
 *
 * @param z not negative
 */
export function codeInk(z: Float32Array | readonly number[]): Float32Array {
  const most = largest(z);
  return Float32Array.from(z, (value) => (value > 0 ? faintest + (1 - faintest) * (value / most) : 0));
}

function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
