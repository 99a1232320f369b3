import { expect, test } from 'vitest';
import {
  barAfterKey,
  editedCode,
  editsField,
  keepComponents,
  valueAfterDrag,
  valueAfterKey,
  withEdit,
  withoutEdit,
} from '#src/demos/reconstruct/state.ts';

test('an edited code differs from the encoder’s where the reader changed it', () => {
  const code = Float32Array.of(1, 2, 3);
  expect([...editedCode(code, new Map([[1, -4]]))]).toEqual([1, -4, 3]);
  expect([...code]).toEqual([1, 2, 3]);
});

test('an edit stays within the ends of its bar, and can be taken back', () => {
  const edits = withEdit(new Map(), 3, 12, 10);
  expect(edits.get(3)).toBe(10);
  expect(withoutEdit(edits, 3).size).toBe(0);
  expect(edits.size).toBe(1);
});

test('the mask keeps the first components', () => {
  expect([...keepComponents(2, 5)]).toEqual([1, 1, 0, 0, 0]);
});

test.each([
  ['ArrowUp', 0, 0.5],
  ['ArrowDown', 0, -0.5],
  ['PageUp', 0, 2.5],
  ['PageDown', 0, -2.5],
  ['PageUp', 9, 10],
  ['Home', 3, -10],
  ['End', 3, 10],
  ['a', 3, undefined],
])('%s moves a bar of ±10 from %d to %o', (key, value, expected) => {
  expect(valueAfterKey(key, value, 10)).toBe(expected);
});

test('left and right go from bar to bar and stop at the ends', () => {
  expect(barAfterKey('ArrowRight', 0)).toBe(1);
  expect(barAfterKey('ArrowRight', 31)).toBe(31);
  expect(barAfterKey('ArrowLeft', 0)).toBe(0);
  expect(barAfterKey('ArrowUp', 4)).toBeUndefined();
});

test('dragging over the height of a bar crosses its whole range', () => {
  expect(valueAfterDrag(-10, 66, 66, 10)).toBe(10);
  expect(valueAfterDrag(0, -33, 66, 10)).toBe(-10);
  expect(valueAfterDrag(0, 500, 66, 10)).toBe(10);
});

test('edits come back from a link, and bad ones do not', () => {
  const edits = new Map([
    [2, 1.25],
    [31, -2],
  ]);
  expect(editsField.write(edits)).toBe('3_1.25,32_-2');
  expect(editsField.read('3_1.25,32_-2')).toEqual(edits);
  expect(editsField.read('')).toEqual(new Map());
  for (const text of ['0_1', '33_1', '1_101', '1', '1_', '1_2_3', '1_2,', '1:2', '1_NaN']) {
    expect(editsField.read(text), text).toBeUndefined();
  }
});
