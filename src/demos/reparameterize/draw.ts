/** The picture of F, of q and of the sample, and those of the spreads of both estimators. */
import type { Context } from '#src/draw/picture.ts';
import type { PlaneColors } from '#src/draw/plane.ts';
import { normalDensity } from '#src/math/normal.ts';
import type { ReparameterizeState } from './state.ts';

/** Ends of the axis of z, and the largest F that is seen. */
const reach = 5;
const highest = 16;

type Line = readonly (readonly [number, number])[];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The value of z at a share of the picture's width. */
export function valueAt(share: number): number {
  return 2 * reach * (share - 0.5);
}

/** Lines of the picture, in pixels. */
export function sampleLines(
  { mu, sigma }: ReparameterizeState,
  z: number,
  { width, height }: Size,
): { floor: Line; hill: Line; curve: Line; tangent: Line; stem: Line } {
  const floor = height - 22;
  const x = (value: number) => width * (0.5 + value / (2 * reach));
  const y = (value: number) => floor - (value / highest) * (floor - 8);
  const grid = Array.from({ length: 201 }, (_, i) => -reach + (2 * reach * i) / 200);
  const density = (value: number) => normalDensity((value - mu) / sigma) / sigma;
  return {
    floor: [
      [0, floor],
      [width, floor],
    ],
    hill: grid.map((value) => [x(value), floor - 0.22 * floor * density(value)]),
    curve: grid.map((value) => [x(value), y(value * value)]),
    tangent: [-0.8, 0.8].map((step) => [x(z + step), y(z * z + 2 * z * step)]),
    stem: [
      [x(z), floor],
      [x(z), y(z * z)],
    ],
  };
}

/** Paints F as a line, q as a hill, the sample, and the slope of F where the gradient flows. */
export function paintSample(
  context: Context,
  state: ReparameterizeState,
  z: number,
  { width, height, colors }: Size & { readonly colors: PlaneColors },
): void {
  const lines = sampleLines(state, z, { width, height });
  const line = (points: Line, color: string, lineWidth: number, dash: number[] = []) => {
    context.beginPath();
    for (const [i, [px, py]] of points.entries()) {
      if (i === 0) context.moveTo(px, py);
      else context.lineTo(px, py);
    }
    context.strokeStyle = color;
    context.lineWidth = lineWidth;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  };
  line(lines.floor, colors.muted, 1);
  line(lines.hill, colors.accent, 2);
  line(lines.curve, colors.muted, 2);
  if (state.way === 'computed') line(lines.tangent, colors.text, 2.5);
  line(lines.stem, colors.text, 1.5, [4, 3]);
  for (const [px, py] of lines.stem) {
    context.beginPath();
    context.arc(px, py, 5, 0, 2 * Math.PI);
    context.fillStyle = colors.text;
    context.fill();
  }
  const x = (value: number) => width * (0.5 + value / (2 * reach));
  const top = Math.min(...lines.hill.map(([, y]) => y));
  context.font = '12px system-ui, sans-serif';
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  context.fillStyle = colors.text;
  for (const tick of [-4, -2, 0, 2, 4]) context.fillText(String(tick).replace('-', '−'), x(tick), height - 6);
  context.textAlign = 'left';
  context.fillText('F(z) = z²', x(-3.3), 16);
  context.fillText('q(z)', Math.min(width - 30, x(state.mu + state.sigma) + 6), (top + height) / 2 - 22);
}

/** The outline of a histogram as the path of a drawing of `width` by `height`, its highest bar to the top. */
export function barsPath(shares: readonly number[], { width, height }: Size): string {
  const top = Math.max(...shares);
  const step = width / shares.length;
  const bars = shares.map((share) => `V${round(height - (height * share) / top)}h${round(step)}`);
  return `M0 ${height}${bars.join('')}V${height}Z`;
}

/** Paints the same bars, and a line where the true value is. */
export function paintBars(
  context: Context,
  shares: readonly number[],
  { width, height, colors }: Size & { readonly colors: PlaneColors },
): void {
  const top = Math.max(...shares);
  const step = width / shares.length;
  context.fillStyle = colors.accent;
  for (const [i, share] of shares.entries()) {
    const tall = (height * share) / top;
    context.fillRect(i * step, height - tall, step + 0.3, tall);
  }
  context.fillStyle = colors.text;
  context.fillRect(width / 2 - 0.75, 0, 1.5, height);
}

const round = (value: number) => Number(value.toFixed(2));
