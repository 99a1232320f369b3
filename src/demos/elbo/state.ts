/** What the reader can change in the demo `elbo`, and what follows from it. */
import type { Stroke } from '#src/draw/strokes.ts';
import { standardNormals } from '#src/math/random.ts';
import { choiceField, drawingField, numberField, type Fields } from '../link-state.ts';

export const modelIds = ['vae-mnist', 'vae-mnist-2'] as const;
export type ModelId = (typeof modelIds)[number];
export const latentDims: Readonly<Record<ModelId, number>> = { 'vae-mnist': 40, 'vae-mnist-2': 2 };

/** Weights in the importance-weighted bound. */
export const ks = ['1', '2', '5', '10', '20', '50', '100', '200', '500'] as const;
export type K = (typeof ks)[number];

export interface ElboState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  readonly model: ModelId;
  readonly k: K;
  /** Which draws of ε are used. */
  readonly n: number;
}

export const drawCount = 1000;

export const fields: Fields<ElboState> = {
  d: drawingField,
  model: choiceField(modelIds),
  k: choiceField(ks),
  n: numberField({ min: 0, max: drawCount - 1, digits: 0 }),
};

/** Latents drawn for one digit: enough for the largest K once. */
export const sampleCount = 500;
/** Latents that are decoded in one run: few enough that a run takes but moments. */
export const batchSize = 25;

/** The head of a small seed's stream is passed over: it has not yet spread through the generator. */
const passedOver = 18;

function draws(seed: number, count: number): Float32Array {
  return standardNormals(seed, passedOver + count).subarray(passedOver);
}

/**
 * The n-th draws of ε.
 *
 * @returns [sampleCount, latentDim]
 */
export function epsilons(n: number, latentDim: number): Float32Array {
  return draws(1 + n, sampleCount * latentDim);
}

/** z = μ + σε of some draws, with μ itself before them. */
export function latents(
  mean: ArrayLike<number>,
  logVar: ArrayLike<number>,
  eps: Float32Array,
): Float32Array<ArrayBuffer> {
  const dim = mean.length;
  const sigma = Array.from(logVar, (value) => Math.exp(value / 2));
  return Float32Array.from({ length: dim + eps.length }, (_, i) => {
    const k = i % dim;
    return mean[k]! + (i < dim ? 0 : sigma[k]! * eps[i - dim]!);
  });
}

/** A dimension that tells less than this of a digit, in nats, is nearly unused for it. */
export const hardlyUsed = 0.1;
