import { describe, expect, it } from 'vitest';
import { warpImages, type Warp } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import { seededRandomStream } from '#scripts/random.ts';

const still: Warp = { share: 1, rotation: 0, shear: 0, scale: 0, shift: 0 };

/** A 5×5 image with one dark pixel. */
function dot(row: number, column: number) {
  const data = new Float32Array(25);
  data[5 * row + column] = 1;
  return { data, shape: [1, 25] };
}

/** Ink and its centre, in pixels from the top left. */
function measure(data: Float32Array) {
  const ink = data.reduce((sum, value) => sum + value, 0);
  const along = (of: (index: number) => number) =>
    data.reduce((sum, value, index) => sum + value * of(index), 0) / ink;
  return { ink, row: along((index) => Math.floor(index / 5)), column: along((index) => index % 5) };
}

describe('warping', () => {
  it('by nothing changes nothing', () => {
    const image = dot(1, 3);
    warpImages(image, 5, still, seededRandomStream(1));
    expect([...image.data]).toEqual([...dot(1, 3).data]);
  });

  it('leaves the share of images alone that is not to be warped', () => {
    const image = dot(1, 3);
    warpImages(image, 5, { share: 0, rotation: 1, shear: 1, scale: 0.5, shift: 2 }, seededRandomStream(1));
    expect([...image.data]).toEqual([...dot(1, 3).data]);
  });

  it('moves ink by at most the shift, each image by its own, and keeps its amount inside the picture', () => {
    const random = seededRandomStream(4);
    const moves = Array.from({ length: 200 }, () => {
      const image = dot(2, 2);
      warpImages(image, 5, { ...still, shift: 1 }, random);
      const { ink, row, column } = measure(image.data);
      expect(ink).toBeCloseTo(1, 5);
      return [row - 2, column - 2] as const;
    });
    for (const axis of [0, 1] as const) {
      const values = moves.map((move) => move[axis]);
      expect(Math.max(...values)).toBeLessThanOrEqual(1.00001);
      expect(Math.max(...values)).toBeGreaterThan(0.9);
      expect(Math.min(...values)).toBeLessThan(-0.9);
    }
  });

  it('turns about the centre, which stays', () => {
    const centre = dot(2, 2);
    warpImages(centre, 5, { ...still, rotation: 1 }, seededRandomStream(2));
    expect(centre.data[12]).toBeCloseTo(1, 6);
  });
});

it('pixels are gathered in the order of the indices, as shares of 255', () => {
  const split = { images: Uint8Array.of(0, 51, 102, 153, 204, 255), labels: new Uint8Array(3), count: 3 };
  const { data, shape } = gatherPixels(split, Int32Array.of(2, 0));
  expect(shape).toEqual([2, 2]);
  expect([...data].map(Number)).toEqual([0.8, 1, 0, 0.2].map((value) => expect.closeTo(value, 6)));
});
