/** A diagonal Gaussian over the plane, as the ellipses of its deviations. */
import type { Context } from './picture.ts';
import { paintLine, type PlaneColors, type View } from './plane.ts';
import type { Point } from './strokes.ts';

export interface Posterior {
  readonly mean: Point;
  /** Standard deviations. */
  readonly sigma: Point;
}

/** The ellipse of points that lie `distance` standard deviations from the mean. */
export function ellipse({ mean, sigma }: Posterior, distance: number): Point[] {
  return Array.from({ length: 65 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 64;
    return [mean[0] + distance * sigma[0] * Math.cos(angle), mean[1] + distance * sigma[1] * Math.sin(angle)];
  });
}

/**
 * One deviation, dashed, and two, on a rim of paper.
 *
 * @param toGround where a point lies on what is painted, if not on itself
 */
export function paintPosterior(
  context: Context,
  posterior: Posterior,
  view: View,
  size: number,
  colors: PlaneColors,
  toGround: (point: Point) => Point = (point) => point,
): void {
  const [one, two] = [1, 2].map((distance) => ellipse(posterior, distance).map(toGround));
  for (const points of [two!, one!])
    paintLine(context, view, size, points, { color: colors.surface, width: 4 });
  paintLine(context, view, size, two!, { color: colors.text, width: 1.5 });
  paintLine(context, view, size, one!, { color: colors.text, width: 1.5, dash: [4, 3] });
}
