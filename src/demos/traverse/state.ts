/** What the reader can change in the demo `traverse`, and what follows from it. */
import { drawCombination, shapeFactors, type Factor } from '#src/draw/shapes/factors.ts';
import { SHAPE_WIDTH } from '#src/draw/shapes/outlines.ts';
import type { Point } from '#src/draw/strokes.ts';
import { imageMoments, longerAxis } from '#src/math/image-moments.ts';
import type { FactorDetails } from '#src/model-card.ts';
import { choiceField, numberField, type Field, type Fields } from '../link-state.ts';

/** The models differ in nothing else. */
export const seeds = ['1', '2', '3', '4', '5'] as const;
export type Seed = (typeof seeds)[number];
export const modelOf = (seed: Seed) => `bvae-shapes-${seed}`;

export const latentDim = 8;
export const factors = shapeFactors('shapes');
export type FactorId = Factor['id'];

export interface TraverseState {
  readonly model: Seed;
  /** The shape to start from: the index of each factor's value, in the order of `factors`. */
  readonly s: readonly number[];
  /** The code; undefined for the one that the encoder reads from the shape. */
  readonly z: readonly number[] | undefined;
  /** The latent that moves; −1 for the one that tells most of the images. */
  readonly k: number;
}

/** Codes of the test images rarely lie farther out. */
export const reach = 3;
const farthest = 9;

function listField<T>(write: (value: T, i: number) => string, readAll: (texts: string[]) => T[] | undefined) {
  return {
    write: (values: readonly T[]) => values.map(write).join(','),
    read: (text: string) => readAll(text.split(',')),
  };
}

const startField: Field<readonly number[]> = listField<number>(String, (texts) => {
  const indices = texts.map((text, factor) =>
    numberField({ min: 0, max: (factors[factor]?.values.length ?? 0) - 1, digits: 0 }).read(text),
  );
  return indices.length === factors.length && isWhole(indices) ? indices : undefined;
});

const coordinate = numberField({ min: -farthest, max: farthest, digits: 3 });
const code = listField<number>(coordinate.write, (texts) => {
  const values = texts.map(coordinate.read);
  return values.length === latentDim && isWhole(values) ? values : undefined;
});

/** `_` for the encoder's own. */
const codeField: Field<readonly number[] | undefined> = {
  write: (values) => (values === undefined ? '_' : code.write(values)),
  read: (text) => code.read(text),
};

function isWhole(values: (number | undefined)[]): values is number[] {
  return values.every((value) => value !== undefined);
}

export const fields: Fields<TraverseState> = {
  model: choiceField(seeds),
  s: startField,
  z: codeField,
  k: numberField({ min: -1, max: latentDim - 1, digits: 0 }),
};

/** @returns [32 · 32], 0 = paper and 1 = ink */
export function drawStart(indices: readonly number[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(drawCombination(factors, indices), (grey) => grey / 255);
}

/** The shape put with its centre at a place of the image, in units of its side, or as near as it may lie. */
export function placedAt(indices: readonly number[], [x, y]: Point): readonly number[] {
  return indices.map((index, factor) => {
    const { id, values } = factors[factor]!;
    if (id !== 'x' && id !== 'y') return index;
    const [first, second] = values as [number, number];
    const nearest = Math.round(((id === 'x' ? x : y) * SHAPE_WIDTH - first) / (second - first));
    return Math.min(values.length - 1, Math.max(0, nearest));
  });
}

/** Images of a strip: the same latent at as many values. */
export const stepCount = 8;

export function stepValue(step: number): number {
  return (2 * reach * step) / (stepCount - 1) - reach;
}

/** Codes that differ in latent k alone. → [stepCount, latentDim] */
export function stripCodes(z: ArrayLike<number>, k: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: stepCount * latentDim }, (_, i) =>
    i % latentDim === k ? stepValue(Math.floor(i / latentDim)) : z[i % latentDim]!,
  );
}

export function moved(z: ArrayLike<number>, k: number, value: number): number[] {
  return Array.from(z, (own, latent) => (latent === k ? value : own));
}

export type Latent = FactorDetails['latents'][number];

/** The latents by what they tell of the images, most first. */
export function byInformation(latents: readonly Latent[]): number[] {
  return [...latents.keys()].sort((a, b) => latents[b]!.kl - latents[a]!.kl);
}

/** A factor's place with the share of its entropy that something tells. */
export interface Told {
  readonly of: number;
  readonly share: number;
}

/** What a latent tells of each factor, the most first; places are those of factors. */
export function toldBy({ information }: Latent): Told[] {
  return ranked(information);
}

/** What each latent tells of a factor, the most first; places are those of latents. */
export function toldOf(latents: readonly Latent[], factor: number): Told[] {
  return ranked(latents.map(({ information }) => information[factor]!));
}

function ranked(shares: readonly number[]): Told[] {
  return shares.map((share, of) => ({ of, share })).sort((a, b) => b.share - a.share);
}

/** What is measured of an image with nothing learned; in pixels, the place from the left upper corner. */
export interface Measured {
  readonly area: number;
  readonly x: number;
  readonly y: number;
  /** In degrees from −90 to 90, clockwise as seen; undefined where the shape is too round to have any. */
  readonly direction: number | undefined;
  /** 0 for a round shape, near 1 for a line. */
  readonly elongation: number;
}

/** Drawn squares are all rounder than this, hearts and ellipses all longer. */
const leastElongation = 0.08;

export function measured(image: ArrayLike<number>): Measured {
  const moments = imageMoments(image, SHAPE_WIDTH);
  const { direction, elongation } = longerAxis(moments);
  return {
    area: moments.ink,
    x: moments.centreX + 0.5,
    y: moments.centreY + 0.5,
    direction: elongation < leastElongation ? undefined : (180 * direction) / Math.PI,
    elongation,
  };
}
