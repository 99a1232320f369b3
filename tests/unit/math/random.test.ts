import { expect, test } from 'vitest';
import { seededRandomStream, standardNormals, uniforms } from '#src/math/random.ts';

test('many draws at once are the first of the stream of the seed', () => {
  const random = seededRandomStream(2019);
  expect(standardNormals(2019, 1000)).toEqual(Float32Array.from({ length: 1000 }, () => random.normal()));
  const again = seededRandomStream(2019);
  expect(uniforms(2019, 1000)).toEqual(Float32Array.from({ length: 1000 }, () => again.uniform()));
});

test('draws have mean 0 and deviation 1', () => {
  const draws = standardNormals(7, 20_000);
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(draws.length));
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws.length));
});
