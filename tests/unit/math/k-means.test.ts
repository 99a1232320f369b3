import { describe, expect, test } from 'vitest';
import {
  carefulStarts,
  crowdedStarts,
  isSettled,
  placeCentres,
  step,
  type Clustering,
  type Points,
} from '#src/math/k-means.ts';
import { seededRandomStream } from '#src/math/random.ts';

/** Three heaps about (0, 0), (10, 0) and (0, 10). */
const heaps: Points = {
  values: Float32Array.from([0, 0, 1, 0, 0, 1, 10, 0, 11, 0, 10, 1, 0, 10, 1, 10, 0, 11]),
  width: 2,
};

function randomPoints(count: number, width: number): Points {
  const random = seededRandomStream(2);
  return { values: Float32Array.from({ length: count * width }, () => random.normal()), width };
}

function toEnd(points: Points, starts: readonly number[]): Clustering[] {
  const passed = [placeCentres(points, starts)];
  while (!isSettled(passed.at(-1)!)) passed.push(step(points, passed.at(-1)!));
  return passed;
}

/** Σ ‖x − m‖² by the book, of any assignment. */
function sumOfSquares({ values, width }: Points, { centres, assignment }: Clustering): number {
  return values.reduce(
    (sum, value, i) =>
      sum + (value - centres[assignment![Math.floor(i / width)]! * width + (i % width)]!) ** 2,
    0,
  );
}

describe('k-means', () => {
  test('finds heaps that lie apart, and their means', () => {
    const end = toEnd(heaps, [0, 3, 6]).at(-1)!;
    expect(end.assignment).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    const third = 1 / 3;
    for (const [i, value] of [third, third, 10 + third, third, third, 10 + third].entries())
      expect(end.centres[i]).toBeCloseTo(value, 12);
    expect(end.objective).toBeCloseTo(3 * (4 / 3), 12); // each heap: 3 points, (5 + 5 + 2)/9 from their mean
  });

  test('stops where it started badly: a long rectangle is cut along, not across', () => {
    const corners: Points = { values: Float32Array.from([0, 0, 0, 1, 4, 0, 4, 1]), width: 2 };
    expect(toEnd(corners, [0, 1]).at(-1)!.objective).toBe(16);
    expect(toEnd(corners, [0, 2]).at(-1)!.objective).toBe(1);
  });

  test('assigns, then moves, in turn, and its objective never rises', () => {
    const points = randomPoints(80, 5);
    const passed = toEnd(points, [0, 1, 2, 3, 4, 5]);
    expect(passed.length).toBeGreaterThan(6);
    expect(passed[0]!.objective).toBeUndefined();
    for (const [t, clustering] of passed.entries()) {
      if (t === 0) continue;
      expect(clustering.objective).toBeCloseTo(sumOfSquares(points, clustering), 9);
      if (t > 1) expect(clustering.objective).toBeLessThanOrEqual(passed[t - 1]!.objective! + 1e-9);
      expect(clustering.changed === undefined).toBe(t % 2 === 0);
    }
  });

  test('gives a cluster without points the farthest one, and none stays empty', () => {
    const passed = toEnd(heaps, [0, 0, 0]);
    expect(new Set(passed[1]!.assignment)).toEqual(new Set([0]));
    // From (0, 0) the farthest are (11, 0) and (0, 11).
    expect(passed[2]!.sources.slice(1)).toEqual([[4], [8]]);
    expect(passed.at(-1)!.assignment).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });
});

test('careful starts are seldom near each other, crowded ones are nearest to one point', () => {
  let apart = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const random = seededRandomStream(seed);
    for (let i = 0; i < 18; i++) random.uniform();
    const starts = carefulStarts(heaps, 3, random);
    if (new Set(starts.map((point) => Math.floor(point / 3))).size === 3) apart++;
  }
  expect(apart).toBeGreaterThan(90);
  expect(crowdedStarts(heaps, 3, 6).sort()).toEqual([6, 7, 8]);
  expect(crowdedStarts(heaps, 3, 6)[0]).toBe(6);
});
