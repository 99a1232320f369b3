/** Pictures of the demo `clusters`: images on a map in the colours of their clusters, and what J did. */
import { classColors } from '#src/draw/class-codes.ts';
import { toWindow, type View } from '#src/draw/plane.ts';
import type { Point } from '#src/draw/strokes.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** A colour for each cluster, to be told apart on light and on dark. */
export const clusterColors: readonly Rgb[] = [...classColors, [186, 58, 58], [139, 158, 38]];

/** Of images that no centre has taken. */
const unassigned: Rgb = [128, 132, 136];

export const letterOf = (cluster: number): string => String.fromCharCode(65 + cluster);

export const cssColor = (cluster: number): string => `rgb(${clusterColors[cluster]!.join(' ')})`;

export interface MapScene {
  /** Grey levels of square images, 0 = paper and 1 = ink. */
  readonly images: readonly Float32Array[];
  /** Where each lies on the map. */
  readonly places: readonly Point[];
  readonly assignment: readonly number[] | undefined;
  /** The cluster that is looked at, the others being pale; −1 for none. */
  readonly pick: number;
}

/**
 * The images laid on a map with their middles where they lie, ink on nothing, the later over the earlier.
 *
 * @param side of the picture, in pixels of the images
 * @returns    [4 · side²]
 */
export function mapPixels(
  { images, places, assignment, pick }: MapScene,
  view: View,
  side: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * side * side);
  for (const [index, image] of images.entries()) {
    const cluster = assignment?.[index];
    const [red, green, blue] = cluster === undefined ? unassigned : clusterColors[cluster]!;
    const strength = pick < 0 || pick === cluster ? 1 : 0.18;
    const width = Math.sqrt(image.length);
    const [x, y] = toWindow(view, places[index]!);
    const [left, top] = [Math.round(x * side - width / 2), Math.round(y * side - width / 2)];
    for (let i = 0; i < image.length; i++) {
      const column = left + (i % width);
      const row = top + Math.floor(i / width);
      const alpha = strength * image[i]!;
      if (alpha <= 0 || column < 0 || column >= side || row < 0 || row >= side) continue;
      const at = 4 * (row * side + column);
      // Over what lies there, as painters do (Porter & Duff 1984).
      const below = (pixels[at + 3]! / 255) * (1 - alpha);
      const whole = alpha + below;
      pixels[at] = (alpha * red + below * pixels[at]!) / whole;
      pixels[at + 1] = (alpha * green + below * pixels[at + 1]!) / whole;
      pixels[at + 2] = (alpha * blue + below * pixels[at + 2]!) / whole;
      pixels[at + 3] = 255 * whole;
    }
  }
  return pixels;
}

/** An image of half the width, each pixel the mean of four. */
export function halved(image: Float32Array): Float32Array<ArrayBuffer> {
  const width = Math.sqrt(image.length);
  return Float32Array.from({ length: image.length / 4 }, (_, i) => {
    const [x, y] = [2 * (i % (width / 2)), 2 * Math.floor(i / (width / 2))];
    const at = y * width + x;
    return (image[at]! + image[at + 1]! + image[at + width]! + image[at + width + 1]!) / 4;
  });
}

export const chart = { width: 320, height: 130 } as const;

/** Where J after each step lies on the chart, from the lowest to the highest that is seen. */
export function chartPoints(
  objectives: readonly (number | undefined)[],
  steps: number,
): (Point | undefined)[] {
  const seen = objectives.filter((objective) => objective !== undefined);
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  return objectives.map((objective, i) => {
    if (objective === undefined) return undefined;
    const share = most > least ? (objective - least) / (most - least) : 0;
    return [(i / steps) * chart.width, chart.height * (0.95 - 0.9 * share)];
  });
}
