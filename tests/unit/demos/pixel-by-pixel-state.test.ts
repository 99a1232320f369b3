import { describe, expect, test } from 'vitest';
import { readState, writeState } from '#src/demos/link-state.ts';
import {
  fields,
  inkField,
  painted,
  pixelCount,
  thresholded,
  type PixelByPixelState,
} from '#src/demos/pixel-by-pixel/state.ts';
import { pixelAfterKey, pixelAt, pixelsBetween, side } from '#src/demos/pixel-places.ts';

const blank = new Float32Array(pixelCount);
const begin: PixelByPixelState = {
  d: [[[0.5, 0.5]]],
  ink: undefined,
  rows: 14,
  t: 1,
  seed: 1,
  model: 'pixelcnn',
  look: -1,
  image: 0,
  layers: 5,
  at: 0,
};

const inked = (image: Float32Array) => [...image.keys()].filter((pixel) => image[pixel] === 1);

describe('a link', () => {
  test('gives back what the reader saw', () => {
    const state: PixelByPixelState = {
      d: [],
      ink: Float32Array.from(blank, (_, pixel) => (pixel % 7 === 0 ? 1 : 0)),
      rows: 0,
      t: 0.35,
      seed: 77,
      model: 'made',
      look: 783,
      image: 3,
      layers: 1,
      at: 784,
    };
    expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  });

  test('writes six pixels a letter, as base64url does', () => {
    const bits = Float32Array.from(blank, (_, pixel) => ([1, 7, 11, 783].includes(pixel) ? 1 : 0));
    const bytes = Buffer.alloc(99);
    for (const pixel of inked(bits)) bytes[pixel >> 3]! |= 0x80 >> (pixel % 8);
    expect(inkField.write(bits)).toBe(bytes.toString('base64url').slice(0, 131));
  });

  test.each([
    'rows=28',
    't=0.1',
    't=3',
    'model=rnn',
    'look=784',
    'image=4',
    'layers=0',
    'at=785',
    'ink=AAAA',
    'ink=%00',
  ])('with %s is passed over', (text) => {
    expect(readState(fields, text, begin)).toEqual(begin);
  });
});

test('a pixel half covered is ink', () => {
  expect([...thresholded([0, 0.49, 0.5, 1])]).toEqual([0, 0, 1, 1]);
});

describe('the pen', () => {
  const at = (column: number, row: number) => [column / side, row / side] as const;

  test('marks the four pixels around a corner where it touches', () => {
    const corner = at(10, 5);
    expect(inked(painted(blank, [corner, corner], { value: 1, rows: 14 }))).toEqual([
      4 * side + 9,
      4 * side + 10,
      5 * side + 9,
      5 * side + 10,
    ]);
  });

  test('leaves no gap on its way', () => {
    const line = painted(blank, [at(3, 5), at(24, 5)], { value: 1, rows: 14 });
    for (let column = 3; column < 24; column++) expect(line[5 * side + column]).toBe(1);
  });

  test('touches only the rows that are given, and nothing outside', () => {
    const across = painted(blank, [at(-3, 12), at(31, 16)], { value: 1, rows: 14 });
    expect(Math.max(...inked(across))).toBeLessThan(14 * side);
    expect(across).toHaveLength(pixelCount);
  });

  test('erases too, and gives the same ink back where there is nothing to erase', () => {
    const path = [at(3, 3), at(9, 9)] as const;
    const line = painted(blank, path, { value: 1, rows: 28 });
    expect(inked(painted(line, path, { value: 0, rows: 28 }))).toEqual([]);
    expect(painted(blank, path, { value: 0, rows: 28 })).toBe(blank);
  });
});

test('a place on the board is its pixel, and outside the nearest edge’s', () => {
  expect(pixelAt([0.5, 0])).toBe(14);
  expect(pixelAt([1, 1])).toBe(783);
  expect(pixelAt([-1, 0.999])).toBe(27 * side);
});

test('arrows go one pixel, or four, and stop at the edges', () => {
  expect(pixelAfterKey('ArrowRight', 27, false)).toBe(27);
  expect(pixelAfterKey('ArrowDown', 5, true)).toBe(5 + 4 * side);
  expect(pixelAfterKey('ArrowUp', 5 + 2 * side, true)).toBe(5);
  expect(pixelAfterKey('ArrowLeft', 30, false)).toBe(29);
  expect(pixelAfterKey('x', 30, false)).toBeUndefined();
});

test('a way passes through every place between its ends, each once', () => {
  expect(pixelsBetween([0.05, 0.5], [0.95, 0.5], 7)).toEqual([21, 22, 23, 24, 25, 26, 27]);
  expect(pixelsBetween([0.5, 0.5], [0.5, 0.5], 7)).toEqual([24]);
  expect(pixelsBetween([0.5, 0.9], [0.5, 0.1], 7)).toEqual([45, 38, 31, 24, 17, 10, 3]);
  expect(pixelAfterKey('ArrowDown', 45, false, 7)).toBe(45);
});
