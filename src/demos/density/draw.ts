/** Pictures of the demo `density`: a density as heat and contour lines, what it is made of, and the points. */
import type { Context } from '#src/draw/picture.ts';
import { paintGrid, paintLine, toWindow, type PlaneColors, type View } from '#src/draw/plane.ts';
import { svgPath, svgPicture, type Point } from '#src/draw/strokes.ts';
import { axesOf, type GaussianMixture } from '#src/math/gaussian-mixture.ts';
import { contour, joinedPieces } from '#src/math/grid-contours.ts';
import { reach, seenCells } from './estimators.ts';
import { isHeldOut, settings, type Method, type Scores } from './state.ts';

export const whole: View = { x: 0, y: 0, span: 2 * reach };

const heat = [24, 122, 180] as const;

/** Contour lines, as shares of the highest value that is seen. */
export const levels = [0.05, 0.15, 0.3, 0.5, 0.75] as const;

/**
 * A density as opacity of one colour, row by row from the top.
 *
 * @param values [seenCells²]
 */
export function heatPixels(values: Float64Array): Uint8ClampedArray<ArrayBuffer> {
  const most = values.reduce((best, value) => Math.max(best, value), 0);
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (const [i, value] of values.entries()) {
    pixels.set(heat, 4 * i);
    // The root, so that the foothills are seen too.
    pixels[4 * i + 3] = most > 0 ? 210 * Math.sqrt(value / most) : 0;
  }
  return pixels;
}

/** The contour lines, as shares of the window from its left upper corner. */
export function contourLines(values: Float64Array): Point[][] {
  const most = values.reduce((best, value) => Math.max(best, value), 0);
  if (most === 0) return [];
  const share = (coordinate: number) => (coordinate + 0.5) / seenCells;
  return levels.flatMap((level) =>
    joinedPieces(contour(values, seenCells, level * most)).map((line) =>
      line.map(([x, y]): Point => [share(x), share(y)]),
    ),
  );
}

/** Address of a picture of the contour lines. */
export function contoursPicture(values: Float64Array): string {
  const paths = contourLines(values).map((line) => `<path d="${svgPath(line)}"/>`);
  const pen = `fill="none" stroke="rgb(${heat.join(' ')})" stroke-width="0.002"`;
  return svgPicture(`viewBox="0 0 1 1" ${pen}`, paths.join(''));
}

export interface Scene {
  readonly points: readonly Point[];
  readonly fold: number;
  /** [seenCells²] */
  readonly values: Float64Array | undefined;
  readonly method: Method;
  /** Bins a side, or the bandwidth. */
  readonly setting: number;
  /** The components, where they are the method. */
  readonly mixture: GaussianMixture | undefined;
}

/** Everything but the heat. `size` is the side in pixels. */
export function paintScene(context: Context, scene: Scene, size: number, colors: PlaneColors): void {
  paintGrid(context, whole, size, colors);
  if (scene.values) {
    context.beginPath();
    for (const line of contourLines(scene.values)) {
      for (const [i, [x, y]] of line.entries()) context[i === 0 ? 'moveTo' : 'lineTo'](x * size, y * size);
    }
    context.strokeStyle = `rgb(${heat.join(' ')})`;
    context.lineWidth = 1;
    context.stroke();
  }
  if (scene.method === 'mixture') paintComponents(context, scene.mixture ?? [], size, colors);
  if (scene.method === 'kernel') paintKernel(context, scene.setting, size, colors);
  for (const [index, point] of scene.points.entries()) {
    const [x, y] = toWindow(whole, point);
    context.beginPath();
    context.arc(x * size, y * size, Math.max(2.4, size / 150), 0, 2 * Math.PI);
    const open = isHeldOut(index, scene.fold);
    context.fillStyle = open ? colors.surface : colors.text;
    context.fill();
    context.lineWidth = open ? 1.6 : 0.8;
    context.strokeStyle = open ? colors.text : colors.surface;
    context.stroke();
  }
}

/** One deviation and two of each component; the heavier, the thicker. */
function paintComponents(
  context: Context,
  mixture: GaussianMixture,
  size: number,
  colors: PlaneColors,
): void {
  for (const component of mixture) {
    for (const distance of [1, 2]) {
      const line = componentEllipse(component, distance);
      paintLine(context, whole, size, line, { color: colors.surface, width: 4 });
      paintLine(context, whole, size, line, {
        color: colors.text,
        width: 1 + 2 * component.weight,
        dash: distance === 1 ? [] : [4, 4],
      });
    }
  }
}

export function componentEllipse({ mean, covariance }: GaussianMixture[number], distance: number): Point[] {
  const { deviations, angle } = axesOf(covariance);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return Array.from({ length: 49 }, (_, i) => {
    const turn = (2 * Math.PI * i) / 48;
    const along = distance * deviations[0] * Math.cos(turn);
    const across = distance * deviations[1] * Math.sin(turn);
    return [mean[0] + along * cos - across * sin, mean[1] + along * sin + across * cos];
  });
}

/** The kernel's deviation as a circle in a corner, to scale. */
function paintKernel(context: Context, bandwidth: number, size: number, colors: PlaneColors): void {
  const radius = (bandwidth / whole.span) * size;
  const middle = Math.max(14, radius + 6);
  context.beginPath();
  context.arc(size - middle, middle, radius, 0, 2 * Math.PI);
  context.setLineDash([3, 3]);
  context.lineWidth = 1.5;
  context.strokeStyle = colors.text;
  context.stroke();
  context.setLineDash([]);
}

export const chart = { width: 320, height: 150 } as const;

export interface CurvePicture {
  /** Places of the scores on the chart, by setting; of what is below it or −∞, undefined. */
  readonly train: readonly (Point | undefined)[];
  readonly heldOut: readonly (Point | undefined)[];
  /** Settings whose held-out score is −∞. */
  readonly lost: readonly number[];
  /** The scores at the chart's lower and upper end. */
  readonly from: number;
  readonly to: number;
}

/** How many nats below the best held-out score are still seen. */
const depth = 3;

export function curvePicture(method: Method, curve: readonly Scores[]): CurvePicture {
  const finite = (of: keyof Scores) =>
    curve.map((each) => each[of]).filter((score) => Number.isFinite(score)) as number[];
  const best = Math.max(...finite('heldOut'), ...(finite('heldOut').length === 0 ? finite('train') : []));
  const from = Math.max(best - depth, Math.min(...finite('heldOut'), ...finite('train')) - 0.1);
  const to = Math.min(best + depth, Math.max(...finite('heldOut'), ...finite('train')) + 0.1);
  const last = settings[method].length - 1;
  const place = (score: number | undefined, i: number): Point | undefined =>
    score === undefined || !Number.isFinite(score) || score < from || score > to
      ? undefined
      : [(i / last) * chart.width, chart.height * (1 - (score - from) / (to - from))];
  return {
    train: curve.map(({ train }, i) => place(train, i)),
    heldOut: curve.map(({ heldOut }, i) => place(heldOut, i)),
    lost: curve.flatMap(({ heldOut }, i) => (heldOut === -Infinity ? [i] : [])),
    from,
    to,
  };
}

/** A path through places, broken where there is none. */
export function brokenPath(places: readonly (Point | undefined)[]): string {
  return places
    .map((place, i) =>
      place ? `${places[i - 1] ? 'L' : 'M'}${place[0].toFixed(1)} ${place[1].toFixed(1)}` : '',
    )
    .join('');
}
