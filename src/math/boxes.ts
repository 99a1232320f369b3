/** Rectangles along the axes: how much two have in common, and which of many say the same. */

/** Edges, left < right and top < bottom; y points down. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

export function boxArea([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}

/** Area that both boxes cover. */
export function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return Math.max(0, width) * Math.max(0, height);
}

/** Shared area over the area of the union, from 0 to 1 (the Jaccard index). */
export function intersectionOverUnion(a: Box, b: Box): number {
  const shared = sharedArea(a, b);
  return shared === 0 ? 0 : shared / (boxArea(a) + boxArea(b) - shared);
}

/**
 * Greedy non-maximum suppression: goes through the candidates by falling score and keeps each that overlaps none kept
 * before it by more than `limit`. Whether candidates of two classes suppress each other is up to who passes them.
 *
 * @param limit largest intersection over union of two that are kept
 * @returns     those kept, by falling score; of equal ones the earlier first
 */
export function nonMaximumSuppression<C extends { readonly box: Box; readonly score: number }>(
  candidates: readonly C[],
  limit: number,
): readonly C[] {
  const kept: C[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score)) {
    if (kept.every(({ box }) => intersectionOverUnion(box, candidate.box) <= limit)) kept.push(candidate);
  }
  return kept;
}
