import { expect, test } from 'vitest';
import { mixtures, nearModes } from '#src/math/mixtures.ts';

test('a point belongs to the mode within three deviations of it, and to none beyond', () => {
  const { means, deviation } = mixtures['gaussians-ring'];
  const points = [1, 0.0299, 1, 0.0301, 0, -1, 0, 0, Number.NaN, 0];
  expect(nearModes(points, { means, deviation })).toEqual([0, -1, 6, -1, -1]); // 6 of 8 turns of 45° point down
});
