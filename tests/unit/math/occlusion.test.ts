import { expect, test } from 'vitest';
import { covered, coveredEach } from '#src/math/occlusion.ts';

const image = Float32Array.from({ length: 25 }, (_, i) => i / 25);
const changed = (result: Float32Array) =>
  Array.from(result.keys()).filter((pixel) => result[pixel] !== image[pixel]);

test('a patch covers its square, and what of it lies beyond the image is not seen', () => {
  const middle = covered(image, 12, { size: 3, fill: 'grey' });
  expect(changed(middle)).toEqual([6, 7, 8, 11, 12, 13, 16, 17, 18]);
  expect(changed(middle).every((pixel) => middle[pixel] === 0.5)).toBe(true);
  expect(changed(covered(image, 24, { size: 3, fill: 'paper' }))).toEqual([18, 19, 23, 24]);
  expect(image[12]).toBeCloseTo(12 / 25); // the image itself is left as it is
});

test('noise stays where it is when the patch moves', () => {
  const [one, other] = [12, 13].map((pixel) => covered(image, pixel, { size: 3, fill: 'noise' }));
  expect(one![12]).toBe(other![12]);
  expect(new Set(changed(one!).map((pixel) => one![pixel])).size).toBe(9);
});

test('each place is covered in turn', () => {
  const cover = { size: 1, fill: 'grey' } as const;
  const each = coveredEach(image, 5, 8, cover);
  expect(each).toHaveLength(75);
  for (const [row, pixel] of [5, 6, 7].entries())
    expect(each.slice(25 * row, 25 * (row + 1))).toEqual(covered(image, pixel, cover));
});
