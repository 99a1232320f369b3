import { describe, expect, it } from 'vitest';
import { bendImages, thickenImages, warpImages, type Warp } from '#scripts/datasets/augmentation.ts';
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

describe('bending', () => {
  const width = 21;
  /** Grey rises by 1/100 a pixel to the right, or downwards: a bent pixel tells where it came from. */
  const slope = (axis: 'x' | 'y') => ({
    data: Float32Array.from(
      { length: width ** 2 },
      (_, pixel) => (axis === 'x' ? pixel % width : Math.floor(pixel / width)) / 100,
    ),
    shape: [1, width ** 2],
  });
  const displacements = (axis: 'x' | 'y', strength: number, seed: number) => {
    const image = slope(axis);
    bendImages(image, width, { share: 1, strength, meshes: 4 }, seededRandomStream(seed));
    const flat = slope(axis).data;
    return image.data.map((grey, pixel) => 100 * (grey - flat[pixel]!));
  };

  it('by nothing, or of no image, changes nothing', () => {
    const image = slope('x');
    bendImages(image, width, { share: 1, strength: 0, meshes: 4 }, seededRandomStream(1));
    bendImages(image, width, { share: 0, strength: 3, meshes: 4 }, seededRandomStream(1));
    expect(image).toEqual(slope('x'));
  });

  it('moves the nodes of the net by normal amounts of its strength, along both axes', () => {
    for (const axis of ['x', 'y'] as const) {
      const atNode = 5 + 5 * width; // one mesh from the corner, so that nothing comes from beyond the edge
      const moves = Array.from({ length: 400 }, (_, seed) => displacements(axis, 0.8, seed)[atNode]!);
      const mean = moves.reduce((sum, move) => sum + move, 0) / 400;
      const deviation = Math.sqrt(moves.reduce((sum, move) => sum + (move - mean) ** 2, 0) / 400);
      expect(Math.abs(mean)).toBeLessThan(0.16); // four standard errors
      expect(Math.abs(deviation - 0.8)).toBeLessThan(0.12);
    }
  });

  it('moves neighbours alike', () => {
    const moves = displacements('x', 0.4, 3);
    const isInner = (place: number) => place > 4 && place < 15;
    const inner = [...moves.keys()].filter(
      (pixel) => isInner(pixel % width) && isInner(Math.floor(pixel / width)),
    );
    const steps = inner.map((pixel) => Math.abs(moves[pixel + 1]! - moves[pixel]!));
    expect(Math.max(...steps)).toBeGreaterThan(0.01);
    expect(Math.max(...steps)).toBeLessThan(0.6); // nodes five pixels apart differ by a few strengths, at most half more in the middle
  });
});

describe('thickening', () => {
  it('makes a dot a square of nine as dark as the way it went, or fades it', () => {
    const random = seededRandomStream(6);
    const ways = Array.from({ length: 50 }, () => {
      const image = dot(2, 2);
      thickenImages(image, 5, 0.5, random);
      const [middle, corner] = [image.data[12]!, image.data[6]!];
      const { ink } = measure(image.data);
      if (corner > 0) {
        expect(middle).toBe(1);
        expect(ink).toBeCloseTo(1 + 8 * corner, 5);
        return corner;
      }
      expect(ink).toBeCloseTo(middle, 6); // nothing else
      return middle - 1;
    });
    expect(Math.max(...ways)).toBeGreaterThan(0.4);
    expect(Math.min(...ways)).toBeLessThan(-0.4);
    expect(Math.max(...ways.map(Math.abs))).toBeLessThanOrEqual(0.5);
  });

  it('sees paper beyond the edge, not the other side', () => {
    const image = dot(0, 0);
    thickenImages(image, 5, 0.5, seededRandomStream(1)); // that seed thickens
    const dark = [...image.data.keys()].filter((pixel) => image.data[pixel]! > 0);
    expect(dark).toEqual([0, 1, 5, 6]);
  });
});

it('pixels are gathered in the order of the indices, as shares of 255', () => {
  const split = { images: Uint8Array.of(0, 51, 102, 153, 204, 255), labels: new Uint8Array(3), count: 3 };
  const { data, shape } = gatherPixels(split, Int32Array.of(2, 0));
  expect(shape).toEqual([2, 2]);
  expect([...data].map(Number)).toEqual([0.8, 1, 0, 0.2].map((value) => expect.closeTo(value, 6)));
});
