/** Codes that nothing was learned for, to hold learned ones against. */
import type { TensorValue } from '#scripts/engine.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { imageMoments, longerAxis, type ImageMoments } from '#src/math/image-moments.ts';

/**
 * Linear codes of the pixels. Scores of codes do not depend on where a dimension's zero is, so none is subtracted.
 *
 * @param x       [count, pixels]
 * @param weights [pixels, dims]
 * @returns       [count, dims]
 */
export function linearCodes(
  { data, shape }: TensorValue,
  weights: ArrayLike<number>,
  dims: number,
): TensorValue {
  const [count, pixels] = shape as readonly [number, number];
  const z = new Float32Array(count * dims);
  for (let row = 0; row < count; row++) {
    const code = new Float64Array(dims);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const ink = Number(data[row * pixels + pixel]);
      if (ink === 0) continue;
      for (let dim = 0; dim < dims; dim++) code[dim]! += ink * weights[pixel * dims + dim]!;
    }
    z.set(code, row * dims);
  }
  return { data: z, shape: [count, dims] };
}

/** Random projections of the pixels, [count, dims]. */
export function randomLinearCodes(x: TensorValue, dims: number, seed: number): TensorValue {
  const random = seededRandomStream(seed);
  return linearCodes(
    x,
    Float64Array.from({ length: x.shape[1]! * dims }, () => random.normal()),
    dims,
  );
}

/**
 * The five lowest moments of each image: its ink, the centre's x and y, and the central second moments along x and y.
 *
 * @param x [count, height · width]
 * @returns [count, 5]
 */
export function momentCodes(x: TensorValue, width: number): TensorValue {
  return codeEach(x, width, ({ ink, centreX, centreY, xx, yy }) => [ink, centreX, centreY, xx, yy]);
}

/**
 * Five numbers that a person who knows the factors would measure: area, centre x and y, the direction of the longer
 * axis, and how much longer it is, from central second moments (Hu 1962).
 *
 * @param x [count, height · width]
 * @returns [count, 5]
 */
export function measuredCodes(x: TensorValue, width: number): TensorValue {
  return codeEach(x, width, (moments) => {
    const { direction, elongation } = longerAxis(moments);
    return [moments.ink, moments.centreX, moments.centreY, direction, elongation];
  });
}

function codeEach(
  { data, shape }: TensorValue,
  width: number,
  code: (moments: ImageMoments) => readonly number[],
): TensorValue {
  const [count, pixels] = shape as readonly [number, number];
  const codes = Array.from({ length: count }, (_, row) => {
    const image = Float64Array.from({ length: pixels }, (__, pixel) => Number(data[row * pixels + pixel]));
    return code(imageMoments(image, width));
  });
  return { data: Float32Array.from(codes.flat()), shape: [count, codes[0]!.length] };
}

/** The factors themselves, [count, factors]. */
export function trueFactorCodes(factors: Uint8Array, factorCount: number): TensorValue {
  return { data: Float32Array.from(factors), shape: [factors.length / factorCount, factorCount] };
}
