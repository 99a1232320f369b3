import { expect, test } from 'vitest';
import { contour, joinedPieces } from '#src/math/grid-contours.ts';

test('the contour of a cone is a circle, and closes', () => {
  const side = 41;
  const values = Array.from(
    { length: side * side },
    (_, i) => -Math.hypot((i % side) - 20, Math.floor(i / side) - 20),
  );
  const segments = contour(values, side, -12);
  const length = segments.reduce((sum, [x0, y0, x1, y1]) => sum + Math.hypot(x1 - x0, y1 - y0), 0);
  expect(length).toBeCloseTo(2 * Math.PI * 12, 0);
  const ends = new Map<string, number>();
  for (const [x0, y0, x1, y1] of segments) {
    for (const [x, y] of [
      [x0, y0],
      [x1, y1],
    ] as const) {
      // prettier-ignore
      expect(Math.abs(Math.hypot(x - 20, y - 20) - 12)).toBeLessThan(0.02);
      const key = `${x.toFixed(6)} ${y.toFixed(6)}`;
      ends.set(key, (ends.get(key) ?? 0) + 1);
    }
  }
  expect([...ends.values()].every((count) => count % 2 === 0)).toBe(true);
});

test('pieces are joined to one closed line around a hill, and to one from edge to edge along a slope', () => {
  const side = 41;
  const over = (height: (x: number, y: number) => number) =>
    Array.from({ length: side * side }, (_, i) => height(i % side, Math.floor(i / side)));
  const hill = contour(
    over((x, y) => -Math.hypot(x - 20.3, y - 19.6)),
    side,
    -12,
  );
  const [around, ...none] = joinedPieces(hill);
  expect(none).toEqual([]);
  expect(around).toHaveLength(hill.length + 1);
  expect(around!.at(-1)![0]).toBeCloseTo(around![0]![0], 6);
  expect(around!.at(-1)![1]).toBeCloseTo(around![0]![1], 6);

  const slope = contour(
    over((x, y) => x + 0.3 * y),
    side,
    20.137,
  );
  const [along, ...others] = joinedPieces(
    slope.toSorted((a, b) => Math.sin(99 * a[1]) - Math.sin(99 * b[1])),
  );
  expect(others).toEqual([]);
  expect(along!.map(([, y]) => y)).toEqual(
    along!.map(([, y]) => y).toSorted((a, b) => (along![0]![1] === 0 ? a - b : b - a)),
  );
});

test('a saddle gives two pieces, and a level that is nowhere none', () => {
  expect(contour([1, 0, 0, 1], 2, 0.5)).toHaveLength(2);
  expect(contour([1, 0, 0, 1], 2, 2)).toEqual([]);
});
