/** What the reader can change in the demo `gan-training`, and what follows from it. */
import { standardNormals } from '#src/math/random.ts';
import type { Reading } from '#src/math/readings.ts';
import { choiceField, numberField, type Fields } from '../link-state.ts';

/** What the generator minimises; a trained model of each. */
export const games = ['minimax', 'non-saturating', 'wasserstein'] as const;
export type Game = (typeof games)[number];

export const modelOf: Readonly<Record<Game, string>> = {
  minimax: 'gan-mnist-minimax',
  'non-saturating': 'gan-mnist',
  wasserstein: 'gan-mnist-wgan-gp',
};

export interface GanTrainingState {
  readonly game: Game;
  /** The checkpoint, from 0. */
  readonly s: number;
  /** The sample that is looked at, by its place on the sheet. */
  readonly k: number;
  /** Of the latents of the sheet. */
  readonly seed: number;
}

/** Generators kept of each training: so many that the models hold. */
export const checkpointCount = 8;

/** The sheet of samples, as many as on the models' pages. */
export const columns = 8;
export const sampleCount = columns ** 2;
/** The seed of the sheets on the models' pages. */
export const firstSeed = 1;

export const fields: Fields<GanTrainingState> = {
  game: choiceField(games),
  s: numberField({ min: 0, max: checkpointCount - 1, digits: 0 }),
  k: numberField({ min: 0, max: sampleCount - 1, digits: 0 }),
  seed: numberField({ min: 0, max: 999_999, digits: 0 }),
};

export const latentDim = 32;

/** The latents of a sheet, [sampleCount, latentDim]: the same at every checkpoint. */
export const sheetLatents = (seed: number) => standardNormals(seed, sampleCount * latentDim);

/** D = σ(s): the probability of being real that a score says. */
export function probability(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/**
 * |dL/ds|, the size of the gradient of a sample's loss with respect to the score s that it got: σ(s) of log(1 − σ(s)),
 * 1 − σ(s) of −log σ(s) (Goodfellow et al. 2014, section 3), and 1 of −s (Arjovsky et al. 2017).
 */
export function gradientSize(game: Game, score: number): number {
  switch (game) {
    case 'minimax':
      return probability(score);
    case 'non-saturating':
      return 1 - probability(score);
    case 'wasserstein':
      return 1;
  }
}

export function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value / values.length, 0);
}

/** How often each digit was read, [10]. */
export function digitCounts(readings: readonly Reading[]): number[] {
  return Array.from(
    { length: 10 },
    (_, digit) => readings.filter((reading) => reading.digit === digit).length,
  );
}

/** Readings with at least this probability are counted as sure. */
export const sureFrom = 0.9;

/** Means over the steps since the last ones were written down. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly discriminatorLoss: number;
  readonly generatorLoss: number;
  /** The discriminator's mean probability for real and for generated examples to be real; a critic's mean scores. */
  readonly real: number;
  readonly generated: number;
  /** Mean length of the gradient of an example's loss with respect to the example. */
  readonly gradient: number;
}

/**
 * The windows of a training's curve. One of a few steps at the very end, which says nothing for itself, is left out.
 *
 * @throws Error where the curve lacks a column
 */
export function windowsOf({ columns: names, rows }: { columns: string[]; rows: number[][] }): Window[] {
  const value = (row: readonly number[], column: string) => {
    const at = names.indexOf(column);
    if (at < 0) throw new Error(`The curve has no column "${column}". Columns: ${names.join(', ')}.`);
    return Number(row[at]!.toFixed(4));
  };
  return rows.flatMap((row, i) => {
    const [from, to] = [i === 0 ? 0 : value(rows[i - 1]!, 'step'), value(row, 'step')];
    if (to - from < 0.01 * value(rows.at(-1)!, 'step')) return [];
    return {
      from,
      to,
      discriminatorLoss: value(row, 'discriminator_loss'),
      generatorLoss: value(row, 'generator_loss'),
      real: value(row, 'discriminator_real'),
      generated: value(row, 'discriminator_generated'),
      gradient: value(row, 'generator_gradient'),
    };
  });
}

/** The window in which a step lies; of steps beyond the last one, that one. */
export function windowAt(windows: readonly Window[], step: number): Window | undefined {
  return windows.find(({ to }) => step <= to) ?? windows.at(-1);
}

/** What the evaluator said at a checkpoint, as the model's card has it. */
export interface Score {
  readonly step: number;
  /** FD-64, with its standard error. */
  readonly distance: number;
  readonly error: number;
  /** Share of the rarest digit. */
  readonly rarest: number;
}
