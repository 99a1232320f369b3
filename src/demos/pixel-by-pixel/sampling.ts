/**
 * Images drawn pixel after pixel in raster order. One pass of the model tells the logits of all pixels whose
 * predecessors are settled; so the given rows cost one pass together, and every further pixel one more.
 */
import { side } from '../pixel-places.ts';
import { imageCount, pixelCount, type Ink } from './state.ts';

export interface Drawing {
  /** Pixels given at the start. */
  readonly given: number;
  /** Pixels settled; the next one to be drawn is this. */
  readonly at: number;
  /** Pixels whose logits are known. */
  readonly told: number;
  /** [images, 784], paper from `at` on */
  readonly x: Float32Array;
  /** [images, 784], of ink; 0 from `told` on */
  readonly logits: Float32Array;
  readonly passes: number;
  /** Milliseconds spent in passes. */
  readonly durationMs: number;
}

/** Nothing drawn yet: every image has the given rows. */
export function begin(ink: Ink, rows: number): Drawing {
  const given = rows * side;
  const x = new Float32Array(imageCount * pixelCount);
  for (let image = 0; image < imageCount; image++) x.set(ink.subarray(0, given), image * pixelCount);
  return {
    given,
    at: given,
    told: 0,
    x,
    logits: new Float32Array(imageCount * pixelCount),
    passes: 0,
    durationMs: 0,
  };
}

/** Whether the next pixel's distribution is still to be told. */
export function needsPass({ at, told }: Drawing): boolean {
  return told <= at && at < pixelCount;
}

/** What the model is to be fed: one image as long as all are equal. */
export function feed({ x, at, given }: Drawing): { data: Float32Array; shape: [number, number] } {
  const count = at === given ? 1 : imageCount;
  return { data: x.slice(0, count * pixelCount), shape: [count, pixelCount] };
}

/**
 * After a pass.
 *
 * @param logits [1 or images, 784]
 */
export function withLogits(drawing: Drawing, logits: Float32Array, passMs: number): Drawing {
  const { at, told } = drawing;
  const known = drawing.logits.slice();
  for (let image = 0; image < imageCount; image++) {
    const from = logits.length === pixelCount ? 0 : image * pixelCount;
    known.set(logits.subarray(from + told, from + at + 1), image * pixelCount + told);
  }
  return {
    ...drawing,
    logits: known,
    told: Math.min(pixelCount, at + 1),
    passes: drawing.passes + 1,
    durationMs: drawing.durationMs + passMs,
  };
}

/** The next pixel of every image, drawn from σ(logit / temperature). */
export function withNextPixel(
  drawing: Drawing,
  { temperature, seed }: { temperature: number; seed: number },
): Drawing {
  const { at, logits } = drawing;
  const x = drawing.x.slice();
  for (let image = 0; image < imageCount; image++) {
    const place = image * pixelCount + at;
    x[place] = uniformAt(seed, image, at) < inkProbability(logits[place]!, temperature) ? 1 : 0;
  }
  return { ...drawing, x, at: at + 1 };
}

/** σ(logit / temperature) */
export function inkProbability(logit: number, temperature = 1): number {
  return 1 / (1 + Math.exp(-logit / temperature));
}

/** −log₂ of the probability that the model itself (temperature 1) gave to a pixel's value. */
export function bitsOf(logit: number, value: number): number {
  const against = value === 1 ? -logit : logit;
  return (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against)))) / Math.LN2;
}

/** The pixel, of `from` … `to` − 1, that is nearest to being a toss-up. */
export function mostUncertain(logits: Float32Array, from: number, to: number): number {
  let found = from;
  for (let pixel = from; pixel < to; pixel++)
    if (Math.abs(logits[pixel]!) < Math.abs(logits[found]!)) found = pixel;
  return found;
}

/** The pixel that cost the most bits. */
export function mostSurprising(logits: Float32Array, x: ArrayLike<number>): number {
  let found = 0;
  for (let pixel = 0; pixel < pixelCount; pixel++)
    if (bitsOf(logits[pixel]!, x[pixel]!) > bitsOf(logits[found]!, x[found]!)) found = pixel;
  return found;
}

/** Bits of pixels `from` … `to` − 1 of one image. */
export function bitsBetween({ logits, x }: Pick<Drawing, 'logits' | 'x'>, from: number, to: number): number {
  let sum = 0;
  for (let place = from; place < to; place++) sum += bitsOf(logits[place]!, x[place]!);
  return sum;
}

/** Bits up to the end of each row of an image, and up to where it has come: [pixels, bits], from [0, 0]. */
export function runningBits(drawing: Drawing, image: number): [pixels: number, bits: number][] {
  const known = Math.min(drawing.at, drawing.told);
  const first = image * pixelCount;
  const points: [number, number][] = [[0, 0]];
  for (let pixel = 0, bits = 0; pixel < known; pixel++) {
    bits += bitsOf(drawing.logits[first + pixel]!, drawing.x[first + pixel]!);
    if ((pixel + 1) % side === 0 || pixel + 1 === known) points.push([pixel + 1, bits]);
  }
  return points;
}

/**
 * A number in [0, 1) for each pixel of each image of a seed, so that what is drawn depends neither on the pace nor on
 * where it was interrupted. The finalizer of MurmurHash3 (A. Appleby, public domain), once for each of the three.
 */
export function uniformAt(seed: number, image: number, pixel: number): number {
  return mix(mix(mix(seed) ^ image) ^ pixel) / 2 ** 32;
}

function mix(value: number): number {
  let bits = (value + 0x9e3779b9) | 0; // else 0 would stay 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
