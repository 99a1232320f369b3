/** A square window on a plane: from data to pixels and back, zooming, moving, and what its axes say. y is up. */
import type { Context } from './picture.ts';
import type { Point } from './strokes.ts';

/** A square part of the plane. */
export interface View {
  /** The centre. */
  readonly x: number;
  readonly y: number;
  /** Length of a side. */
  readonly span: number;
}

/** How far in one can zoom, as a share of the whole. */
const closest = 1 / 64;

/** A point in units of the window: [0, 0] is its left upper corner and [1, 1] its right lower one. */
export function toWindow({ x, y, span }: View, [px, py]: Point): Point {
  return [(px - x) / span + 0.5, 0.5 - (py - y) / span];
}

/** The point of the plane at a place in the window. */
export function toPlane({ x, y, span }: View, [wx, wy]: Point): Point {
  return [x + (wx - 0.5) * span, y + (0.5 - wy) * span];
}

/** The view brought back inside the whole, and no closer than one can zoom. */
export function within(view: View, whole: View): View {
  const span = Math.min(whole.span, Math.max(whole.span * closest, view.span));
  const room = (whole.span - span) / 2;
  const held = (value: number, centre: number) => Math.min(centre + room, Math.max(centre - room, value));
  return { x: held(view.x, whole.x), y: held(view.y, whole.y), span };
}

/** The view enlarged by a factor, with the point of the plane at `place` of the window staying there if it can. */
export function zoomed(view: View, factor: number, place: Point, whole: View): View {
  const [x, y] = toPlane(view, place);
  const { span } = within({ ...view, span: view.span / factor }, whole);
  const share = span / view.span;
  return within({ x: x + (view.x - x) * share, y: y + (view.y - y) * share, span }, whole);
}

/** The view moved so that what lay at `from` of the window lies at `to`. */
export function moved(view: View, from: Point, to: Point, whole: View): View {
  return within(
    { ...view, x: view.x - (to[0] - from[0]) * view.span, y: view.y + (to[1] - from[1]) * view.span },
    whole,
  );
}

/** The view moved just so far that a point is not at its very edge. */
export function showing(view: View, [px, py]: Point, whole: View): View {
  const reach = 0.45 * view.span;
  const follow = (centre: number, value: number) => Math.min(value + reach, Math.max(value - reach, centre));
  return within({ ...view, x: follow(view.x, px), y: follow(view.y, py) }, whole);
}

/** A point of the plane that is not outside of it. */
export function heldInside([px, py]: Point, { x, y, span }: View): Point {
  const held = (value: number, centre: number) =>
    Math.min(centre + span / 2, Math.max(centre - span / 2, value));
  return [held(px, x), held(py, y)];
}

/**
 * Where an arrow key moves a point, a fiftieth of the window or, `fine`, a fifth of that; undefined for other keys.
 */
export function pointAfterKey(
  key: string,
  [px, py]: Point,
  { span }: View,
  fine: boolean,
): Point | undefined {
  const step = span / (fine ? 250 : 50);
  switch (key) {
    case 'ArrowLeft':
      return [px - step, py];
    case 'ArrowRight':
      return [px + step, py];
    case 'ArrowUp':
      return [px, py + step];
    case 'ArrowDown':
      return [px, py - step];
    default:
      return undefined;
  }
}

/** Round numbers between two ends, about `count` of them. */
export function ticks(from: number, to: number, count = 5): number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Colours of a plane's own lines. */
export interface PlaneColors {
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  readonly surface: string;
  readonly accent: string;
}

/** The hair lines of an axis's ticks with their numbers, the axes through 0 a little stronger. `size` is the side in pixels. */
export function paintGrid(context: Context, view: View, size: number, colors: PlaneColors): void {
  const horizontal = ticks(view.x - view.span / 2, view.x + view.span / 2);
  const vertical = ticks(view.y - view.span / 2, view.y + view.span / 2);
  context.setLineDash([]);
  context.lineWidth = 1;
  const line = (from: Point, to: Point, strong: boolean) => {
    context.strokeStyle = strong ? colors.muted : colors.border;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  };
  context.font = '12px system-ui, sans-serif';
  context.textBaseline = 'alphabetic';
  for (const value of horizontal) {
    const x = size * toWindow(view, [value, 0])[0];
    line([x, 0], [x, size], value === 0);
    context.textAlign = 'left';
    label(context, numeral(value), x + 3, size - 4, colors);
  }
  for (const value of vertical) {
    const y = size * toWindow(view, [0, value])[1];
    line([0, y], [size, y], value === 0);
    context.textAlign = 'left';
    if (y > 14 && y < size - 20) label(context, numeral(value), 4, y - 3, colors);
  }
}

const numeral = (value: number) => String(value).replace('-', '−');

/** Text with a rim of paper around it, so that it can be read on anything. */
export function label(context: Context, text: string, x: number, y: number, colors: PlaneColors): void {
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = colors.surface;
  context.strokeText(text, x, y);
  context.lineWidth = 1;
  context.fillStyle = colors.text;
  context.fillText(text, x, y);
}

/**
 * Where the label of a box covers nothing else that is to be read: the first place around it that is free and within
 * the window – above, below, at the sides, at the corners, then farther away – else above it.
 *
 * @param box   its corners, in pixels
 * @param half  half the label's width and height
 * @param taken what else is to be read, each with half its side
 * @param size  of the window
 * @returns     the label's middle
 */
export function freePlace(
  [from, to]: readonly [Point, Point],
  [halfWidth, halfHeight]: Point,
  taken: readonly { readonly at: Point; readonly half: number }[],
  size: number,
): Point {
  const isWithin = (coordinate: number, half: number) => coordinate >= half && coordinate <= size - half;
  const isFree = ([x, y]: Point) =>
    isWithin(x, halfWidth) &&
    isWithin(y, halfHeight) &&
    taken.every(
      ({ at, half }) => Math.abs(at[0] - x) >= halfWidth + half || Math.abs(at[1] - y) >= halfHeight + half,
    );
  const around = (away: number): Point[] => {
    const [left, middle, right] = [
      from[0] - halfWidth - away,
      (from[0] + to[0]) / 2,
      to[0] + halfWidth + away,
    ];
    const [top, centre, bottom] = [
      from[1] - halfHeight - away,
      (from[1] + to[1]) / 2,
      to[1] + halfHeight + away,
    ];
    return [
      [middle, top],
      [middle, bottom],
      [right, centre],
      [left, centre],
      [right, top],
      [left, top],
      [right, bottom],
      [left, bottom],
    ];
  };
  const places = [0, 8, 16, 24].flatMap(around);
  return places.find(isFree) ?? [places[0]![0], Math.max(halfHeight, places[0]![1])];
}

interface LineLook {
  readonly color: string;
  readonly width: number;
  readonly dash?: number[];
}

/** A line through points of the plane. */
export function paintLine(
  context: Context,
  view: View,
  size: number,
  points: readonly Point[],
  { color, width, dash = [] }: LineLook,
): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.setLineDash(dash);
  context.beginPath();
  for (const [i, point] of points.entries()) {
    const [x, y] = toWindow(view, point);
    if (i === 0) context.moveTo(size * x, size * y);
    else context.lineTo(size * x, size * y);
  }
  context.stroke();
  context.setLineDash([]);
}
