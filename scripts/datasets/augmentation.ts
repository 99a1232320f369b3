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
    const row = new Float64Array(2 * nodes); // the net's displacements at this height
    for (const [y, down] of along.entries()) {
      for (let at = 0; at < row.length; at++) {
        const above = net[down.node * row.length + at]!;
        row[at] = above + down.weight * (net[(down.node + 1) * row.length + at]! - above);
      }
      for (let x = 0; x < width; x++) {
        const { node, weight } = along[x]!;
        const [left, right] = [2 * node, 2 * node + 2];
        const moveX = row[left]! + weight * (row[right]! - row[left]!);
        const moveY = row[left + 1]! + weight * (row[right + 1]! - row[left + 1]!);
        pixels[y * width + x] = interpolate(original, width, x + moveX, y + moveY);
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
    const pixels = data.subarray(image * size, (image + 1) * size);
    const towards = extremes(extremes(pixels, width, way > 0, 'row'), width, way > 0, 'column');
    for (let pixel = 0; pixel < size; pixel++) {
      pixels[pixel]! += Math.abs(way) * (towards[pixel]! - pixels[pixel]!);
    }
  }
}

/** Largest or smallest of each pixel and its neighbours before and after along a line; paper beyond the edge. */
function extremes(
  pixels: Float32Array,
  width: number,
  largest: boolean,
  along: 'row' | 'column',
): Float32Array {
  const result = new Float32Array(pixels.length);
  const [step, lineStep] = along === 'row' ? [1, width] : [width, 1];
  for (let line = 0; line < width; line++) {
    let before = 0;
    let value = pixels[line * lineStep]!;
    for (let place = 0; place < width; place++) {
      const pixel = line * lineStep + place * step;
      const after = place + 1 < width ? pixels[pixel + step]! : 0;
      result[pixel] = largest ? Math.max(before, value, after) : Math.min(before, value, after);
      before = value;
      value = after;
    }
  }
  return result;
}
