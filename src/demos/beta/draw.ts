/** Pictures of what β does: a map of codes, and reconstruction against KL. */
import { paintCodes, type ClassCodes } from '#src/draw/class-codes.ts';
import type { Context } from '#src/draw/picture.ts';
import { paintGrid, paintLine, type PlaneColors } from '#src/draw/plane.ts';
import { ellipse, paintPosterior, type Posterior } from '#src/draw/posterior.ts';
import { window } from './state.ts';

const prior: Posterior = { mean: [0, 0], sigma: [1, 1] };

/** The codes of the test images, two deviations of the prior as a circle, and the reader's digit as an ellipse. */
export function paintCodeMap(
  context: Context,
  { codes, posterior }: { codes: ClassCodes | undefined; posterior: Posterior | undefined },
  size: number,
  colors: PlaneColors,
): void {
  paintGrid(context, window, size, colors);
  if (codes) paintCodes(context, codes, window, size, colors);
  paintLine(context, window, size, ellipse(prior, 2), { color: colors.accent, width: 2, dash: [6, 4] });
  if (posterior) paintPosterior(context, posterior, window, size, colors);
}

/** Where one model stands: nats per test image. */
export interface Balance {
  readonly kl: number;
  readonly reconstruction: number;
}

/** The chart of reconstruction against KL, in units of its drawing. */
export const chart = {
  width: 320,
  height: 190,
  kl: { from: 0, to: 26 },
  reconstruction: { from: 134, to: 152 },
} as const;

export function chartPlace({ kl, reconstruction }: Balance): readonly [number, number] {
  const share = (value: number, { from, to }: { from: number; to: number }) => (value - from) / (to - from);
  return [
    chart.width * share(kl, chart.kl),
    chart.height * (1 - share(reconstruction, chart.reconstruction)),
  ];
}

/** The line of all pairs with the same sum, which is the negative ELBO, cut to the chart. */
export function sameElbo({ kl, reconstruction }: Balance): readonly (readonly [number, number])[] {
  const sum = kl + reconstruction;
  const top = Math.min(chart.reconstruction.to, sum - chart.kl.from);
  const bottom = Math.max(chart.reconstruction.from, sum - chart.kl.to);
  return [top, bottom].map((value) => chartPlace({ kl: sum - value, reconstruction: value }));
}
