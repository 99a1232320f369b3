import { expect, test } from 'vitest';
import { intersectionOverUnion, nonMaximumSuppression, type Box } from '#src/math/boxes.ts';
import { matchDetections } from '#src/math/detections.ts';

test.each<[Box, Box, number]>([
  [[0, 0, 2, 2], [1, 1, 3, 3], 1 / 7], // 1 of 4 + 4 − 1
  [[0, 0, 2, 2], [0, 0, 2, 2], 1],
  [[0, 0, 4, 2], [1, 0, 2, 2], 1 / 4], // one within the other
  [[0, 0, 2, 2], [2, 0, 4, 2], 0], // side by side
  [[0, 0, 2, 2], [1, 5, 3, 6], 0], // above each other, but apart
])('boxes %j and %j have %d of their union in common', (a, b, iou) => {
  expect(intersectionOverUnion(a, b)).toBeCloseTo(iou, 12);
  expect(intersectionOverUnion(b, a)).toBeCloseTo(iou, 12);
});

test('of candidates for one thing the surest is kept, and what lies elsewhere stays', () => {
  const a = { box: [0, 0, 10, 10], score: 0.6 } as const;
  const b = { box: [0, 1, 10, 11], score: 0.9 } as const; // 90 of 110 in common with a
  const c = { box: [20, 0, 30, 10], score: 0.3 } as const;
  expect(nonMaximumSuppression([a, b, c], 0.5)).toEqual([b, c]);
  expect(nonMaximumSuppression([a, b, c], 0.85)).toEqual([b, a, c]);
});

test('a candidate that is itself suppressed suppresses none', () => {
  // Neighbours have 2/3 in common, the first and the last 3/7.
  const chain = [0, 1, 2].map((step) => ({ box: [2 * step, 0, 2 * step + 10, 1] as Box, score: 3 - step }));
  expect(nonMaximumSuppression(chain, 0.5)).toEqual([chain[0], chain[2]]);
});

test('each thing is found once, by the surest detection that overlaps it enough', () => {
  const at = (x: number) => ({ box: [x, 0, x + 10, 10] as const });
  // Of the union with the box at 0: 80 of 120, 90 of 110.
  expect(matchDetections([at(2), at(1), at(30)], [at(0)], 0.5)).toEqual([0, undefined, undefined]);
  expect(matchDetections([at(2), at(1)], [at(0)], 0.8)).toEqual([undefined, 0]);
  expect(matchDetections([at(2), at(3)], [at(0), at(4)], 0.5)).toEqual([0, 1]);
  expect(matchDetections([at(0)], [], 0.5)).toEqual([undefined]);
});
