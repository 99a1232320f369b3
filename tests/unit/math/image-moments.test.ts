import { expect, it } from 'vitest';
import { drawShape } from '#src/draw/shapes/outlines.ts';
import { imageMoments, longerAxis } from '#src/math/image-moments.ts';

it('the moments of three pixels are as by hand', () => {
  // 3 × 2: full ink above left, half ink to the right of it and below it.
  const moments = imageMoments([1, 0.5, 0, 0.5, 0, 0], 3);
  expect(moments).toEqual({
    ink: 2,
    centreX: 0.25,
    centreY: 0.25,
    xx: expect.closeTo(0.375, 12), // 1.5 · 1/16 + 0.5 · 9/16
    yy: expect.closeTo(0.375, 12),
    xy: expect.closeTo(-0.125, 12), // 1/16 − 2 · 0.5 · 3/16
  });
});

it('the longer axis of an ellipse lies along its orientation, and its length is that of the outline', () => {
  const moments = imageMoments(drawShape('ellipse', { scale: 1, orientation: 0.6, x: 16, y: 15 }), 32);
  const { direction, elongation } = longerAxis(moments);
  expect(direction).toBeCloseTo(0.6, 2);
  // Variances along the axes are a quarter of the squared half axes, 7.6 and 4.4.
  expect(elongation).toBeCloseTo((7.6 ** 2 - 4.4 ** 2) / (7.6 ** 2 + 4.4 ** 2), 2);
  expect(moments.centreX + 0.5).toBeCloseTo(16, 2);
  expect(moments.centreY + 0.5).toBeCloseTo(15, 2);
});
