/** Simple models of binary images whose log-likelihood is a formula, to hold learned ones against. */
import type { Split } from '#scripts/datasets/dataset.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';

/** Half an image of each kind is added to what was seen, so that no pixel is impossible. */
const SMOOTHING = 0.5;

/**
 * Independent pixels: each is on as often as its grey value says over the training images.
 *
 * @param train grey images
 * @param test  binary images
 * @returns log p(x) of every test image, [count]
 */
export function independentPixels(train: Split, test: Split): Float64Array {
  const pixels = new BernoulliPixels(train, () => true);
  return eachImage(test, (image) => pixels.logProb(image));
}

/** A mixture of the classes' mean images, weighted by how often each class occurs. */
export function classMeans(train: Split, test: Split, classes: number): Float64Array {
  const components = Array.from({ length: classes }, (_, label) => ({
    pixels: new BernoulliPixels(train, (row) => train.labels[row] === label),
    logShare: Math.log(train.labels.filter((other) => other === label).length / train.count),
  }));
  return eachImage(test, (image) =>
    logSumExp(components.map(({ pixels, logShare }) => logShare + pixels.logProb(image))),
  );
}

class BernoulliPixels {
  private readonly logOn: Float64Array;
  private readonly logOff: Float64Array;

  constructor({ images, count }: Split, isMember: (row: number) => boolean) {
    const size = images.length / count;
    const ink = new Float64Array(size);
    let members = 0;
    for (let row = 0; row < count; row++) {
      if (!isMember(row)) continue;
      members++;
      for (let pixel = 0; pixel < size; pixel++) ink[pixel]! += images[row * size + pixel]! / 255;
    }
    const p = ink.map((sum) => (sum + SMOOTHING) / (members + 2 * SMOOTHING));
    this.logOn = p.map(Math.log);
    this.logOff = p.map((on) => Math.log(1 - on));
  }

  logProb(image: Uint8Array): number {
    let sum = 0;
    for (const [pixel, value] of image.entries()) sum += value > 0 ? this.logOn[pixel]! : this.logOff[pixel]!;
    return sum;
  }
}

function eachImage({ images, count }: Split, value: (image: Uint8Array) => number): Float64Array {
  const size = images.length / count;
  return Float64Array.from({ length: count }, (_, row) =>
    value(images.subarray(row * size, (row + 1) * size)),
  );
}
