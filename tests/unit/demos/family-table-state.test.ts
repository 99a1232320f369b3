import { expect, test } from 'vitest';
import { drawnCode, drawnPixel, passes } from '#src/demos/family-table/state.ts';

test('a pixel is ink where the draw lies below its probability', () => {
  const logit = Math.log(3); // 0.75
  expect(drawnPixel(logit, 0.74)).toBe(1);
  expect(drawnPixel(logit, 0.76)).toBe(0);
});

test('a code is the one in whose share of the unit interval the draw lies', () => {
  const logits = [0.2, 0.5, 0.3].map(Math.log);
  const codes = [0, 0.19, 0.21, 0.69, 0.71, 0.999].map((draw) => drawnCode(logits, draw));
  expect(codes).toEqual([0, 0, 1, 1, 2, 2]);
  expect(drawnCode([-1e4, 0], 0.5)).toBe(1);
});

test('an image costs a pass for each pixel, for each code and the decoder, or one', () => {
  expect(passes).toEqual({ pixelcnn: 784, made: 784, vae: 1, vqvae: 50, gan: 1 });
});
