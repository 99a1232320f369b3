import { expect, test } from 'vitest';
import { followDigit, keepDigit, readDigit } from '#src/demos/reader-digit.ts';

/** The part of a browser's storage that is used, over a map. */
function storageOf(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return { kept, storage: () => storage };
}

const key = 'latent-notes.digit.1';
const strokes = [
  [
    [0.1, 0.2],
    [0.3, 0.4567],
  ],
  [[0.5, 0.5]],
] as const;

test('a drawing survives to the next visit, to a thousandth', () => {
  const { storage } = storageOf();
  keepDigit(strokes, storage);
  expect(readDigit(storage)).toEqual([
    [
      [0.1, 0.2],
      [0.3, 0.457],
    ],
    [[0.5, 0.5]],
  ]);
});

test('an erased drawing is forgotten', () => {
  const { kept, storage } = storageOf();
  keepDigit(strokes, storage);
  keepDigit([], storage);
  expect(kept.size).toBe(0);
  expect(readDigit(storage)).toBeUndefined();
});

test.each([
  ['nothing', {}],
  ['broken JSON', { [key]: '{"strokes":[[[0.1' }],
  ['another kind of data', { [key]: '{"strokes":[[["a","b"]]]}' }],
  ['a stroke without points', { [key]: '{"strokes":[[]]}' }],
  ['an unknown field', { [key]: '{"strokes":[[[0,0]]],"pen":3}' }],
  ['numbers that are none', { [key]: '{"strokes":[[[null,0]]]}' }],
])('%s in the storage counts as no drawing', (_what, entries) => {
  expect(readDigit(storageOf(entries).storage)).toBeUndefined();
});

test('a browser that refuses storage does no harm', () => {
  const refuse = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  expect(() => {
    keepDigit(strokes, refuse);
  }).not.toThrow();
  expect(readDigit(refuse)).toBeUndefined();
});

test('every demo of the page is told of a new digit, until it ends', () => {
  const told: number[] = [];
  const { storage } = storageOf();
  const end = followDigit((next) => told.push(next.length));
  keepDigit(strokes, storage);
  keepDigit([], () => {
    throw new Error('a browser that refuses storage');
  });
  end();
  keepDigit(strokes, storage);
  expect(told).toEqual([2, 0]);
});
