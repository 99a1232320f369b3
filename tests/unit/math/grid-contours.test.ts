import { expect, test } from 'vitest';
import { contour } from '#src/math/grid-contours.ts';

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

test('a saddle gives two pieces, and a level that is nowhere none', () => {
  expect(contour([1, 0, 0, 1], 2, 0.5)).toHaveLength(2);
  expect(contour([1, 0, 0, 1], 2, 2)).toEqual([]);
});
