/** Images with parts of them gone: paper where ink may have been (masking noise: Vincent et al. 2010, section 3.4). */
import type { TensorValue } from '#scripts/engine.ts';
import type { RandomStream } from '#scripts/random.ts';

/**
 * Single pixels turned to paper, each with probability `share`, whatever is around it.
 *
 * @param x [batch, pixels]
 */
export function dropPixels({ data, shape }: TensorValue, share: number, random: RandomStream): TensorValue {
  const kept = Float32Array.from({ length: data.length }, (_, at) =>
    random.uniform() < share ? 0 : Number(data[at]),
  );
  return { data: kept, shape };
}

/**
 * One rectangle of each image turned to paper, at a random place that leaves all of it in the image.
 *
 * @param x     [batch, width · width]
 * @param size  height and width of the rectangle, or what draws them for each image
 */
export function eraseRectangles(
  { data, shape }: TensorValue,
  width: number,
  size: Rectangle | ((random: RandomStream) => Rectangle),
  random: RandomStream,
): TensorValue {
  const erased = Float32Array.from(data as Float32Array);
  for (let image = 0; image < shape[0]!; image++) {
    const { height, width: across } = typeof size === 'function' ? size(random) : size;
    const [top, left] = [random.integer(width - height + 1), random.integer(width - across + 1)];
    for (let row = top; row < top + height; row++) {
      const from = (image * width + row) * width + left;
      erased.fill(0, from, from + across);
    }
  }
  return { data: erased, shape };
}

/** In pixels, neither more than the image has. */
export interface Rectangle {
  readonly height: number;
  readonly width: number;
}
