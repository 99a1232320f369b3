/** What the demo `my-digit` knows of the reader's digit, and where its models disagree about it. */
import type { Stroke } from '#src/draw/strokes.ts';
import { uniforms } from '#src/math/random.ts';
import { drawingField, numberField, type Fields } from '../link-state.ts';

/** Pixels in a row of an image, and in all. */
export const side = 28;
export const size = side * side;

/** Who makes an image of the digit. `completion` is the PixelCNN's, of its upper half. */
export const makers = ['pca', 'ae', 'vae', 'vae2', 'vqvae', 'dae', 'completion'] as const;
export type Maker = (typeof makers)[number];

/** Who says how probable the digit is. */
export const densities = ['vae', 'made', 'pixelcnn', 'bayes'] as const;
export type Density = (typeof densities)[number];

export interface MyDigitState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  /** Of the pixels that the PixelCNN draws. */
  readonly seed: number;
}

export const fields: Fields<MyDigitState> = {
  d: drawingField,
  seed: numberField({ min: 1, max: 999, digits: 0 }),
};

/** σ of the noise that the denoising autoencoder is given. */
export const noiseLevel = 0.5;
/** Principal components kept: as many as the autoencoder's code has values. */
export const components = 32;
/** Rows of the digit that the PixelCNN is given. */
export const rowsGiven = 14;
/** Importance samples of the VAE's bound, as on its card; decoded so many in one run. */
export const sampleCount = 500;
export const batchSize = 25;

/** An image seen with noise of `noiseLevel`, kept in [0, 1]. */
export function withNoise(ink: Float32Array, draws: Float32Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(ink, (value, i) => Math.min(1, Math.max(0, value + noiseLevel * draws[i]!)));
}

/** [784] uniform numbers that decide the pixels which the PixelCNN draws. */
export const completionDraws = (seed: number) => uniforms(seed, size);

/** What the classifier says of an image. */
export interface Reading {
  readonly digit: number;
  readonly probability: number;
}

/** @param logits [10] */
export function probabilities(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits);
  const largest = Math.max(...values);
  const weights = values.map((value) => Math.exp(value - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

export function readingOf(chances: readonly number[]): Reading {
  const probability = Math.max(...chances);
  return { digit: chances.indexOf(probability), probability };
}

/** A density model's negative log-likelihood of the digit beside those of the test images, in nats. */
export interface Weighed {
  readonly nats: number;
  /** Of the test images. */
  readonly mean: number;
  readonly deviation: number;
}

/** By how many standard deviations of test images the digit is less probable than their mean. */
export function strangeness({ nats, mean, deviation }: Weighed): number {
  return (nats - mean) / deviation;
}

/** What is known of the digit so far. */
export interface Day {
  readonly chances: readonly number[];
  readonly readings: Readonly<Partial<Record<Maker, Reading>>>;
  readonly weighed: Readonly<Partial<Record<Density, Weighed>>>;
  /** The GAN's discriminator's probability of the digit being real. */
  readonly realness: number | undefined;
}

export type Finding =
  | { readonly kind: 'undecided'; readonly first: Reading; readonly second: Reading }
  | { readonly kind: 'read-otherwise'; readonly maker: Maker; readonly drawn: number; readonly read: number }
  | {
      readonly kind: 'strange';
      readonly isSure: boolean;
      readonly probability: number;
      /** By the model to which it is the least strange. */
      readonly strangeness: number;
    }
  | {
      readonly kind: 'densities-apart';
      readonly most: Density;
      readonly least: Density;
      readonly gap: number;
    }
  | { readonly kind: 'judged-fake'; readonly realness: number; readonly probability: number }
  | { readonly kind: 'agreed'; readonly digit: number };

/** From where on a difference is worth a word. */
export const limits = {
  /** Of the classifier's probability. */
  sure: 0.95,
  undecided: 0.8,
  /** In standard deviations of test images. */
  strange: 2,
  apart: 1,
  /** Of the discriminator's probability. */
  fake: 0.3,
};

/** Where the models disagree about the digit; that they agree, once all have spoken and none does. */
export function findings({ chances, readings, weighed, realness }: Day): Finding[] {
  const found: Finding[] = [];
  const first = readingOf(chances);
  const isSure = first.probability >= limits.sure;
  if (first.probability < limits.undecided) {
    const rest = chances.map((chance, digit) => (digit === first.digit ? 0 : chance));
    found.push({ kind: 'undecided', first, second: readingOf(rest) });
  }
  for (const maker of makers) {
    const read = readings[maker]?.digit;
    if (read !== undefined && read !== first.digit)
      found.push({ kind: 'read-otherwise', maker, drawn: first.digit, read });
  }
  const strange = densities
    .flatMap((density) => {
      const each = weighed[density];
      return each ? [{ density, value: strangeness(each) }] : [];
    })
    .sort((a, b) => a.value - b.value);
  const [least, most] = [strange[0], strange.at(-1)];
  const complete = strange.length === densities.length;
  if (complete && least && most) {
    if (least.value >= limits.strange)
      found.push({
        kind: 'strange',
        isSure,
        probability: first.probability,
        strangeness: least.value,
      });
    if (most.value - least.value >= limits.apart)
      found.push({
        kind: 'densities-apart',
        most: most.density,
        least: least.density,
        gap: most.value - least.value,
      });
  }
  if (realness !== undefined && realness < limits.fake && isSure)
    found.push({ kind: 'judged-fake', realness, probability: first.probability });
  const allSpoke = complete && realness !== undefined && makers.every((maker) => readings[maker]);
  if (found.length === 0 && allSpoke) found.push({ kind: 'agreed', digit: first.digit });
  return found;
}
