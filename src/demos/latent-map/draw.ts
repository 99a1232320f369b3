/** Pictures of the latent plane. */
import { digitPlaces, paintCodes, type ClassCodes } from '#src/draw/class-codes.ts';
import type { Context } from '#src/draw/picture.ts';
import {
  freePlace,
  label,
  paintGrid,
  paintLine,
  toWindow,
  type PlaneColors,
  type View,
} from '#src/draw/plane.ts';
import { ellipse, paintPosterior, type Posterior } from '#src/draw/posterior.ts';
import type { Point } from '#src/draw/strokes.ts';
import { pathPoints, toGround, type Ground, type PathName } from './state.ts';

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
  /** Where the handles lie, on the ground. */
  readonly handles: readonly Point[];
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
  if (ground === 'map' && codes) paintCodes(context, codes, view, size, colors);
  if (posterior) {
    paintPosterior(context, posterior, view, size, colors, (point) => toGround(ground, point));
    const [x, y] = place(posterior.mean);
    const rim = ellipse(posterior, 2).map(place);
    const [xs, ys] = [rim.map((point) => point[0]), rim.map((point) => point[1])];
    context.font = '600 12px system-ui, sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const digits = ground === 'map' && codes ? digitPlaces(codes, view, size) : [];
    const handles = scene.handles.map((handle) => toWindow(view, handle));
    const at = freePlace(
      [
        [Math.min(x - 12, ...xs), Math.min(y - 12, ...ys)],
        [Math.max(x + 12, ...xs), Math.max(y + 12, ...ys)],
      ],
      [context.measureText(scene.ownWord).width / 2 + 2, 8],
      [
        ...digits.map((at) => ({ at, half: 8 })),
        ...handles.map(([left, top]) => ({ at: [left * size, top * size] as const, half: 14 })),
      ],
      size,
    );
    label(context, scene.ownWord, ...at, colors);
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
