/** The plane of latent space in the demo `generator`. */
import type { Context } from '#src/draw/picture.ts';
import { label, paintLine, type PlaneColors, toWindow, type View } from '#src/draw/plane.ts';
import type { Point } from '#src/draw/strokes.ts';
import { pointsOn, shell, whole, type LatentPlane, type Way } from './state.ts';

/** The colours of the two ways. */
export const wayColors: Readonly<Record<Way, string>> = { line: '#d65d0e', arc: '#2671d6' };

/** The circle in which the plane cuts the shell. */
export const shellPoints: readonly Point[] = Array.from({ length: 97 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 96;
  return [shell * Math.cos(angle), shell * Math.sin(angle)];
});

/** All that lies on the plane's images but z. */
export function paintPlane(
  context: Context,
  plane: LatentPlane,
  view: View,
  size: number,
  colors: PlaneColors,
): void {
  const rimmed = (points: readonly Point[], color: string, width: number, dash?: number[]) => {
    paintLine(context, view, size, points, { color: colors.surface, width: width + 3 });
    paintLine(context, view, size, points, { color, width, ...(dash && { dash }) });
  };
  rimmed(shellPoints, colors.muted, 1.5, [3, 4]);
  rimmed(pointsOn('line', plane, 2), wayColors.line, 2.5);
  rimmed(pointsOn('arc', plane, 61), wayColors.arc, 2.5, [7, 4]);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const [name, [x, y]] of namedPoints(plane)) {
    const [left, top] = toWindow(view, [x, y]);
    context.beginPath();
    context.arc(left * size, top * size, 4.5, 0, 2 * Math.PI);
    context.fillStyle = colors.text;
    context.fill();
    context.strokeStyle = colors.surface;
    context.lineWidth = 2;
    context.stroke();
    context.font = `italic 700 17px 'KaTeX_Math', 'Times New Roman', serif`;
    const [beside, above] = beyond([x, y]);
    label(context, name, left * size + beside, top * size + above, colors);
  }
}

export function namedPoints({ a, b }: LatentPlane): readonly (readonly [name: string, at: Point])[] {
  return [
    ['0', [0, 0]],
    ['a', a],
    ['b', b],
  ];
}

/** Pixels from a point to its letter: away from the origin, beyond the handle that may stand there. */
export function beyond([x, y]: Point): Point {
  const length = Math.hypot(x, y);
  if (length === 0) return [-12, 12];
  const inward = length > 0.42 * whole.span ? -1 : 1; // no letter leaves the window
  return [(inward * 21 * x) / length, (inward * -21 * y) / length];
}
