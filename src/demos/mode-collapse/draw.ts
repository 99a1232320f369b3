/** Pictures of the demo `mode-collapse`. */
import type { Context } from '#src/draw/picture.ts';
import { paintGrid, toWindow, type PlaneColors, type View } from '#src/draw/plane.ts';
import type { Mixture } from '#src/math/mixtures.ts';
import { probability, surfaceSide } from './state.ts';

/** D's sides: what it takes for real, and what for generated. */
export const sideColors = { real: '38 113 214', fake: '214 93 14' } as const;

export interface Scene {
  readonly view: View;
  readonly mixture: Mixture;
  /** D's scores at `surfacePoints` of a view. */
  readonly surface: { readonly scores: Float32Array; readonly view: View } | undefined;
  /** [count, 2] */
  readonly points: Float32Array | undefined;
  /** Which modes were hit; undefined before they were counted. */
  readonly hit: readonly boolean[] | undefined;
}

export function paintScene(context: Context, scene: Scene, size: number, colors: PlaneColors): void {
  const { view, mixture, surface, points, hit } = scene;
  if (surface) paintSurface(context, surface, view, size);
  paintGrid(context, view, size, colors);
  if (points) paintPoints(context, points, view, size, colors);
  const radius = modeRadius(mixture, view, size);
  for (const [mode, mean] of mixture.means.entries()) {
    const [x, y] = toWindow(view, mean);
    const missed = hit?.[mode] === false;
    const color = hit?.[mode] ? colors.accent : colors.muted;
    for (const [width, ink] of [
      [4, colors.surface],
      [1.8, color],
    ] as const) {
      context.beginPath();
      context.arc(x * size, y * size, radius, 0, 2 * Math.PI);
      context.setLineDash(missed ? [3, 3] : []);
      context.lineWidth = width;
      context.strokeStyle = ink;
      context.stroke();
    }
  }
  context.setLineDash([]);
}

/** Pixels: three deviations, where that is large enough to be seen. */
export function modeRadius({ deviation }: Mixture, view: View, size: number): number {
  return Math.max(size / 45, (3 * deviation * size) / view.span);
}

function paintSurface(
  context: Context,
  { scores, view: seen }: NonNullable<Scene['surface']>,
  view: View,
  size: number,
): void {
  const [left, top] = toWindow(view, [seen.x - seen.span / 2, seen.y + seen.span / 2]);
  const side = (size * seen.span) / view.span / surfaceSide;
  // Edges on whole pixels, so that no seam shows between cells that let light through.
  const edge = (start: number, i: number) => Math.round(start * size + i * side);
  for (let cell = 0; cell < surfaceSide ** 2; cell++) {
    const [column, row] = [cell % surfaceSide, Math.floor(cell / surfaceSide)];
    const lean = 2 * probability(scores[cell]!) - 1;
    context.fillStyle = `rgb(${lean > 0 ? sideColors.real : sideColors.fake} / ${(0.55 * Math.abs(lean)).toFixed(3)})`;
    const [x, y] = [edge(left, column), edge(top, row)];
    context.fillRect(x, y, edge(left, column + 1) - x, edge(top, row + 1) - y);
  }
}

function paintPoints(
  context: Context,
  points: Float32Array,
  view: View,
  size: number,
  colors: PlaneColors,
): void {
  const side = Math.max(1.2, size / 260);
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = toWindow(view, [points[i]!, points[i + 1]!]);
    if (x > -0.01 && x < 1.01 && y > -0.01 && y < 1.01)
      context.rect(x * size - side / 2, y * size - side / 2, side, side);
  }
  context.fillStyle = colors.text;
  context.fill();
}
