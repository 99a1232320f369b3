/** How well the pixels of images are told apart. */
import { seededRandomStream } from '#scripts/random.ts';
import { bootstrapError } from './bootstrap.ts';
import { meanOf } from './statistics.ts';

export interface MeanIntersectionOverUnion {
  readonly value: number;
  /** By the bootstrap over images. */
  readonly standardError: number;
  /** Images. */
  readonly count: number;
  /** Of each class; undefined where it neither is nor was seen in any image. */
  readonly classes: readonly (number | undefined)[];
}

/**
 * Mean over classes of the intersection over union: the pixels that are of a class and were taken for it, over those
 * that are of it or were taken for it, both counted over all images (PASCAL VOC: Everingham et al. 2015, section 4.1.3).
 *
 * @param predicted [count, pixels] a class for each pixel
 * @param truth     the same
 */
export function meanIntersectionOverUnion(
  predicted: Uint8Array,
  truth: Uint8Array,
  count: number,
  classCount: number,
): MeanIntersectionOverUnion {
  if (predicted.length !== truth.length) {
    throw new RangeError(
      `meanIntersectionOverUnion: ${predicted.length} pixels were predicted, ${truth.length} are known.`,
    );
  }
  const pixels = truth.length / count;
  const shared = new Uint32Array(count * classCount);
  const joined = new Uint32Array(count * classCount);
  for (let index = 0; index < truth.length; index++) {
    const row = Math.floor(index / pixels) * classCount;
    const [taken, is] = [row + predicted[index]!, row + truth[index]!];
    joined[is]! += 1;
    if (taken === is) shared[is]! += 1;
    else joined[taken]! += 1;
  }
  const ofClasses = (times: Uint32Array) =>
    Array.from({ length: classCount }, (_, label) => {
      let [intersection, union] = [0, 0];
      for (let image = 0; image < count; image++) {
        intersection += times[image]! * shared[image * classCount + label]!;
        union += times[image]! * joined[image * classCount + label]!;
      }
      return union === 0 ? undefined : intersection / union;
    });
  const classes = ofClasses(new Uint32Array(count).fill(1));
  return {
    value: meanOfKnown(classes),
    standardError: bootstrapError(count, (times) => meanOfKnown(ofClasses(times)), seededRandomStream(0)),
    count,
    classes,
  };
}

const meanOfKnown = (values: readonly (number | undefined)[]) =>
  meanOf(values.filter((value) => value !== undefined));
