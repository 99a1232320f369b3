/** How well things are found and named: average precision. */
import { seededRandomStream } from '#scripts/random.ts';
import type { Box } from '#src/math/boxes.ts';
import { matchDetections, type Detection } from '#src/math/detections.ts';
import { bootstrapError } from './bootstrap.ts';
import { meanOf } from './statistics.ts';

/** What is there to be found. */
export interface Truth {
  readonly label: number;
  readonly box: Box;
}

export interface MeanAveragePrecision {
  readonly value: number;
  /** By the bootstrap over images. */
  readonly standardError: number;
  /** Images. */
  readonly count: number;
  /** Average precision of each class; undefined where no image has any. */
  readonly classes: readonly (number | undefined)[];
}

/** A detection of one class, and whether it found something. */
interface Attempt {
  readonly image: number;
  readonly score: number;
  readonly hit: boolean;
}

/**
 * Mean over classes of the average precision: the area under the precision that is reached at each recall or beyond
 * it, at every recall (PASCAL VOC since 2010: Everingham et al. 2010, section 4.2, without the eleven points). A
 * detection is a hit where its box and one of its class that no surer detection took have enough in common.
 *
 * @param found      by image, in any order
 * @param truths     by image
 * @param classCount labels are below it
 * @param minOverlap least intersection over union of a hit
 */
export function meanAveragePrecision(
  found: readonly (readonly Detection[])[],
  truths: readonly (readonly Truth[])[],
  classCount: number,
  minOverlap: number,
): MeanAveragePrecision {
  if (found.length !== truths.length) {
    throw new RangeError(
      `meanAveragePrecision: detections in ${found.length} images, truths in ${truths.length}.`,
    );
  }
  const count = truths.length;
  const attempts = Array.from({ length: classCount }, (_, label) =>
    truths
      .flatMap((truth, image) =>
        judge(found[image]!, truth, label, minOverlap).map((hit) => ({ image, ...hit })),
      )
      .sort((a, b) => b.score - a.score),
  );
  const wanted = Array.from({ length: classCount }, (_, label) =>
    truths.map((truth) => truth.filter((one) => one.label === label).length),
  );
  const precisions = (times: Uint32Array) =>
    attempts.map((ofClass, label) => averagePrecision(ofClass, wanted[label]!, times));
  const classes = precisions(new Uint32Array(count).fill(1));
  return {
    value: meanOfKnown(classes),
    standardError: bootstrapError(count, (times) => meanOfKnown(precisions(times)), seededRandomStream(0)),
    count,
    classes,
  };
}

/** The detections of one class in one image, and which of them are hits. */
function judge(
  found: readonly Detection[],
  truths: readonly Truth[],
  label: number,
  minOverlap: number,
): readonly Pick<Attempt, 'score' | 'hit'>[] {
  const ofClass = found.filter((detection) => detection.label === label).sort((a, b) => b.score - a.score);
  const wanted = truths.filter((truth) => truth.label === label);
  const matches = matchDetections(ofClass, wanted, minOverlap);
  return ofClass.map(({ score }, index) => ({ score, hit: matches[index] !== undefined }));
}

/**
 * @param attempts by falling score
 * @param wanted   [images] how many there are to be found
 * @param times    [images] how often each image counts
 */
function averagePrecision(
  attempts: readonly Attempt[],
  wanted: readonly number[],
  times: Uint32Array,
): number | undefined {
  const total = wanted.reduce((sum, inImage, image) => sum + inImage * times[image]!, 0);
  if (total === 0) return undefined;
  const [recalls, precisions] = [[0], [1]];
  let [hits, tries] = [0, 0];
  for (const { image, hit } of attempts) {
    tries += times[image]!;
    if (hit) hits += times[image]!;
    if (tries === 0) continue;
    recalls.push(hits / total);
    precisions.push(hits / tries);
  }
  let [area, reached] = [0, 0];
  for (let point = recalls.length - 1; point > 0; point--) {
    reached = Math.max(reached, precisions[point]!);
    area += reached * (recalls[point]! - recalls[point - 1]!);
  }
  return area;
}

const meanOfKnown = (values: readonly (number | undefined)[]) =>
  meanOf(values.filter((value) => value !== undefined));
