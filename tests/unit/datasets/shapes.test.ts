import { describe, expect, it } from 'vitest';
import { shapeFactors } from '#src/draw/shapes/factors.ts';
import { drawShape, shapeKinds, type ShapeKind } from '#src/draw/shapes/outlines.ts';
import { asShapes, makeShapes, type ShapesSplit } from '#scripts/datasets/shapes.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';

const counts = { train: 3000, validation: 500, test: 500 };
const shapes = makeShapes('shapes', { seed: 5, counts });

/** Mass, centre and second central moments of an image's ink, in pixels. */
function moments(image: Uint8Array) {
  const sum = (of: (x: number, y: number) => number) =>
    image.reduce(
      (total, grey, pixel) => total + (grey / 255) * of((pixel % 32) + 0.5, Math.floor(pixel / 32) + 0.5),
      0,
    );
  const mass = sum(() => 1);
  const [x, y] = [sum((px) => px) / mass, sum((_, py) => py) / mass];
  const xx = sum((px) => (px - x) ** 2) / mass;
  const yy = sum((_, py) => (py - y) ** 2) / mass;
  const xy = sum((px, py) => (px - x) * (py - y)) / mass;
  return { mass, x, y, xx, yy, xy };
}

const combinations = ({ factors, count }: ShapesSplit) =>
  Array.from({ length: count }, (_, example) => factors.subarray(5 * example, 5 * (example + 1)).join());

describe('a drawn shape', () => {
  const areas: Record<ShapeKind, (scale: number) => number> = {
    square: (scale) => (11 * scale) ** 2,
    ellipse: (scale) => Math.PI * 7.6 * 4.4 * scale ** 2,
    heart: (scale) => (7.8 * scale) ** 2 * (1 + Math.PI / 4), // a square and two half discs on its sides
  };
  const cases = shapeKinds.flatMap(({ id }) =>
    [0.5, 0.8, 1].flatMap((scale) => [0, 0.4, 2.1].map((orientation) => [id, scale, orientation] as const)),
  );

  it.each(cases)('%s of size %d, turned by %d, has its area and its centre', (kind, scale, orientation) => {
    const image = drawShape(kind, { scale, orientation, x: 14.3, y: 17.9 });
    const { mass, x, y } = moments(image);
    expect(mass / areas[kind](scale)).toBeGreaterThan(0.97);
    expect(mass / areas[kind](scale)).toBeLessThan(1.03);
    expect(x).toBeCloseTo(14.3, 1);
    expect(y).toBeCloseTo(17.9, 1);
  });

  it('is turned by its orientation: the longer axis of an ellipse lies along it', () => {
    for (const orientation of [0.2, 0.9, 1.4]) {
      const { xx, yy, xy } = moments(drawShape('ellipse', { scale: 1, orientation, x: 16, y: 16 }));
      expect(0.5 * Math.atan2(2 * xy, xx - yy)).toBeCloseTo(orientation, 2);
      // Variances along the axes of an ellipse are a quarter of the squared half axes.
      const spread = Math.hypot((xx - yy) / 2, xy);
      expect((xx + yy) / 2 + spread).toBeCloseTo(7.6 ** 2 / 4, 0);
      expect((xx + yy) / 2 - spread).toBeCloseTo(4.4 ** 2 / 4, 0);
    }
  });

  it('has a point below and two lobes above where a heart is upright', () => {
    const image = drawShape('heart', { scale: 1, orientation: 0, x: 16, y: 16 });
    const inked = (row: number) => image.subarray(32 * row, 32 * (row + 1)).filter((grey) => grey > 127);
    const rows = [...Array(32).keys()].filter((row) => inked(row).length > 0);
    expect(inked(rows.at(-1)!).length).toBeLessThan(4);
    const top = [...image.subarray(32 * rows[0]!, 32 * (rows[0]! + 1))].map((grey) => (grey > 127 ? 1 : 0));
    expect(top.join('')).toMatch(/^0+1+0+1+0+$/);
  });

  it('has smooth edges: it moves by a tenth of a pixel', () => {
    const at = (x: number) => moments(drawShape('square', { scale: 0.7, orientation: 0.3, x, y: 16 })).x;
    for (const x of [16, 16.1, 16.2, 16.3, 16.4]) {
      expect(at(x + 0.1) - at(x)).toBeGreaterThan(0.08);
      expect(at(x + 0.1) - at(x)).toBeLessThan(0.12);
    }
  });
});

