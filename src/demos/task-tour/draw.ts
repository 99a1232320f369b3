/** What the demo `task-tour` lays over its scene. */
import { classColors } from '#src/draw/class-codes.ts';
import { SCENE_WIDTH } from '#src/draw/scenes/composition.ts';
import type { Context } from '#src/draw/picture.ts';
import type { Detection } from '#src/math/detections.ts';

/** A digit's colour, as CSS has it. */
export const colorOf = (label: number) => `rgb(${(classColors[label] ?? [120, 120, 120]).join(' ')})`;

/**
 * Pixels in their digits' colours.
 *
 * @param classes [pixels] 0 = background, 1 + d = digit d
 * @returns       [4 · pixels]
 */
export function classPixels(classes: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * classes.length);
  for (const [pixel, label] of classes.entries()) {
    if (label > 0) pixels.set([...classColors[label - 1]!, 255], 4 * pixel);
  }
  return pixels;
}

/** Boxes with their digits, on a square of `size` pixels that shows the whole scene. */
export function paintBoxes(context: Context, boxes: readonly Detection[], size: number): void {
  const scale = size / SCENE_WIDTH;
  context.lineWidth = 2;
  context.font = '700 12px system-ui, sans-serif';
  context.textAlign = 'left';
  for (const { label, box, score } of boxes) {
    const [left, top, right, bottom] = box.map((edge) => edge * scale) as [number, number, number, number];
    context.strokeStyle = colorOf(label);
    context.strokeRect(left, top, right - left, bottom - top);
    context.fillStyle = '#1c2321';
    context.fillText(`${label} ${score.toFixed(2)}`, left, top > 14 ? top - 4 : bottom + 13);
  }
}

/** Where a captioner looked, in a colour whose opacity is the attention over its largest value. */
export function paintAttention(context: Context, attention: Float32Array, size: number): void {
  const across = Math.sqrt(attention.length);
  const side = size / across;
  const most = Math.max(...attention);
  for (const [cell, weight] of attention.entries()) {
    context.fillStyle = `rgb(214 93 14 / ${(0.7 * weight) / most})`;
    context.fillRect((cell % across) * side, Math.floor(cell / across) * side, side, side);
  }
}
