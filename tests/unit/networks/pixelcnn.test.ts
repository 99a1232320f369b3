import { describe, expect, it } from 'vitest';
import { reshape } from '#scripts/graph/ops/layout.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
import {
  applyPixelCnn,
  initPixelCnn,
  type PixelCnnParams,
  type PixelCnnShape,
} from '#scripts/networks/pixelcnn.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { expectCausal, expectSumOne, withRandomWeights } from './autoregressive-proof.ts';

/** The network of `pixelcnn-mnist` on smaller images, with any weights. */
function network(size: number, overrides: Partial<PixelCnnShape> = {}) {
  const shape = {
    height: size,
    width: size,
    inputs: 1,
    channels: 6,
    first: [3, 5] as const,
    layers: 3,
    outputs: 1,
    ...overrides,
  };
  const initial = initPixelCnn(seededRandomStream(1), shape, new Float32Array(size ** 2));
  return {
    params: withRandomWeights(initial, 0.4),
    logits: (params: Symbolic<PixelCnnParams>, x: Tensor) =>
      reshape(applyPixelCnn(params, reshape(x, [x.shape[0]!, 1, size, size])), x.shape),
    pixels: size ** 2,
  };
}

describe('PixelCNN', () => {
  it('is a distribution over all 512 images of 3×3, with the kernel of the recipe too', async () => {
    await expectSumOne(network(3));
    await expectSumOne(network(3, { first: [8, 13], layers: 4, channels: 32 }));
  });

  it('lets no pixel reach its own output or one before it', async () => {
    await expectCausal(network(5), [...Array(25).keys()]);
  });

  it('lets the pixel before reach each output, and stops at its reach and at the blind spot', async () => {
    const size = 11;
    const rectified = network(size, { first: [2, 3], layers: 2 });
    const at = (row: number, column: number) => row * size + column;
    const reached = await expectCausal(rectified, [...Array(size ** 2).keys()]);
    const reaches = (from: number, to: number) => reached[from]!.includes(to);
    const pixel = at(6, 5);
    expect(reaches(at(6, 4), pixel)).toBe(true); // its neighbour to the left, by the first layer
    expect(reaches(at(6, 2), pixel)).toBe(true); // 1 + 2 columns to the left, by all three layers
    expect(reaches(at(6, 1), pixel)).toBe(false);
    expect(reaches(at(3, 5), pixel)).toBe(true); // 1 + 2 rows up
    expect(reaches(at(2, 5), pixel)).toBe(false);
    expect(reaches(at(3, 8), pixel)).toBe(true); // the diagonal to the upper right
    expect(reaches(at(5, 6), pixel)).toBe(true);
    expect(reaches(at(5, 7), pixel)).toBe(false); // the blind spot: three columns right is seen only three rows up
  });

  it('starts with each pixel’s own distribution', () => {
    const shape = {
      height: 2,
      width: 2,
      inputs: 1,
      channels: 4,
      first: [1, 3] as const,
      layers: 1,
      outputs: 1,
    };
    const { head, bias } = initPixelCnn(seededRandomStream(1), shape, Float32Array.of(1, 2, 3, 4));
    expect([...bias.values]).toEqual([1, 2, 3, 4]);
    expect(new Set(head[1].weight.values)).toEqual(new Set([0]));
  });
});