describe('the shapes data set', () => {
  it('is the same for the same seed and another for another', () => {
    expect(makeShapes('shapes', { seed: 5, counts }).sha256).toEqual(shapes.sha256);
    expect(makeShapes('shapes', { seed: 6, counts }).sha256['test-images']).not.toBe(
      shapes.sha256['test-images'],
    );
  });

  it('holds out the same images however many there are to train on', () => {
    const fewer = makeShapes('shapes', { seed: 5, counts: { ...counts, train: 7 } });
    expect(fewer.test).toEqual(shapes.test);
    expect(fewer.validation).toEqual(shapes.validation);
    expect(fewer.train.count).toBe(7);
  });

  it('never has the same combination of factors twice, in no split', () => {
    const all = [shapes.train, shapes.validation, shapes.test].flatMap(combinations);
    expect(new Set(all).size).toBe(4000);
  });

  it('has each value of each factor as often as any other', () => {
    for (const [factor, { values }] of shapes.factors.entries()) {
      const found = new Float64Array(values.length);
      for (let example = 0; example < 3000; example++) {
        found[shapes.train.factors[5 * example + factor]!]! += values.length / 3000;
      }
      expect(Math.min(...found)).toBeGreaterThan(0.6); // four standard deviations of the rarest, 75 of 3,000
      expect(Math.max(...found)).toBeLessThan(1.5);
    }
  });

  it('has images of the places and sizes that its factors say', () => {
    const [, scale, , x, y] = shapes.factors.map(({ values }) => values);
    const { factors, images, labels } = shapes.test;
    for (let example = 0; example < 200; example++) {
      const row = factors.subarray(5 * example, 5 * (example + 1));
      const found = moments(images.subarray(1024 * example, 1024 * (example + 1)));
      expect(labels[example]).toBe(row[0]);
      expect(found.x).toBeCloseTo(x![row[3]!]!, 1);
      expect(found.y).toBeCloseTo(y![row[4]!]!, 1);
      const full = [121, Math.PI * 7.6 * 4.4, 7.8 ** 2 * (1 + Math.PI / 4)][row[0]!]!;
      expect(Math.sqrt(found.mass / full)).toBeCloseTo(scale![row[1]!]!, 1);
    }
  });

  it('has no shape that leaves the image', () => {
    for (const shape of [0, 1, 2]) {
      for (const orientation of Array(40).keys()) {
        for (const [x, y] of [
          [0, 0],
          [31, 31],
        ] as const) {
          const image = shapes.draw([shape, 5, orientation, x, y]);
          const edge = [...image.keys()].filter(
            (pixel) => [0, 31].includes(pixel % 32) || [0, 31].includes(Math.floor(pixel / 32)),
          );
          // The middle of an edge's pixel is half a pixel inside: ink there is grey at most.
          for (const pixel of edge) expect(image[pixel]).toBeLessThan(200);
        }
      }
    }
  });

  it('repeats squares every quarter turn and ellipses every half turn, as dSprites do', () => {
    const at = (shape: number, orientation: number) => shapes.draw([shape, 4, orientation, 16, 16]);
    expect(difference(at(0, 3), at(0, 13))).toBeLessThan(2);
    expect(difference(at(1, 3), at(1, 23))).toBeLessThan(2);
    expect(difference(at(1, 3), at(1, 13))).toBeGreaterThan(100);
    for (const other of Array(40).keys()) {
      if (other !== 3) expect(difference(at(2, 3), at(2, other))).toBeGreaterThan(30);
    }
  });

  it('says which value of which factor does not exist', () => {
    expect(() => shapes.draw([0, 6, 0, 0, 0])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The factor scale has no value 6; it must be an integer from 0 to 5.]`,
    );
  });

  it('cannot have more images than there are combinations', () => {
    expect(() =>
      makeShapes('shapes', { seed: 1, counts: { ...counts, train: 737_000 } }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: shapes has 737280 different images; 738000 are asked for.]`,
    );
  });
});

describe('the identifiable variant', () => {
  it('has no two images alike among all shapes, sizes and orientations', () => {
    const { draw } = makeShapes('shapes-identifiable', {
      seed: 1,
      counts: { train: 1, validation: 1, test: 1 },
    });
    const images = [0, 1, 2].flatMap((shape) =>
      [...Array(6).keys()].flatMap((scale) =>
        [...Array(20).keys()].map((orientation) => draw([shape, scale, orientation, 15, 16])),
      ),
    );
    for (const [index, image] of images.entries()) {
      for (const other of images.slice(index + 1)) expect(difference(image, other)).toBeGreaterThan(15);
    }
  });

  it('turns by less than a quarter', () => {
    const { values } = shapeFactors('shapes-identifiable').find(({ id }) => id === 'orientation')!;
    expect(values).toHaveLength(20);
    expect(Math.max(...values)).toBeLessThan(Math.PI / 2 - 0.2);
  });
});

it('a data set without factors is refused by name', () => {
  const strokes = makeStrokes({ seed: 1, counts: { train: 1, validation: 1, test: 1 } });
  expect(asShapes(shapes)).toBe(shapes);
  expect(() => asShapes(strokes)).toThrowErrorMatchingInlineSnapshot(
    `[DatasetError: Nothing is known of what varies in the images of strokes. It is in: shapes, shapes-identifiable.]`,
  );
});

/** Largest difference of a pixel's grey. */
function difference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((largest, grey, pixel) => Math.max(largest, Math.abs(grey - b[pixel]!)), 0);
}
