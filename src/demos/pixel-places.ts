/** Places on a board of pixels, or on one of fewer places across. */
import type { Point } from '#src/draw/strokes.ts';

/** Pixels of a side of the images. */
export const side = 28;

/** The pixel under a point of the board, held inside it. */
export function pixelAt([x, y]: Point, across = side): number {
  const place = (coordinate: number) => Math.min(across - 1, Math.max(0, Math.floor(coordinate * across)));
  return place(y) * across + place(x);
}

/** The pixels that the straight way from one point to another passes through, both ends' among them. */
export function pixelsBetween(from: Point, to: Point, across = side): number[] {
  const steps = Math.max(1, Math.ceil(8 * across * Math.hypot(to[0] - from[0], to[1] - from[1])));
  const pixels = Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    return pixelAt([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share], across);
  });
  return [...new Set(pixels)];
}

/** The pixel an arrow key goes to, four at a time with `far`; undefined for other keys. */
export function pixelAfterKey(key: string, pixel: number, far: boolean, across = side): number | undefined {
  const step = far ? 4 : 1;
  const [row, column] = [Math.floor(pixel / across), pixel % across];
  switch (key) {
    case 'ArrowLeft':
      return row * across + Math.max(0, column - step);
    case 'ArrowRight':
      return row * across + Math.min(across - 1, column + step);
    case 'ArrowUp':
      return Math.max(0, row - step) * across + column;
    case 'ArrowDown':
      return Math.min(across - 1, row + step) * across + column;
    default:
      return undefined;
  }
}
