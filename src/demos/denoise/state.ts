/** What the reader can change in the demo `denoise`, and what follows from it. */
import type { View } from '#src/draw/plane.ts';
import type { Stroke } from '#src/draw/strokes.ts';
import { standardNormals, uniforms } from '#src/math/random.ts';
import { choiceField, drawingField, numberField, type Fields } from '../link-state.ts';

/** Pixels in a row of an image. */
export const side = 28;

/** `noise`: Gaussian noise; `dropped`: single pixels gone; `rectangle`: a square gone. */
export const kinds = ['noise', 'dropped', 'rectangle'] as const;
export type Kind = (typeof kinds)[number];

/** How strong the damage may be: σ of the noise, the share of pixels gone, the side of the square in pixels. */
export const levels: Readonly<Record<Kind, { min: number; max: number; step: number; first: number }>> = {
  noise: { min: 0, max: 1, step: 0.05, first: 0.5 },
  dropped: { min: 0, max: 0.9, step: 0.05, first: 0.5 },
  rectangle: { min: 0, max: 16, step: 1, first: 10 },
};

/** What the linear filter against each kind calls its strength. */
export const strengths: Readonly<Record<Kind, string>> = {
  noise: 'sigma',
  dropped: 'share',
  rectangle: 'side',
};

/** Times that an image can go through the network. */
export const mostRounds = 10;

/** The seed of the damage in the model's reference. */
export const firstSeed = 5;

export interface DenoiseState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  readonly kind: Kind;
  readonly noise: number;
  readonly dropped: number;
  readonly rectangle: number;
  readonly seed: number;
  /** How often the image goes through the network. */
  readonly rounds: number;
}

/** What the map shows of the plane of the first two principal components: where digits lie, whole or damaged. */
export const mapView: View = { x: 0, y: 0, span: 9 };

/** Damaged copies of each example on the map. */
export const copies = 5;

const levelField = (kind: Kind) =>
  numberField({ ...levels[kind], digits: Number.isInteger(levels[kind].step) ? 0 : 2 });

export const fields: Fields<DenoiseState> = {
  d: drawingField,
  kind: choiceField(kinds),
  noise: levelField('noise'),
  dropped: levelField('dropped'),
  rectangle: levelField('rectangle'),
  seed: numberField({ min: 0, max: 999_999, digits: 0 }),
  rounds: numberField({ min: 1, max: mostRounds, digits: 0 }),
};

/** A damage that does not depend on the level's history: the same seed gives the same one. */
export type Damage = Pick<DenoiseState, Kind | 'kind' | 'seed'>;

/**
 * An image damaged as the model was taught and measured: Gaussian noise clipped to [0, 1]; each pixel turned to paper
 * with probability `dropped`; a square of `rectangle` pixels a side turned to paper, wherever it fits.
 *
 * @param clean [784], 0 = paper and 1 = ink
 * @returns     [784]
 */
export function damaged(clean: Float32Array, { kind, seed, ...level }: Damage): Float32Array {
  switch (kind) {
    case 'noise': {
      const draws = standardNormals(seed, clean.length);
      return clean.map((value, i) => Math.min(1, Math.max(0, value + level.noise * draws[i]!)));
    }
    case 'dropped': {
      const draws = uniforms(seed, clean.length);
      return clean.map((value, i) => (draws[i]! < level.dropped ? 0 : value));
    }
    case 'rectangle': {
      const { rectangle: size } = level;
      const [down, across] = uniforms(seed, 12).slice(-2); // the first draws hardly depend on the seed
      const place = (draw: number) => Math.floor(draw * (side - size + 1));
      const [top, left] = [place(down!), place(across!)];
      return clean.map((value, i) => {
        const [y, x] = [Math.floor(i / side) - top, (i % side) - left];
        return y >= 0 && y < size && x >= 0 && x < size ? 0 : value;
      });
    }
  }
}

/**
 * Each example damaged `copies` times, each time anew.
 *
 * @param examples each [784]
 * @returns        [examples · copies, 784], example by example
 */
export function damagedCopies(examples: readonly Float32Array[], damage: Damage): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(examples.length * copies * side ** 2);
  for (let row = 0; row < examples.length * copies; row++) {
    const example = examples[Math.floor(row / copies)]!;
    rows.set(damaged(example, { ...damage, seed: damage.seed + 1 + row }), row * side ** 2);
  }
  return rows;
}

/** Peak signal-to-noise ratio of a mean squared error of pixels in [0, 1], in dB; infinite for no error. */
export function psnr(meanSquaredError: number): number {
  return -10 * Math.log10(meanSquaredError);
}

/** Which damage a metric of the model's card measures; undefined for a metric of another kind. */
export function measuredDamage(metric: string): { kind: Kind; level: number } | undefined {
  if (metric === 'psnr_rectangle') return { kind: 'rectangle', level: 10 };
  const [, kind, hundredths] = /^psnr_(noise|dropped)_(\d+)$/.exec(metric) ?? [];
  return kind === undefined ? undefined : { kind: kind as Kind, level: Number(hundredths) / 100 };
}
