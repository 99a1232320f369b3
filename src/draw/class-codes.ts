/** Pictures of where a model puts images: codes in the plane, a colour for each class. */
import type { Context } from './picture.ts';
import { label, toWindow, type PlaneColors, type View } from './plane.ts';
import type { Point } from './strokes.ts';

/** Codes by class, as they stand in a model's `codes.bin`. */
export interface ClassCodes {
  /** [codes, 2], class by class. */
  readonly values: Float32Array;
  readonly counts: readonly number[];
}

/** A colour for each digit that can be told from the others on light and on dark. */
export const classColors = [
  [66, 105, 208],
  [239, 177, 24],
  [255, 114, 92],
  [74, 176, 160],
  [60, 155, 72],
  [255, 128, 175],
  [164, 99, 242],
  [96, 160, 240],
  [156, 107, 78],
  [140, 144, 152],
] as const;

/** Where the middle of each class lies: its medians. */
export function classMiddles({ values, counts }: ClassCodes): Point[] {
  let first = 0;
  return counts.map((size) => {
    const middle = (axis: number) => {
      const sorted = Float32Array.from({ length: size }, (_, i) => values[2 * (first + i) + axis]!).sort();
      return sorted[size >> 1] ?? 0;
    };
    const point: Point = [middle(0), middle(1)];
    first += size;
    return point;
  });
}

/** Places moved just so far apart, up and down, that no two labels of this size cover each other. */
export function spread(places: readonly Point[], width: number, height: number): Point[] {
  const free: Point[] = [];
  for (const [x, y] of places) {
    const crowd = free.filter((other) => Math.abs(other[0] - x) < width);
    let shift = 0;
    for (let step = 1; crowd.some((other) => Math.abs(other[1] - (y + shift)) < height); step++) {
      shift = (step % 2 === 0 ? -1 : 1) * Math.ceil(step / 2) * (height / 4);
    }
    free.push([x, y + shift]);
  }
  return free;
}

/** A dot for each code, larger the nearer one looks, and each class's digit in its middle. `size` is the side in pixels. */
export function paintCodes(
  context: Context,
  codes: ClassCodes,
  view: View,
  size: number,
  colors: PlaneColors,
): void {
  paintDots(context, codes, view, size);
  context.font = `700 ${digitHeight(size)}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const [digit, middle] of digitPlaces(codes, view, size).entries())
    label(context, String(digit), ...middle, colors);
}

/** Small enough that in a narrow window, too, a digit need not move to another class's dots. */
const digitHeight = (size: number) => (size < 260 ? 10 : size < 420 ? 12 : 15);

/** Where the classes' digits stand, in pixels of a square of `size`. */
export function digitPlaces(codes: ClassCodes, view: View, size: number): Point[] {
  const places = classMiddles(codes).map((middle): Point => {
    const [x, y] = toWindow(view, middle);
    return [x * size, y * size];
  });
  return spread(places, digitHeight(size) - 1, digitHeight(size) + 1);
}

function paintDots(context: Context, { values, counts }: ClassCodes, view: View, size: number): void {
  const side = Math.min(5, Math.max(1.4, (1.6 * size) / 480) * (8 / view.span) ** 0.3);
  const scale = size / view.span;
  const left = size / 2 - view.x * scale - side / 2;
  const top = size / 2 + view.y * scale - side / 2;
  let index = 0;
  for (const [digit, count] of counts.entries()) {
    context.beginPath();
    for (const end = index + count; index < end; index++) {
      const x = left + values[2 * index]! * scale;
      const y = top - values[2 * index + 1]! * scale;
      if (x > -side && x < size && y > -side && y < size) context.rect(x, y, side, side);
    }
    context.fillStyle = `rgb(${classColors[digit]!.join(' ')} / 0.7)`;
    context.fill();
  }
}

/**
 * The codes as dots in pixels, for a picture drawn at build.
 *
 * @returns [4 · side²], transparent between the dots
 */
export function codePixels(
  { values, counts }: ClassCodes,
  view: View,
  side: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * side * side);
  let index = 0;
  for (const [digit, count] of counts.entries()) {
    for (const end = index + count; index < end; index++) {
      const [x, y] = toWindow(view, [values[2 * index]!, values[2 * index + 1]!]);
      const [column, row] = [Math.floor(x * side), Math.floor(y * side)];
      if (column < 0 || column >= side || row < 0 || row >= side) continue;
      pixels.set([...classColors[digit]!, 190], 4 * (row * side + column));
    }
  }
  return pixels;
}
