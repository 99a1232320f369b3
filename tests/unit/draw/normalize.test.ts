import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { imageSize, normalize } from '#src/draw/normalize.ts';
import { penWidth, type Stroke } from '#src/draw/strokes.ts';
import { ReferenceSchema } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import { seededRandomStream } from '#scripts/random.ts';

const sum = (image: Float32Array) => image.reduce((total, value) => total + value, 0);

/** Centre of mass in pixel indices, and the extent of the ink. */
function measure(image: Float32Array) {
  const inked = [...image.keys()].filter((i) => image[i]! > 0);
  const columns = inked.map((i) => i % imageSize);
  const rows = inked.map((i) => Math.floor(i / imageSize));
  const mean = (places: number[]) =>
    places.reduce((total, place, i) => total + place * image[inked[i]!]!, 0) / sum(image);
  return {
    centre: [mean(columns), mean(rows)] as const,
    width: Math.max(...columns) - Math.min(...columns) + 1,
    height: Math.max(...rows) - Math.min(...rows) + 1,
  };
}

test('no strokes leave the paper white', () => {
  expect(sum(normalize([], 0.1))).toBe(0);
});

test('a dot becomes a disc 20 pixels wide', () => {
  const image = normalize([[[0.3, 0.7]]], 0.1);
  expect(measure(image)).toMatchObject({ width: 20, height: 20 });
  expect(Math.abs(sum(image) - Math.PI * 10 ** 2)).toBeLessThan(1);
});

test('a level line fills 20 columns and lies in the middle rows', () => {
  // Ink from x = 0 to 1, so one unit is 20 pixels: a line of 16 pixels with round ends of radius 2.
  const image = normalize(
    [
      [
        [0.1, 0.5],
        [0.9, 0.5],
      ],
    ],
    0.2,
  );
  expect(measure(image)).toMatchObject({ width: 20, height: 4 });
  // In the box its centre is at column and row 9.5: moved by whole pixels to 14.5.
  expect(measure(image).centre[0]).toBeCloseTo(14.5, 5);
  expect(measure(image).centre[1]).toBeCloseTo(14.5, 5);
  expect(image[14 * imageSize + 14]).toBe(1);
  expect(image[12 * imageSize + 14]).toBe(0);
  expect(Math.abs(sum(image) - (16 * 4 + Math.PI * 2 ** 2))).toBeLessThan(0.5);
});

test('a pixel half under ink is half grey', () => {
  // 1 unit is 20 pixels and the pen is 5 wide: the line covers rows 7.5 to 12.5 of the box of the taller stroke.
  const stroke: Stroke = [
    [0.125, 0.125],
    [0.125, 0.875],
  ];
  const beam: Stroke = [
    [0.125, 0.5],
    [0.875, 0.5],
  ];
  const image = normalize([stroke, beam], 0.25);
  const column = [...image.keys()].filter((i) => i % imageSize === 18).map((i) => image[i]!);
  expect(column.filter((value) => value > 0)).toEqual([0.5, 1, 1, 1, 1, 0.5]);
});

test('the examples come out as the project’s own data set draws them', () => {
  const path = `${import.meta.dirname}/../../../models/ae-mnist/reference.json`;
  const { examples, graphs } = ReferenceSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const stored = decodeTensor(graphs['encoder']!.inputs['x']!);
  for (const [row, { strokes }] of examples.entries()) {
    const ink = sum(stored.slice(row * 784, (row + 1) * 784));
    // Pens differ a little and whole-pixel moves may fall on either side, so the amount of ink is what must agree.
    expect(Math.abs(sum(normalize(strokes, penWidth)) / ink - 1)).toBeLessThan(0.05);
  }
});

test('where and how large one draws does not matter', () => {
  const stroke: Stroke = [
    [0, 0],
    [0.5, 0.25],
    [0.25, 1],
  ];
  const small = stroke.map(([x, y]) => [x / 4 + 0.5, y / 4 + 0.25] as const);
  expect(normalize([small], 0.0625 / 4)).toEqual(normalize([stroke], 0.0625));
});

test('the longer side is 20 pixels and the centre of mass within half a pixel of 14, as in MNIST', () => {
  const random = seededRandomStream(5);
  for (let drawing = 0; drawing < 40; drawing++) {
    const strokes = Array.from({ length: 1 + random.integer(3) }, () =>
      Array.from({ length: 2 + random.integer(5) }, () => [random.uniform(), random.uniform()] as const),
    );
    const { centre, width, height } = measure(normalize(strokes, 0.08));
    expect(Math.max(width, height)).toBe(20);
    for (const place of centre) expect(Math.abs(place - 14)).toBeLessThanOrEqual(0.5 + 1e-6);
  }
});
