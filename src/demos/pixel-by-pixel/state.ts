/** What the reader can change in the demo `pixel-by-pixel`, and what follows from it. */
import type { Point, Stroke } from '#src/draw/strokes.ts';
import { choiceField, drawingField, numberField, type Field, type Fields } from '../link-state.ts';
import { side } from '../pixel-places.ts';

export const pixelCount = side * side;
/** Images that are drawn side by side. */
export const imageCount = 4;

export const modelNames = ['pixelcnn', 'made'] as const;
export type ModelName = (typeof modelNames)[number];

/** [784], 0 = paper, 1 = ink. */
export type Ink = Float32Array;

export interface PixelByPixelState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  /** What the reader painted over it on the board; undefined where nothing. */
  readonly ink: Ink | undefined;
  /** Rows from the top that the model is given. */
  readonly rows: number;
  /** Temperature. */
  readonly t: number;
  readonly seed: number;
  readonly model: ModelName;
  /** The pixel looked at; −1 for the one that is drawn next. */
  readonly look: number;
  /** The image looked at. */
  readonly image: number;
  /** Layers whose field is shown, mask A first. */
  readonly layers: number;
  /** Pixels settled when the drawing has begun; 0 before. */
  readonly at: number;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const letterCount = Math.ceil(pixelCount / 6);

/** Six pixels a letter, the first the highest bit; `_` for nothing painted. */
export const inkField: Field<Ink | undefined> = {
  write: (ink) =>
    ink === undefined
      ? '_'
      : Array.from({ length: letterCount }, (_, letter) => {
          let bits = 0;
          for (let place = 0; place < 6; place++) bits = 2 * bits + (ink[6 * letter + place] ?? 0);
          return letters[bits]!;
        }).join(''),
  read(text) {
    if (text.length !== letterCount || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
    return Float32Array.from(
      { length: pixelCount },
      (_, pixel) => (letters.indexOf(text[Math.floor(pixel / 6)]!) >> (5 - (pixel % 6))) & 1,
    );
  },
};

/** Ends of the sliders. */
export const ranges = {
  rows: { min: 0, max: side - 1 },
  t: { min: 0.2, max: 2 },
  layers: { min: 1, max: 5 },
} as const;

export const fields: Fields<PixelByPixelState> = {
  d: drawingField,
  ink: inkField,
  rows: numberField({ ...ranges.rows, digits: 0 }),
  t: numberField({ ...ranges.t, digits: 2 }),
  seed: numberField({ min: 1, max: 999_999, digits: 0 }),
  model: choiceField(modelNames),
  look: numberField({ min: -1, max: pixelCount - 1, digits: 0 }),
  image: numberField({ min: 0, max: imageCount - 1, digits: 0 }),
  layers: numberField({ ...ranges.layers, digits: 0 }),
  at: numberField({ min: 0, max: pixelCount, digits: 0 }),
};

/** Ink where a pixel is at least half covered, as in the models' references. */
export function thresholded(greys: ArrayLike<number>): Ink {
  return Float32Array.from(greys, (grey) => (grey >= 0.5 ? 1 : 0));
}

/** How far from the pen's middle a pixel's own may lie to be painted, in pixels. */
const penRadius = 1;

/**
 * The ink after the pen went straight from one point to another, in units of the board; pixels of the rows that are
 * not given stay as they are. The same array where nothing changed.
 */
export function painted(
  ink: Ink,
  [from, to]: readonly [Point, Point],
  { value, rows }: { value: 0 | 1; rows: number },
): Ink {
  const next = ink.slice();
  const [x0, y0, x1, y1] = [...from, ...to].map((coordinate) => coordinate * side) as [
    number,
    number,
    number,
    number,
  ];
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(x1 - x0, y1 - y0)));
  for (let step = 0; step <= steps; step++) {
    const [x, y] = [x0 + ((x1 - x0) * step) / steps, y0 + ((y1 - y0) * step) / steps];
    for (let row = Math.max(0, Math.floor(y - 1)); row <= Math.min(rows - 1, y + 1); row++) {
      for (let column = Math.max(0, Math.floor(x - 1)); column <= Math.min(side - 1, x + 1); column++) {
        if (Math.hypot(column + 0.5 - x, row + 0.5 - y) <= penRadius) next[row * side + column] = value;
      }
    }
  }
  return next.some((pixel, i) => pixel !== ink[i]) ? next : ink;
}
