/** Pictures of the latent plane. */
import type { Context } from '#src/draw/picture.ts';
import { label, paintGrid, paintLine, toWindow, type PlaneColors, type View } from '#src/draw/plane.ts';
import type { Point } from '#src/draw/strokes.ts';
import {
  classMiddles,
  ellipse,
  pathPoints,
  spread,
  toGround,
  type ClassCodes,
  type Ground,
  type PathName,
  type Posterior,
} from './state.ts';

/** A colour for each digit that can be told from the others on light and on dark. */
export const classColors = [
  [66, 105, 208],
  [239, 177, 24],
  [255, 114, 92],
  [74, 176, 160],
  [60, 155, 72],
  [255, 128, 175],
  [164, 99, 242],
  [96, 160, 240],
  [156, 107, 78],
  [140, 144, 152],
] as const;

/** The colours of the two paths. */
export const pathColors: Readonly<Record<PathName, string>> = { line: '#d65d0e', arc: '#2671d6' };

export interface MapScene {
  readonly ground: Ground;
  readonly view: View;
  readonly codes: ClassCodes | undefined;
  readonly posterior: Posterior | undefined;
  /** The two ends of the paths and the share walked, where paths are shown. */
  readonly walk: { readonly a: Point; readonly b: Point; readonly t: number } | undefined;
  /** A word beside the reader's own digit. */
  readonly ownWord: string;
}

/** Everything on the plane but the handles. The grid's images are not drawn here. */
export function paintMap(context: Context, scene: MapScene, size: number, colors: PlaneColors): void {
  const { ground, view, codes, posterior, walk } = scene;
  const place = (point: Point): Point => {
    const [x, y] = toWindow(view, toGround(ground, point));
    return [x * size, y * size];
  };
  const line = (points: readonly Point[], look: Parameters<typeof paintLine>[4]) => {
    paintLine(
      context,
      view,
      size,
      points.map((point) => toGround(ground, point)),
      look,
    );
  };
  if (ground === 'map') paintGrid(context, view, size, colors);
  if (ground === 'map' && codes) {
    paintCodes(context, codes, view, size);
    context.font = '700 15px system-ui, sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const [digit, middle] of spread(classMiddles(codes).map(place), 14, 16).entries())
      label(context, String(digit), ...middle, colors);
  }
  if (posterior) {
    line(ellipse(posterior, 2), { color: colors.surface, width: 4 });
    line(ellipse(posterior, 1), { color: colors.surface, width: 4 });
    line(ellipse(posterior, 2), { color: colors.text, width: 1.5 });
    line(ellipse(posterior, 1), { color: colors.text, width: 1.5, dash: [4, 3] });
    const [x, y] = place(posterior.mean);
    const top = Math.min(...ellipse(posterior, 2).map((point) => place(point)[1]));
    context.font = '600 12px system-ui, sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    label(context, scene.ownWord, x, Math.max(14, Math.min(y - 16, top - 6)), colors);
  }
  if (walk) {
    for (const name of ['line', 'arc'] as const) {
      const points = pathPoints(name, walk.a, walk.b, 61);
      line(points, { color: colors.surface, width: 5 });
      line(points, { color: pathColors[name], width: 2.5, ...(name === 'arc' ? { dash: [7, 4] } : {}) });
      const at = place(points[Math.round(60 * walk.t)]!);
      context.beginPath();
      context.arc(...at, 6, 0, 2 * Math.PI);
      context.fillStyle = pathColors[name];
      context.fill();
      context.strokeStyle = colors.surface;
      context.lineWidth = 2;
      context.stroke();
    }
  }
}

/** A dot for each code, larger the nearer one looks. */
function paintCodes(context: Context, { values, counts }: ClassCodes, view: View, size: number): void {
  const side = Math.min(5, Math.max(1.4, (1.6 * size) / 480) * (8 / view.span) ** 0.3);
  const scale = size / view.span;
  const left = size / 2 - view.x * scale - side / 2;
  const top = size / 2 + view.y * scale - side / 2;
  let index = 0;
  for (const [digit, count] of counts.entries()) {
    context.beginPath();
    for (const end = index + count; index < end; index++) {
      const x = left + values[2 * index]! * scale;
      const y = top - values[2 * index + 1]! * scale;
      if (x > -side && x < size && y > -side && y < size) context.rect(x, y, side, side);
    }
    context.fillStyle = `rgb(${classColors[digit]!.join(' ')} / 0.7)`;
    context.fill();
  }
}

/**
 * The codes as dots in pixels, for a picture drawn at build.
 *
 * @returns [4 · side²], transparent between the dots
 */
export function codePixels(
  { values, counts }: ClassCodes,
  view: View,
  side: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * side * side);
  let index = 0;
  for (const [digit, count] of counts.entries()) {
    for (const end = index + count; index < end; index++) {
      const [x, y] = toWindow(view, [values[2 * index]!, values[2 * index + 1]!]);
      const [column, row] = [Math.floor(x * side), Math.floor(y * side)];
      if (column < 0 || column >= side || row < 0 || row >= side) continue;
      pixels.set([...classColors[digit]!, 190], 4 * (row * side + column));
    }
  }
  return pixels;
}
