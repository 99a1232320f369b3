/**
 * A drawing as MNIST would hold it. LeCun et al. 1998, section III.A: the ink is scaled to fit 20×20 pixels with its
 * aspect ratio kept, grey levels coming from the antialiasing, and placed in 28×28 so that its centre of mass is at
 * the centre. In the published files that means: the longer side is exactly 20 pixels, and the centre of mass, in
 * pixel indices, lies within half a pixel of (14, 14), for images were moved by whole pixels (measured on the test
 * split: 13.5 to 14.5). The shorter side lies in the middle of the box, as in the project's own data set.
 */
import type { Stroke } from './strokes.ts';

export const imageSize = 28;
const boxSize = 20;
/** Samples a pixel side: 16 × 16 grey levels. */
const oversampling = 4;

/**
 * @param strokes  in the unit square; may leave it
 * @param penWidth in units of the square's side
 * @returns        [28 · 28], row-major, 0 = paper, 1 = ink; all 0 without strokes
 */
export function normalize(strokes: readonly Stroke[], penWidth: number): Float32Array {
  const image = new Float32Array(imageSize * imageSize);
  const points = strokes.flat();
  if (points.length === 0) return image;

  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = boxSize / (Math.max(right - left, bottom - top) + penWidth);
  const place = (offset: number) => boxSize / 2 + offset * scale;

  const box = fillBox(
    strokes.map((stroke) =>
      stroke.map(([x, y]) => [place(x - (left + right) / 2), place(y - (top + bottom) / 2)] as const),
    ),
    (penWidth * scale) / 2,
  );
  const [centreX, centreY] = centreOfMass(box);
  const shiftX = Math.round(imageSize / 2 - centreX);
  const shiftY = Math.round(imageSize / 2 - centreY);
  for (let y = 0; y < boxSize; y++) {
    for (let x = 0; x < boxSize; x++) {
      const column = x + shiftX;
      const row = y + shiftY;
      const inside = column >= 0 && column < imageSize && row >= 0 && row < imageSize;
      if (inside) image[row * imageSize + column] = box[y * boxSize + x]!;
    }
  }
  return image;
}

/** Share of each pixel covered by round-ended lines of a radius, all in pixels. → [20 · 20] */
function fillBox(strokes: readonly Stroke[], radius: number): Float32Array {
  const side = boxSize * oversampling;
  const covered = new Uint8Array(side * side);
  const sampleIndex = (coordinate: number) => coordinate * oversampling - 0.5;
  for (const stroke of strokes) {
    for (let i = 0; i < stroke.length; i++) {
      const from = stroke[Math.max(0, i - 1)]!;
      const to = stroke[i]!;
      const firstX = Math.max(0, Math.ceil(sampleIndex(Math.min(from[0], to[0]) - radius)));
      const lastX = Math.min(side - 1, Math.floor(sampleIndex(Math.max(from[0], to[0]) + radius)));
      const firstY = Math.max(0, Math.ceil(sampleIndex(Math.min(from[1], to[1]) - radius)));
      const lastY = Math.min(side - 1, Math.floor(sampleIndex(Math.max(from[1], to[1]) + radius)));
      for (let y = firstY; y <= lastY; y++) {
        for (let x = firstX; x <= lastX; x++) {
          const distance = distanceToSegment((x + 0.5) / oversampling, (y + 0.5) / oversampling, from, to);
          if (distance <= radius) covered[y * side + x] = 1;
        }
      }
    }
  }
  const box = new Float32Array(boxSize * boxSize);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const pixel = Math.floor(y / oversampling) * boxSize + Math.floor(x / oversampling);
      box[pixel]! += covered[y * side + x]! / oversampling ** 2;
    }
  }
  return box;
}

function distanceToSegment(
  x: number,
  y: number,
  [fromX, fromY]: readonly [number, number],
  [toX, toY]: readonly [number, number],
): number {
  const dx = toX - fromX;
  const dy = toY - fromY;
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : ((x - fromX) * dx + (y - fromY) * dy) / lengthSquared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - fromX - t * dx, y - fromY - t * dy);
}

/** Of a 20×20 box, in pixel indices. */
function centreOfMass(box: Float32Array): [number, number] {
  let mass = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < box.length; i++) {
    mass += box[i]!;
    sumX += box[i]! * (i % boxSize);
    sumY += box[i]! * Math.floor(i / boxSize);
  }
  return mass === 0 ? [boxSize / 2, boxSize / 2] : [sumX / mass, sumY / mass];
}
