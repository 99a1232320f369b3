import { intersectionOverUnion, nonMaximumSuppression, type Box } from './boxes.ts';

/** Something that a detector found in an image. */
export interface Detection {
  readonly label: number;
  readonly box: Box;
  /** How sure the detector is, in [0, 1]. */
  readonly score: number;
}

export interface DetectionLimits {
  /** Candidates below it are left out. */
  readonly minScore: number;
  /** Of two candidates whose boxes have more in common (intersection over union), only the surer one stays. */
  readonly maxOverlap: number;
}

/**
 * What a detector sees in one image, by falling score. A candidate counts for its likeliest class only, and classes
 * suppress each other: one thing is not two digits.
 *
 * @param boxes  [candidates, 4] left, top, right, bottom
 * @param scores [candidates, classes] in [0, 1]
 */
export function readDetections(
  boxes: ArrayLike<number>,
  scores: ArrayLike<number>,
  { minScore, maxOverlap }: DetectionLimits,
): readonly Detection[] {
  const count = boxes.length / 4;
  const classes = scores.length / count;
  const candidates: Detection[] = [];
  for (let candidate = 0; candidate < count; candidate++) {
    let label = 0;
    for (let other = 1; other < classes; other++) {
      if (scores[candidate * classes + other]! > scores[candidate * classes + label]!) label = other;
    }
    const score = scores[candidate * classes + label]!;
    if (score < minScore) continue;
    const edge = (index: number) => boxes[4 * candidate + index]!;
    candidates.push({ label, box: [edge(0), edge(1), edge(2), edge(3)], score });
  }
  return nonMaximumSuppression(candidates, maxOverlap);
}

/**
 * Which thing each detection found: in turn, each takes the one it overlaps most of those that none before it took, if
 * it overlaps it enough.
 *
 * @param found      boxes, by falling score
 * @param minOverlap least intersection over union
 * @returns          [found] places in `truths`, or undefined where nothing was found
 */
export function matchDetections(
  found: readonly { readonly box: Box }[],
  truths: readonly { readonly box: Box }[],
  minOverlap: number,
): readonly (number | undefined)[] {
  const taken = new Set<number>();
  return found.map(({ box }) => {
    const overlaps = truths.map((truth, place) =>
      taken.has(place) ? -1 : intersectionOverUnion(truth.box, box),
    );
    const best = overlaps.indexOf(Math.max(...overlaps));
    if (best === -1 || overlaps[best]! < minOverlap) return undefined;
    taken.add(best);
    return best;
  });
}
