/** What can be done with scenes without learning from them: separate connected ink, and read each piece as one digit. */
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import type { Box } from '#src/math/boxes.ts';
import type { Detection } from '#src/math/detections.ts';
import type { Judge } from './sample-quality.ts';

/** Ink that hangs together. */
export interface Piece {
  readonly pixels: readonly number[];
  /** Tight around it. */
  readonly box: Box;
}

/**
 * Pieces of at least `least` pixels whose grey is at least `ink`, where touching corners connect.
 *
 * @param image [width · width]
 */
export function connectedPieces(
  image: Uint8Array,
  width: number,
  ink: number,
  least: number,
): readonly Piece[] {
  const isLeft = Uint8Array.from(image, (grey) => (grey >= ink ? 1 : 0));
  const pieces: Piece[] = [];
  for (let start = 0; start < image.length; start++) {
    if (isLeft[start] === 0) continue;
    isLeft[start] = 0;
    const pixels = [start];
    for (const pixel of pixels) {
      // The list grows while it is gone through.
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      for (let row = Math.max(0, y - 1); row <= Math.min(width - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const neighbour = row * width + column;
          if (isLeft[neighbour] === 0) continue;
          isLeft[neighbour] = 0;
          pixels.push(neighbour);
        }
      }
    }
    if (pixels.length >= least) pieces.push({ pixels, box: boundsOf(pixels, width) });
  }
  return pieces;
}

function boundsOf(pixels: readonly number[], width: number): Box {
  const columns = pixels.map((pixel) => pixel % width);
  const rows = pixels.map((pixel) => Math.floor(pixel / width));
  return [Math.min(...columns), Math.min(...rows), Math.max(...columns) + 1, Math.max(...rows) + 1];
}

const SINGLE_WIDTH = 28;
const INK_BOX = 20;

/**
 * A piece as a picture that MNIST could hold: its longer side 20 pixels, its centre of mass on the pixel right below the
 * middle of 28 × 28, as in MNIST.
 *
 * @returns [28 · 28] grey in [0, 1]
 */
export function pieceAsDigit(image: Uint8Array, width: number, { pixels, box }: Piece): Float32Array {
  const scale = Math.max(box[2] - box[0], box[3] - box[1]) / INK_BOX; // pixels of the scene for one of the picture
  const ink = new Float32Array(image.length);
  let [mass, sumX, sumY] = [0, 0, 0];
  for (const pixel of pixels) {
    const grey = image[pixel]! / 255;
    ink[pixel] = grey;
    mass += grey;
    sumX += grey * (pixel % width);
    sumY += grey * Math.floor(pixel / width);
  }
  const [middleX, middleY] = [sumX / mass, sumY / mass];
  const digit = new Float32Array(SINGLE_WIDTH * SINGLE_WIDTH);
  const samples = 2; // along each axis of a pixel, so that no line is skipped where a digit shrinks
  for (let index = 0; index < digit.length; index++) {
    const [column, row] = [index % SINGLE_WIDTH, Math.floor(index / SINGLE_WIDTH)];
    for (let sample = 0; sample < samples ** 2; sample++) {
      const offset = (place: number) => (place + 0.5) / samples - 0.5;
      const x = column - SINGLE_WIDTH / 2 + offset(sample % samples);
      const y = row - SINGLE_WIDTH / 2 + offset(Math.floor(sample / samples));
      digit[index]! += interpolate(ink, width, middleX + x * scale, middleY + y * scale) / samples ** 2;
    }
  }
  return digit;
}

/** Bilinear, between pixels' middles at whole numbers; paper beyond the edge. */
function interpolate(pixels: Float32Array, width: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const at = (row: number, column: number) =>
    row < 0 || column < 0 || row >= width || column >= width ? 0 : pixels[row * width + column]!;
  return (
    (1 - down) * ((1 - right) * at(top, left) + right * at(top, left + 1)) +
    down * ((1 - right) * at(top + 1, left) + right * at(top + 1, left + 1))
  );
}

export interface ReadPiece extends Detection {
  readonly pixels: readonly number[];
}

/** Reads each piece of each scene by a classifier of single digits; its probability is the score. */
export async function readPieces(
  { images, count }: Split,
  width: number,
  ink: number,
  least: number,
  judge: Judge,
): Promise<readonly (readonly ReadPiece[])[]> {
  const scenes: ReadPiece[][] = [];
  for (let scene = 0; scene < count; scene++) {
    const image = images.subarray(scene * width * width, (scene + 1) * width * width);
    const pieces = connectedPieces(image, width, ink, least);
    if (pieces.length === 0) {
      scenes.push([]);
      continue;
    }
    const data = Float32Array.from(pieces.flatMap((piece) => [...pieceAsDigit(image, width, piece)]));
    const { logits } = await judge({ data, shape: [pieces.length, SINGLE_WIDTH ** 2] });
    scenes.push(pieces.map(({ box, pixels }, row) => ({ box, pixels, ...likeliest(logits, row) })));
  }
  return scenes;
}

function likeliest({ data, shape }: TensorValue, row: number): { label: number; score: number } {
  const logits = Array.from({ length: shape[1]! }, (_, label) => Number(data[row * shape[1]! + label]));
  const largest = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
  return { label: logits.indexOf(largest), score: 1 / total };
}
