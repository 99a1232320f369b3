/** The families of the demo `family-table`, and how one image is drawn from each. */
import { standardNormals, uniforms } from '#src/math/random.ts';
import { numberField, type Fields } from '../link-state.ts';

export const side = 28;
export const size = side * side;
/** A side of the VQ-VAE's grid of codes, and the kinds of codes. */
export const gridSide = 7;

export const families = ['pixelcnn', 'made', 'vae', 'vqvae', 'gan'] as const;
export type Family = (typeof families)[number];

/** How often its networks are run for one image. */
export const passes: Readonly<Record<Family, number>> = {
  pixelcnn: size,
  made: size,
  vae: 1,
  vqvae: gridSide ** 2 + 1,
  gan: 1,
};

/** Values of the latent vector. */
export const latentDims = { vae: 40, gan: 32 } as const;

export interface FamilyTableState {
  readonly seed: number;
}

export const fields: Fields<FamilyTableState> = { seed: numberField({ min: 1, max: 999, digits: 0 }) };

/** @returns [latentDim] */
export const latent = (family: keyof typeof latentDims, seed: number) =>
  standardNormals(seed, latentDims[family]);

/** One uniform number for each pixel or code that is drawn. */
export const draws = (count: number, seed: number) => uniforms(seed, count);

/** 1 as often as the logit says. */
export function drawnPixel(logit: number, draw: number): number {
  return draw < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
}

/**
 * The code whose share of the unit interval holds the draw.
 *
 * @param logits [codes]
 */
export function drawnCode(logits: ArrayLike<number>, draw: number): number {
  const values = Array.from(logits);
  const largest = Math.max(...values);
  const weights = values.map((value) => Math.exp(value - largest));
  let rest = draw * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => (rest -= weight) < 0);
  return found < 0 ? values.length - 1 : found;
}
