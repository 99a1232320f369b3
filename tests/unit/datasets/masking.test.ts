import { describe, expect, it } from 'vitest';
import { dropPixels, eraseRectangles } from '#scripts/datasets/masking.ts';
import { seededRandomStream } from '#scripts/random.ts';

const ink = (images: number, pixels: number) => ({
  data: new Float32Array(images * pixels).fill(0.5),
  shape: [images, pixels],
});

describe('dropped pixels', () => {
  it('are the asked share, and paper; the others are as they were', () => {
    const { data, shape } = dropPixels(ink(100, 100), 0.3, seededRandomStream(1));
    expect(shape).toEqual([100, 100]);
    const values = [...data].map(Number);
    expect(new Set(values)).toEqual(new Set([0, 0.5]));
    const share = values.filter((value) => value === 0).length / values.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(0.02); // four of √(0.21 / 10,000)
  });

  it('are none at share 0 and all at share 1', () => {
    const random = seededRandomStream(1);
    expect(dropPixels(ink(1, 50), 0, random)).toEqual(ink(1, 50));
    expect(Math.max(...[...dropPixels(ink(1, 50), 1, random).data].map(Number))).toBe(0);
  });
});

describe('an erased rectangle', () => {
  const width = 7;
  const rowsAndColumns = (data: ArrayLike<number>, image: number) => {
    const erased = Array.from({ length: width ** 2 }, (_, pixel) => pixel).filter(
      (pixel) => data[image * width ** 2 + pixel] === 0,
    );
    return {
      count: erased.length,
      rows: new Set(erased.map((pixel) => Math.floor(pixel / width))),
      columns: new Set(erased.map((pixel) => pixel % width)),
    };
  };

  it('has the asked size and is whole, wherever it is', () => {
    const images = ink(200, width ** 2);
    const { data } = eraseRectangles(images, width, { height: 3, width: 2 }, seededRandomStream(2));
    const places = new Set<string>();
    for (let image = 0; image < 200; image++) {
      const { count, rows, columns } = rowsAndColumns(data as Float32Array, image);
      expect([count, rows.size, columns.size]).toEqual([6, 3, 2]);
      expect([Math.max(...rows) - Math.min(...rows), Math.max(...columns) - Math.min(...columns)]).toEqual([2, 1]); // prettier-ignore
      places.add(`${Math.min(...rows)} ${Math.min(...columns)}`);
    }
    expect(places.size).toBe(5 * 6); // every place that holds it; the seed is one that misses none
    expect(images).toEqual(ink(200, width ** 2));
  });

  it('may be drawn anew for each image', () => {
    const size = (random: ReturnType<typeof seededRandomStream>) => ({
      height: 1 + random.integer(7),
      width: 7,
    });
    const { data } = eraseRectangles(ink(100, width ** 2), width, size, seededRandomStream(3));
    const heights = new Set(Array.from({ length: 100 }, (_, image) => rowsAndColumns(data as Float32Array, image).rows.size)); // prettier-ignore
    expect(heights).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
  });
});
