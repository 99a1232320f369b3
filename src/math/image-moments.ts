/** What can be measured of a shape without having learned anything: its ink, where it is, how it is spread. */

export interface ImageMoments {
  /** Sum over the pixels. */
  readonly ink: number;
  /** The centre, in pixels from the middle of the first. */
  readonly centreX: number;
  readonly centreY: number;
  /** Central second moments, sums over the ink. */
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

/** @param image [height · width], 0 = paper */
export function imageMoments(image: ArrayLike<number>, width: number): ImageMoments {
  const sum = (weight: (x: number, y: number) => number) => {
    let total = 0;
    for (let pixel = 0; pixel < image.length; pixel++) {
      const ink = image[pixel]!;
      if (ink > 0) total += ink * weight(pixel % width, Math.floor(pixel / width));
    }
    return total;
  };
  const ink = sum(() => 1);
  const [centreX, centreY] = [sum((x) => x) / ink, sum((_, y) => y) / ink];
  const xx = sum((x) => (x - centreX) ** 2);
  const yy = sum((_, y) => (y - centreY) ** 2);
  const xy = sum((x, y) => (x - centreX) * (y - centreY));
  return { ink, centreX, centreY, xx, yy, xy };
}

/**
 * The longer axis of the ellipse that has these moments (Hu 1962).
 *
 * @returns direction in radians from −π/2 to π/2, clockwise as seen; elongation 0 for a round shape, near 1 for a line
 */
export function longerAxis({ xx, yy, xy }: ImageMoments): { direction: number; elongation: number } {
  return {
    direction: 0.5 * Math.atan2(2 * xy, xx - yy),
    elongation: Math.hypot(xx - yy, 2 * xy) / (xx + yy),
  };
}
