/**
 * Pen paths as an image that MNIST could hold (LeCun et al. 1998, section III.A): the ink scaled to fit 20×20 pixels
 * with its aspect ratio kept, then moved by whole pixels so that its centre of mass is at the centre of 28×28.
 */
import type { Point } from './pen-path.ts';

export const IMAGE_WIDTH = 28;
const BOX_WIDTH = 20;

/** A round pen; lengths in pixels of the image. */
export interface Pen {
  readonly width: number;
  /** Width of the grey edge. */
  readonly softness: number;
  /** Width of the line at each point of each stroke, as a share of `width`. */
  readonly pressure: readonly (readonly number[])[];
}

/** The pen of examples: of one width all along. */
export function steadyPen(strokes: readonly (readonly unknown[])[]): Pen {
  return { width: 2.4, softness: 1, pressure: strokes.map((stroke) => stroke.map(() => 1)) };
}

/**
 * @param strokes at any scale, y down
 * @returns       [28 · 28] grey bytes, 0 = paper
 */
export function inkStrokes(strokes: readonly (readonly Point[])[], pen: Pen): Uint8Array {
  const placed = fitBox(strokes, pen.width);
  const box = new Float32Array(BOX_WIDTH * BOX_WIDTH); // coverage in [0, 1]
  for (const [s, stroke] of placed.entries()) {
    const radius = (k: number) => (pen.width * pen.pressure[s]![k]!) / 2;
    for (const [k, to] of stroke.entries()) {
      const from = Math.max(0, k - 1);
      inkSegment(box, stroke[from]!, to, radius(from), radius(k), pen.softness);
    }
  }
  return centre(box);
}

/** In the middle of the box, with the line's outer edges touching it: the longer side is 20 pixels. */
function fitBox(strokes: readonly (readonly Point[])[], penWidth: number): Point[][] {
  const { left, top, width, height } = bounds(strokes);
  const scale = (BOX_WIDTH - penWidth) / Math.max(width, height, 1e-6);
  const place = (offset: number) => BOX_WIDTH / 2 + offset * scale;
  return strokes.map((stroke) =>
    stroke.map(([x, y]) => [place(x - left - width / 2), place(y - top - height / 2)]),
  );
}

export function bounds(strokes: readonly (readonly Point[])[]) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (const [x, y] of stroke) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

function inkSegment(
  box: Float32Array,
  from: Point,
  to: Point,
  radiusFrom: number,
  radiusTo: number,
  softness: number,
) {
  const reach = Math.max(radiusFrom, radiusTo) + softness / 2;
  const first = (a: number, b: number) => Math.max(0, Math.ceil(Math.min(a, b) - reach - 0.5));
  const last = (a: number, b: number) => Math.min(BOX_WIDTH - 1, Math.floor(Math.max(a, b) + reach - 0.5));
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const lengthSquared = dx * dx + dy * dy;
  const [firstX, lastX] = [first(from[0], to[0]), last(from[0], to[0])];
  const [firstY, lastY] = [first(from[1], to[1]), last(from[1], to[1])];
  for (let y = firstY; y <= lastY; y++) {
    for (let x = firstX; x <= lastX; x++) {
      const px = x + 0.5 - from[0];
      const py = y + 0.5 - from[1];
      const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
      const gapX = px - along * dx;
      const gapY = py - along * dy;
      const inside = radiusFrom + along * (radiusTo - radiusFrom) - Math.sqrt(gapX * gapX + gapY * gapY);
      const pixel = y * BOX_WIDTH + x;
      box[pixel] = Math.max(box[pixel]!, Math.min(1, 0.5 + inside / softness));
    }
  }
}

function centre(box: Float32Array): Uint8Array {
  let [mass, sumX, sumY, darkest] = [0, 0, 0, 0];
  for (let y = 0; y < BOX_WIDTH; y++) {
    for (let x = 0; x < BOX_WIDTH; x++) {
      const value = box[y * BOX_WIDTH + x]!;
      mass += value;
      sumX += value * x;
      sumY += value * y;
      darkest = Math.max(darkest, value);
    }
  }
  const shift = (sum: number) => Math.round(IMAGE_WIDTH / 2 - sum / mass);
  const [shiftX, shiftY] = [shift(sumX), shift(sumY)];
  const contrast = 255 / darkest; // full in every image of MNIST, however thin the line
  const image = new Uint8Array(IMAGE_WIDTH * IMAGE_WIDTH);
  // A very uneven digit may lose an edge: its middle stays in the middle.
  for (let y = Math.max(0, -shiftY); y < Math.min(BOX_WIDTH, IMAGE_WIDTH - shiftY); y++) {
    for (let x = Math.max(0, -shiftX); x < Math.min(BOX_WIDTH, IMAGE_WIDTH - shiftX); x++) {
      image[(y + shiftY) * IMAGE_WIDTH + x + shiftX] = Math.round(contrast * box[y * BOX_WIDTH + x]!);
    }
  }
  return image;
}
