/** Places on a board of pixels. */
import type { Point } from '#src/draw/strokes.ts';

/** Pixels of a side of the images. */
export const side = 28;

/** The pixel under a point of the board, held inside it. */
export function pixelAt([x, y]: Point): number {
  const place = (coordinate: number) => Math.min(side - 1, Math.max(0, Math.floor(coordinate * side)));
  return place(y) * side + place(x);
}

/** The pixel an arrow key goes to, four at a time with `far`; undefined for other keys. */
export function pixelAfterKey(key: string, pixel: number, far: boolean): number | undefined {
  const step = far ? 4 : 1;
  const [row, column] = [Math.floor(pixel / side), pixel % side];
  switch (key) {
    case 'ArrowLeft':
      return row * side + Math.max(0, column - step);
    case 'ArrowRight':
      return row * side + Math.min(side - 1, column + step);
    case 'ArrowUp':
      return Math.max(0, row - step) * side + column;
    case 'ArrowDown':
      return Math.min(side - 1, row + step) * side + column;
    default:
      return undefined;
  }
}
