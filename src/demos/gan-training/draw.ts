/** The two charts of the demo `gan-training` as lines: the page draws them as SVG, a saved picture on its canvas. */
import type { Context } from '#src/draw/picture.ts';
import type { Point } from '#src/draw/strokes.ts';
import { games, gradientSize, type Game, type Score, type Window } from './state.ts';

/** The discriminator's and the generator's. */
export const playerColors = { discriminator: '#2671d6', generator: '#d65d0e' } as const;

/** One training: what was written down along it, and what the evaluator says of its checkpoints. */
export interface Course {
  readonly steps: number;
  readonly windows: readonly Window[];
  readonly scores: readonly Score[];
}

/** Units of the charts of a training: the losses, and below them the distance, over one axis of steps. */
export const courseChart = {
  width: 320,
  height: 284,
  losses: { top: 0, height: 124 },
  distance: { top: 152, height: 132 },
};

/** The square root of the share, as most happens at first. */
export function placeOfStep(step: number, steps: number): number {
  return courseChart.width * Math.sqrt(step / steps);
}

/** The checkpoint next to a place across the chart. */
export function checkpointNear(x: number, { steps, scores }: Course): number {
  const far = scores.map(({ step }) => Math.abs(placeOfStep(step, steps) - x));
  return far.indexOf(Math.min(...far));
}

interface Axis {
  readonly ticks: readonly number[];
  heightOf(value: number): number;
}

/** From 0 to the largest loss, on whichever side of it; a tick for each half, or for each whole of a long one. */
export function lossAxis(windows: readonly Window[]): Axis {
  const values = windows.flatMap(({ discriminatorLoss, generatorLoss }) => [
    discriminatorLoss,
    generatorLoss,
  ]);
  const least = Math.min(0, Math.floor(2 * Math.min(...values)) / 2);
  const most = Math.max(0, Math.ceil(2 * Math.max(...values)) / 2);
  const step = most - least > 2.5 ? 1 : 0.5;
  const first = Math.ceil(least / step);
  const { top, height } = courseChart.losses;
  return {
    ticks: Array.from({ length: Math.floor(most / step) - first + 1 }, (_, i) => (first + i) * step),
    heightOf: (value) => top + (height * (most - value)) / (most - least),
  };
}

/** FD-64, logarithmic from 1 to 2,000. */
export const distanceAxis: Axis = {
  ticks: [1, 10, 100, 1000],
  heightOf(value) {
    const { top, height } = courseChart.distance;
    return top + height * (1 - Math.log10(value) / Math.log10(2000));
  },
};

/** A loss as a stair: each value was the mean of a window of steps. */
export function stairOf(course: Course, loss: 'discriminatorLoss' | 'generatorLoss'): Point[] {
  const { heightOf } = lossAxis(course.windows);
  return course.windows.flatMap((window): Point[] => {
    const y = heightOf(window[loss]);
    return [
      [placeOfStep(window.from, course.steps), y],
      [placeOfStep(window.to, course.steps), y],
    ];
  });
}

/** A player's loss were D one half of everything: no such thing for a critic. */
export function evenLoss(game: Game, player: 'discriminator' | 'generator'): number | undefined {
  if (game === 'wasserstein') return undefined;
  if (player === 'discriminator') return 2 * Math.LN2;
  return game === 'minimax' ? -Math.LN2 : Math.LN2;
}

/** The distance at the checkpoints of a training, over the axis of one that may be shorter. */
export function distanceLine({ scores }: Course, steps: number): Point[] {
  const points = scores.map(({ step, distance }): Point => [
    placeOfStep(step, steps),
    distanceAxis.heightOf(distance),
  ]);
  const beyond = points.findIndex(([x]) => x > courseChart.width);
  if (beyond < 1) return points;
  const [[x0, y0], [x1, y1]] = [points[beyond - 1]!, points[beyond]!];
  const share = (courseChart.width - x0) / (x1 - x0);
  return [...points.slice(0, beyond), [courseChart.width, y0 + share * (y1 - y0)]];
}

/** Units of the chart of gradients, and the scores at its ends. */
export const gradientChart = { width: 320, height: 190, reach: 4 };

/** Where a score and a size of gradient, at most 1, stand. */
export function placeOfGradient(score: number, size: number): Point {
  const { width, height, reach } = gradientChart;
  const held = Math.min(reach, Math.max(-reach, score));
  return [(width * (held + reach)) / (2 * reach), height * (1 - size / 1.1)];
}

/** The size of the gradient at each score. */
export function gradientLine(game: Game): Point[] {
  const { reach } = gradientChart;
  return Array.from({ length: 65 }, (_, i) => {
    const score = (reach * (i - 32)) / 32;
    return placeOfGradient(score, gradientSize(game, score));
  });
}

const ink = { text: '#1c2321', muted: '#59635f', border: '#dcdcd3', accent: '#14695a' };

function paintPolyline(
  context: Context,
  points: readonly Point[],
  color: string,
  width: number,
  dash: number[] = [],
) {
  context.beginPath();
  for (const [i, [x, y]] of points.entries()) {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.setLineDash(dash);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

function paintDot(context: Context, [x, y]: Point, radius: number, color: string) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

function paintTicks(context: Context, { ticks, heightOf }: Axis, left: number) {
  context.font = '11px system-ui, sans-serif';
  context.textAlign = 'right';
  for (const tick of ticks) {
    const y = heightOf(tick);
    paintPolyline(
      context,
      [
        [0, y],
        [courseChart.width, y],
      ],
      ink.border,
      1,
    );
    context.fillStyle = ink.muted;
    context.fillText(tick.toLocaleString('en'), left, y + 4);
  }
  context.textAlign = 'left';
}

/** The charts of a training in a box with its margins: 40 to the left, 14 above, 8 to the right, 24 below. */
export function paintCourse(context: Context, course: Course, s: number): void {
  context.translate(40, 14);
  paintTicks(context, lossAxis(course.windows), -5);
  paintTicks(context, distanceAxis, -5);
  for (const player of ['discriminator', 'generator'] as const)
    paintPolyline(context, stairOf(course, `${player}Loss`), playerColors[player], 2);
  const line = distanceLine(course, course.steps);
  paintPolyline(context, line, ink.accent, 2);
  for (const point of line) paintDot(context, point, 3, ink.accent);
  const x = placeOfStep(course.scores[s]?.step ?? course.steps, course.steps);
  paintPolyline(
    context,
    [
      [x, 0],
      [x, courseChart.height],
    ],
    ink.text,
    1.5,
  );
}

/** The chart of gradients in a box with margins of 14 around. */
export function paintGradients(context: Context, game: Game, scores: ArrayLike<number>): void {
  context.translate(14, 14);
  const { width, height } = gradientChart;
  paintPolyline(
    context,
    [
      [0, height],
      [width, height],
    ],
    ink.muted,
    1,
  );
  paintPolyline(
    context,
    [
      [width / 2, 0],
      [width / 2, height],
    ],
    ink.border,
    1,
  );
  for (const each of games)
    paintPolyline(
      context,
      gradientLine(each),
      each === game ? ink.accent : ink.muted,
      each === game ? 3 : 1.5,
    );
  for (const score of Array.from(scores))
    paintDot(context, placeOfGradient(score, gradientSize(game, score)), 3, '#1c232180');
}
