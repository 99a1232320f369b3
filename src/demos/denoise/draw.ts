/** The map of the demo `denoise`: how far the network moves damaged digits, and where to. */
import { classColors } from '#src/draw/class-codes.ts';
import type { Context } from '#src/draw/picture.ts';
import { label, paintLine, toWindow, type PlaneColors } from '#src/draw/plane.ts';
import type { Point } from '#src/draw/strokes.ts';
import { mapView } from './state.ts';

export interface MapScene {
  /** Where the examples lie, the digit of each being its place among them. */
  readonly digits: readonly Point[];
  /** From each damaged example to what the network makes of it. */
  readonly arrows: readonly { readonly digit: number; readonly from: Point; readonly to: Point }[];
  /** The reader's digit: damaged, after one time through the network, after two … */
  readonly path: readonly Point[];
}

/** The arrows, in the colours of their digits; over them the reader's path; and each digit at its place. */
export function paintMap(
  context: Context,
  { digits, arrows, path }: MapScene,
  size: number,
  colors: PlaneColors,
): void {
  for (const { digit, from, to } of arrows)
    paintArrow(context, size, [from, to], {
      color: `rgb(${classColors[digit]!.join(' ')})`,
      width: 1.5,
      head: 6,
    });
  for (let round = 1; round < path.length; round++)
    paintArrow(context, size, [path[round - 1]!, path[round]!], {
      color: colors.text,
      width: 2.5,
      head: 9,
    });
  context.font = '700 15px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const [digit, place] of digits.entries()) {
    const [x, y] = toWindow(mapView, place);
    label(context, String(digit), x * size, y * size, colors);
  }
}

/** A line with an open head of `head` pixels; shorter ones have a head as long as they are. */
function paintArrow(
  context: Context,
  size: number,
  ends: readonly [from: Point, to: Point],
  { color, width, head }: { color: string; width: number; head: number },
): void {
  paintLine(context, mapView, size, ends, { color, width });
  const [[fromX, fromY], [toX, toY]] = ends;
  const length = Math.hypot(toX - fromX, toY - fromY);
  if (length === 0) return;
  const reach = Math.min((head * mapView.span) / size, length) / length;
  const side = (turn: number): Point => {
    const [along, across] = [Math.cos(turn) * reach, Math.sin(turn) * reach];
    return [
      toX - along * (toX - fromX) + across * (toY - fromY),
      toY - along * (toY - fromY) - across * (toX - fromX),
    ];
  };
  paintLine(context, mapView, size, [side(0.5), [toX, toY], side(-0.5)], { color, width });
}
