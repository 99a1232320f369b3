/** What the reader can change in the demo `beta`, and what follows from it. */
import type { View } from '#src/draw/plane.ts';
import type { Stroke } from '#src/draw/strokes.ts';
import { standardNormals } from '#src/math/random.ts';
import { choiceField, drawingField, numberField, type Fields } from '../link-state.ts';

/** The weights of the KL term for which a model was trained. */
export const betas = ['0', '0.25', '1', '2', '4', '8'] as const;
export type Beta = (typeof betas)[number];

export function modelOf(beta: Beta): string {
  return `vae-mnist-2-beta-${beta.replace('.', '-')}`;
}

export interface BetaState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  /** The model that is looked at, and the one it is compared with. */
  readonly to: Beta;
  readonly from: Beta;
  /** Which draw of the prior is decoded. */
  readonly n: number;
}

export type Side = 'from' | 'to';
export const sides = ['from', 'to'] as const;

export const drawCount = 1000;

export const fields: Fields<BetaState> = {
  d: drawingField,
  to: choiceField(betas),
  from: choiceField(betas),
  n: numberField({ min: 0, max: drawCount - 1, digits: 0 }),
};

/** All maps are seen through one window, so that they can be compared: 99% of the codes of each lie in it. */
export const window: View = { x: 0, y: 0, span: 13 };

export const latentDim = 2;
/** Draws of the prior that are decoded, and how many stand in a row. */
export const priorCount = 8;
export const priorColumns = 4;

/**
 * The n-th draws of the prior, the same for all models.
 *
 * @returns [priorCount, 2]
 */
export function priorLatents(n: number): Float32Array {
  // The head of a small seed's stream is passed over: it has not yet spread through the generator.
  const head = 16;
  return standardNormals(1 + n, head + priorCount * latentDim).subarray(head);
}

/**
 * Of each dimension, how much the codes of images differ in it: the variance of the posterior means.
 *
 * @param values [codes, 2]
 */
export function variances(values: ArrayLike<number>): number[] {
  const count = values.length / latentDim;
  return Array.from({ length: latentDim }, (_, k) => {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < count; i++) sum += values[latentDim * i + k]!;
    for (let i = 0; i < count; i++) squares += (values[latentDim * i + k]! - sum / count) ** 2;
    return squares / count;
  });
}

/** A dimension whose variance is not above this has collapsed (Burda et al. 2016, section 5.2). */
export const collapsedBelow = 0.01;
