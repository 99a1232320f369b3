import { expect, it } from 'vitest';
import { encodeSplit } from '#scripts/datasets/codes.ts';

it('a split is encoded image by image, in order, whatever the batches', async () => {
  const count = 1201; // two whole batches and a rest
  const images = Uint8Array.from({ length: 2 * count }, (_, at) =>
    at % 2 === 0 ? 0 : Math.floor(at / 2) % 256,
  );
  const labels = Uint8Array.from({ length: count }, (_, row) => row % 10);
  const sizes: number[] = [];
  const codes = await encodeSplit({ images, labels, count }, async ({ data, shape }) => {
    sizes.push(shape[0]!);
    return {
      data: Float32Array.from(data as Float32Array, (grey) => Math.round(255 * grey)),
      shape: [shape[0]!, 1, 2],
    };
  });
  expect(sizes).toEqual([500, 500, 201]);
  expect(codes).toEqual({ images, labels, count });
});
