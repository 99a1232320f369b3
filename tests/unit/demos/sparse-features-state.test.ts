import { expect, test } from 'vitest';
import { readState, writeState } from '#src/demos/link-state.ts';
import { codeInk, featurePixels } from '#src/demos/sparse-features/draw.ts';
import {
  fields,
  maskOf,
  maskWithout,
  toggled,
  unitsField,
  unitsOn,
  type SparseFeaturesState,
} from '#src/demos/sparse-features/state.ts';

const begin: SparseFeaturesState = { d: [[[0.5, 0.5]]], strength: 'k', off: [], restOff: false };

test('a link gives back what the reader saw', () => {
  const state: SparseFeaturesState = { d: [], strength: 'strong', off: [3, 999], restOff: true };
  expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
});

test.each(['strength=l1', 'off=1000', 'off=1,', 'off=1.5', 'off=-1', 'restOff=2'])(
  'a link with %s is passed over',
  (text) => {
    expect(readState(fields, text, begin)).toEqual(begin);
  },
);

test('units are written in rising order, and read each once', () => {
  expect(unitsField.write([507, 12])).toBe('12,507');
  expect(unitsField.write([])).toBe('_');
  expect(unitsField.read('7,7,2')).toEqual([7, 2]);
});

test('a unit goes off and comes back', () => {
  expect(toggled([1, 2], 3)).toEqual([1, 2, 3]);
  expect(toggled([1, 2], 1)).toEqual([2]);
});

test('the units that are on come with the largest first', () => {
  expect(unitsOn([0, 0.5, 0, 2, 0.5])).toEqual([3, 1, 4]);
});

test('masks let through all but what is off, or one alone', () => {
  const mask = maskWithout([2], [5, 7]);
  expect(mask).toHaveLength(1000);
  expect([...mask.keys()].filter((unit) => mask[unit] === 0)).toEqual([2, 5, 7]);
  const alone = maskOf(7);
  expect([...alone.keys()].filter((unit) => alone[unit] !== 0)).toEqual([7]);
});

test('a feature is blue where it adds, orange where it takes away, and its strongest pixel is opaque', () => {
  const pixels = featurePixels([0.2, -0.4, 0]);
  expect([...pixels.subarray(0, 4)]).toEqual([38, 113, 214, 128]);
  expect([...pixels.subarray(4, 8)]).toEqual([214, 93, 14, 255]);
  expect(pixels[11]).toBe(0);
  expect([...featurePixels([0, 0])].filter((byte, i) => i % 4 === 3 && byte > 0)).toEqual([]);
});

test('a code’s picture is paper where units are off, and darkest at the largest', () => {
  const ink = codeInk([0, 1, 4]);
  expect(ink[0]).toBe(0);
  expect(ink[2]).toBe(1);
  expect(ink[1]).toBeGreaterThan(0.35);
  expect(ink[1]).toBeLessThan(1);
  expect([...codeInk([0, 0])]).toEqual([0, 0]);
});
