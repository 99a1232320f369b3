/**
 * A square, an ellipse and a heart with edges as smooth as a pixel allows: the grey of a pixel is how far it lies
 * inside the outline, by signed distance, over the width of one pixel.
 */

export const SHAPE_WIDTH = 32;

/** `alike`: in how many orientations of a full turn it looks the same. */
export const shapeKinds = [
  { id: 'square', name: { ko: '정사각형', en: 'square' }, alike: 4 },
  { id: 'ellipse', name: { ko: '타원', en: 'ellipse' }, alike: 2 },
  { id: 'heart', name: { ko: '하트', en: 'heart' }, alike: 1 },
] as const;

export type ShapeKind = (typeof shapeKinds)[number]['id'];

export interface Placement {
  /** 1 is the full size, 15 to 16 pixels across. */
  readonly scale: number;
  /** In radians, clockwise as seen (y points down). */
  readonly orientation: number;
  /** The shape's centroid, in pixels from the image's upper left corner. */
  readonly x: number;
  readonly y: number;
}

/** Half the time of `Math.hypot`, whose care for overflow is not needed here. */
const length = (x: number, y: number) => Math.sqrt(x * x + y * y);

/** In pixels, negative inside; exact near the outline. The centroid is at (0, 0), y points down. */
type Distance = (x: number, y: number, scale: number) => number;

const SQUARE_SIDE = 11; // its corners reach 7.8 pixels from the middle
const ELLIPSE_AXES = [7.6, 4.4] as const; // half of each
const HEART_SIDE = 7.8; // of the square under its two half discs

/** From the middle of the heart's square up to the heart's centroid, as a share of the side. */
const HEART_RISE = (() => {
  const discs = Math.PI / 4; // two half discs of the side's half as radius, by the square's area
  const discRise = (1 / 2 + 2 / (3 * Math.PI)) / Math.SQRT2; // a half disc's centroid is 4r / 3π from its diameter
  return (discs * discRise) / (1 + discs);
})();

const distances: Readonly<Record<ShapeKind, Distance>> = {
  square: (x, y, scale) => boxDistance(x, y, (SQUARE_SIDE * scale) / 2),
  ellipse(x, y, scale) {
    // The implicit function over its gradient, which is the distance to first order.
    const [a, b] = [ELLIPSE_AXES[0] * scale, ELLIPSE_AXES[1] * scale];
    const level = length(x / a, y / b);
    const slope = length(x / (a * a), y / (b * b));
    return slope === 0 ? -b : (level * (level - 1)) / slope;
  },
  heart(x, y, scale) {
    // A square on its tip, and a disc about the middle of each upper side.
    const side = HEART_SIDE * scale;
    const fromMiddle = y - HEART_RISE * side;
    const [along, across] = [(x + fromMiddle) / Math.SQRT2, (fromMiddle - x) / Math.SQRT2];
    const disc = (middleAlong: number, middleAcross: number) =>
      length(along - middleAlong, across - middleAcross) - side / 2;
    return Math.min(boxDistance(along, across, side / 2), disc(0, -side / 2), disc(-side / 2, 0));
  },
};

function boxDistance(x: number, y: number, half: number): number {
  const [beyondX, beyondY] = [Math.abs(x) - half, Math.abs(y) - half];
  return length(Math.max(beyondX, 0), Math.max(beyondY, 0)) + Math.min(Math.max(beyondX, beyondY), 0);
}

/**
 * A shape anywhere, at any size and turn.
 *
 * @returns [32 · 32] grey bytes, 0 = paper
 */
export function drawShape(kind: ShapeKind, { scale, orientation, x, y }: Placement): Uint8Array {
  const image = new Uint8Array(SHAPE_WIDTH * SHAPE_WIDTH);
  const distance = distances[kind];
  const [cos, sin] = [Math.cos(orientation), Math.sin(orientation)];
  const reach = 9 * scale; // beyond the farthest point of any shape, edge included
  const first = (centre: number) => Math.max(0, Math.floor(centre - reach));
  const last = (centre: number) => Math.min(SHAPE_WIDTH - 1, Math.ceil(centre + reach));
  for (let row = first(y); row <= last(y); row++) {
    for (let column = first(x); column <= last(x); column++) {
      const [dx, dy] = [column + 0.5 - x, row + 0.5 - y];
      const inside = 0.5 - distance(cos * dx + sin * dy, cos * dy - sin * dx, scale);
      image[row * SHAPE_WIDTH + column] = Math.round(255 * Math.min(1, Math.max(0, inside)));
    }
  }
  return image;
}
