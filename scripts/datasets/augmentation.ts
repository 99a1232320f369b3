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

export interface Bend {
  /** Share of the images that are bent; the others stay as they are. */
  readonly share: number;
  /** Standard deviation of the displacement at each node of the net, along each axis, in pixels. */
  readonly strength: number;
  /** Meshes of the net along each axis. */
  readonly meshes: number;
}

/**
 * Bends images as if on rubber: a coarse net of random displacements, smooth in between (elastic distortions: Simard,
 * Steinkraus & Platt 2003). Bilinear; paper beyond the edge.
 *
 * @param batch [batch, width · width], changed in place
 */
export function bendImages(
  { data, shape }: TensorValue,
  width: number,
  bend: Bend,
  random: RandomStream,
): void {
  if (!(data instanceof Float32Array)) throw new TypeError('bendImages: needs float32 images.');
  const size = width * width;
  const nodes = bend.meshes + 1;
  const along = Array.from({ length: width }, (_, pixel) => {
    const place = (pixel / (width - 1)) * bend.meshes;
    const node = Math.min(bend.meshes - 1, Math.floor(place));
    const part = place - node;
    return { node, weight: part * part * (3 - 2 * part) }; // flat at the nodes, so that there are no kinks
  });
  for (let image = 0; image < shape[0]!; image++) {
    if (random.uniform() >= bend.share) continue;
    const net = Float64Array.from({ length: 2 * nodes * nodes }, () => bend.strength * random.normal());
    const pixels = data.subarray(image * size, (image + 1) * size);
    const original = pixels.slice();
    for (const [y, down] of along.entries()) {
      for (const [x, right] of along.entries()) {
        const topLeft = 2 * (down.node * nodes + right.node);
        const displacement = (axis: 0 | 1) => {
          const at = topLeft + axis;
          const [above, below] = [at, at + 2 * nodes].map(
            (left) => net[left]! + right.weight * (net[left + 2]! - net[left]!),
          );
          return above! + down.weight * (below! - above!);
        };
        pixels[y * width + x] = interpolate(original, width, x + displacement(0), y + displacement(1));
      }
    }
  }
}

/**
 * Makes lines wider or thinner: each pixel goes some way towards the darkest or the lightest of its neighbourhood of
 * 3 × 3, the same way and as far in the whole image.
 *
 * @param batch [batch, width · width], changed in place
 * @param most  largest part of the way, in either direction
 */
export function thickenImages(
  { data, shape }: TensorValue,
  width: number,
  most: number,
  random: RandomStream,
): void {
  if (!(data instanceof Float32Array)) throw new TypeError('thickenImages: needs float32 images.');
  const size = width * width;
  for (let image = 0; image < shape[0]!; image++) {
    const way = (2 * random.uniform() - 1) * most;
    const choose = way > 0 ? Math.max : Math.min;
    const pixels = data.subarray(image * size, (image + 1) * size);
    const towards = extremes(extremes(pixels, width, 1, choose), width, width, choose);
    for (let pixel = 0; pixel < size; pixel++) {
      pixels[pixel]! += Math.abs(way) * (towards[pixel]! - pixels[pixel]!);
    }
  }
}

/** Of each pixel with the one before and the one after, along a row (step 1) or a column (step `width`). */
function extremes(
  pixels: Float32Array,
  width: number,
  step: number,
  choose: (a: number, b: number, c: number) => number,
): Float32Array {
  const last = step * (width - 1);
  return pixels.map((value, pixel) => {
    const place = step === 1 ? pixel % width : pixel - (pixel % width);
    const before = place > 0 ? pixels[pixel - step]! : 0;
    const after = place < last ? pixels[pixel + step]! : 0;
    return choose(before, value, after);
  });
}
