/** Pixels of a board as paths of an SVG whose unit is one pixel, and on the canvas of a saved picture. */
import type { Context } from '#src/draw/picture.ts';
import type { Sight } from './field.ts';
import { bitsOf } from './sampling.ts';
import { side } from '../pixel-places.ts';
import { pixelCount, type Ink } from './state.ts';

/** The pixels that fulfil a condition, neighbours in a row as one box. */
export function boxesPath(holds: (pixel: number) => boolean): string {
  let path = '';
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    if (!holds(pixel)) continue;
    const start = pixel;
    while ((pixel + 1) % side !== 0 && holds(pixel + 1)) pixel++;
    const width = pixel - start + 1;
    path += `M${start % side} ${Math.floor(start / side)}h${width}v1h${-width}z`;
  }
  return path;
}

/** Room left free on each side of a tile, so that what lies under it is seen. */
const inset = 0.14;

/** The pixels that fulfil a condition, each a tile smaller than the pixel. */
export function tilesPath(holds: (pixel: number) => boolean): string {
  const width = 1 - 2 * inset;
  return Array.from({ length: pixelCount }, (_, pixel) => pixel)
    .filter(holds)
    .map(
      (pixel) =>
        `M${(pixel % side) + inset} ${Math.floor(pixel / side) + inset}h${width}v${width}h-${width}z`,
    )
    .join('');
}

/** Bits from which on a pixel has its full colour. */
export const hottest = 4;
const levels = 12;
/** How strong ink is that cost nothing, so that the digit can be seen. */
const faint = 1 / levels;

/** Orange for ink and blue for paper, as strong as the pixel was surprising. */
export const heatColors = { ink: '#d65d0e', paper: '#2671d6' } as const;

export interface Heat {
  readonly kind: keyof typeof heatColors;
  /** In twelfths. */
  readonly opacity: number;
}

export function heatOf(bits: number, value: number): Heat {
  const opacity = Math.round(levels * Math.min(1, bits / hottest)) / levels;
  return value === 1 ? { kind: 'ink', opacity: Math.max(faint, opacity) } : { kind: 'paper', opacity };
}

/** The heat map of an image's bits: a path for each colour and strength. */
export function heatPaths(logits: Float32Array, ink: Ink): (Heat & { path: string })[] {
  const heats = Array.from(ink, (value, pixel) => heatOf(bitsOf(logits[pixel]!, value), value));
  const kinds = new Map(heats.map((heat) => [`${heat.kind} ${heat.opacity}`, heat]));
  return [...kinds.values()]
    .filter(({ opacity }) => opacity > 0)
    .map((heat) => ({
      ...heat,
      path: boxesPath((pixel) => heats[pixel]!.kind === heat.kind && heats[pixel]!.opacity === heat.opacity),
    }));
}

/** On paper. */
const sightColors: Readonly<Record<Sight, string>> = {
  seen: 'rgb(20 105 90 / 0.22)',
  far: '#e4e4de',
  blind: 'rgb(214 93 14 / 0.45)',
  later: '#ffffff',
};

export interface Board {
  readonly x: ArrayLike<number>;
  readonly sights: readonly Sight[];
  /** Pixels given, and the one looked at. */
  readonly given: number;
  readonly pixel: number;
}

/** The board on a square of `size`. */
export function paintBoard(context: Context, { x, sights, given, pixel }: Board, size: number): void {
  const unit = size / side;
  const box = (at: number, color: string, margin: number) => {
    context.fillStyle = color;
    const width = (1 - 2 * margin) * unit;
    context.fillRect(((at % side) + margin) * unit, (Math.floor(at / side) + margin) * unit, width, width);
  };
  for (const [at, sight] of sights.entries()) {
    box(at, sightColors[sight], 0);
    if (x[at] === 1) box(at, '#1c2321', inset);
  }
  context.strokeStyle = '#14695a';
  context.lineWidth = 2;
  context.setLineDash([]);
  context.strokeRect((pixel % side) * unit, Math.floor(pixel / side) * unit, unit, unit);
  context.setLineDash([6, 4]);
  context.beginPath();
  context.moveTo(0, (given / side) * unit);
  context.lineTo(size, (given / side) * unit);
  context.stroke();
  context.setLineDash([]);
}

/** The heat map on a square of `size`. */
export function paintHeat(context: Context, logits: Float32Array, ink: Ink, size: number): void {
  const unit = size / side;
  for (const [pixel, value] of ink.entries()) {
    const { kind, opacity } = heatOf(bitsOf(logits[pixel]!, value), value);
    const strength = Math.round(255 * opacity)
      .toString(16)
      .padStart(2, '0');
    context.fillStyle = heatColors[kind] + strength;
    context.fillRect((pixel % side) * unit, Math.floor(pixel / side) * unit, unit + 0.4, unit + 0.4);
  }
}
