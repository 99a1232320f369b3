import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { differencePixels, inkPixels } from '#src/draw/pixels.ts';
import { inkPng } from '#src/draw/png.ts';

test('ink is black, as opaque as the value, and cut beyond 0 and 1', () => {
  expect([...inkPixels([0, 1, 2, -1])]).toEqual([0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 0]);
});

test('lost ink is orange, added ink blue, agreement clear', () => {
  const [red, , blue, opacity] = differencePixels([1], [0]);
  expect(red).toBeGreaterThan(blue!);
  expect(opacity).toBe(255);
  const added = differencePixels([0], [0.25]);
  expect(added[2]).toBeGreaterThan(added[0]!);
  expect(added[3]).toBe(102);
  expect(differencePixels([0.5], [0.5])[3]).toBe(0);
});

test('a picture drawn at build opens as a PNG of the same ink', () => {
  const address = inkPng([0, 1, 0.2, 0.6]);
  const png = decode(Buffer.from(address.replace('data:image/png;base64,', ''), 'base64'));
  expect(png).toMatchObject({ width: 2, height: 2, channels: 2, depth: 8 });
  expect([...png.data]).toEqual([0, 0, 0, 255, 0, 51, 0, 153]);
});
