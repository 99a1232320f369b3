import type { TensorValue } from '#scripts/engine.ts';
import type { RandomStream } from '#scripts/random.ts';

export interface Warp {
  /** Share of the images that are warped; the others stay as they are. */
  readonly share: number;
  /** Largest turn either way, in radians. */
  readonly rotation: number;
  /** Largest slant either way, in pixels per pixel. */
  readonly shear: number;
  /** Largest change of width and of height, as a share. */
  readonly scale: number;
  /** Largest move along each axis, in pixels. */
  readonly shift: number;
}

/**
 * Turns, slants, scales and moves images about their centre, each by amounts of its own, so that a network sees
 * more handwriting than there is. Bilinear; paper beyond the edge.
 *
 * @param batch [batch, width · width], changed in place
 */
export function warpImages(
  { data, shape }: TensorValue,
  width: number,
  warp: Warp,
  random: RandomStream,
): void {
  if (!(data instanceof Float32Array)) throw new TypeError('warpImages: needs float32 images.');
  const size = width * width;
  const centre = (width - 1) / 2;
  const within = (limit: number) => (2 * random.uniform() - 1) * limit;
  for (let image = 0; image < shape[0]!; image++) {
    if (random.uniform() >= warp.share) continue;
    const angle = within(warp.rotation);
    const shear = within(warp.shear);
    const [scaleX, scaleY] = [1 + within(warp.scale), 1 + within(warp.scale)];
    const [shiftX, shiftY] = [within(warp.shift), within(warp.shift)];
    // From a pixel of the result back to the place it comes from: [u, v] = A · ([x, y] − shift).
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [a, b] = [cos / scaleX, (shear - sin) / scaleX];
    const [c, d] = [sin / scaleY, cos / scaleY];

    const pixels = data.subarray(image * size, (image + 1) * size);
    const original = pixels.slice();
    for (let y = 0; y < width; y++) {
      for (let x = 0; x < width; x++) {
        const [fromX, fromY] = [x - centre - shiftX, y - centre - shiftY];
        pixels[y * width + x] = interpolate(
          original,
          width,
          a * fromX + b * fromY + centre,
          c * fromX + d * fromY + centre,
        );
      }
    }
  }
}

function interpolate(pixels: Float32Array, width: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [x - left, y - top];
  const at = (row: number, column: number) =>
    row < 0 || column < 0 || row >= width || column >= width ? 0 : pixels[row * width + column]!;
  return (
    (1 - bottom) * ((1 - right) * at(top, left) + right * at(top, left + 1)) +
    bottom * ((1 - right) * at(top + 1, left) + right * at(top + 1, left + 1))
  );
}
