import { describe, expect, it } from 'vitest';
import { add } from '#scripts/graph/ops/elementwise.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { constant, type Tensor } from '#scripts/graph/tensor.ts';
import {
  applyBlockAutoregression,
  initBlockAutoregression,
  pixelOrder,
  type BlockParams,
} from '#scripts/networks/block-autoregression.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { expectCausal, expectSumOne, withRandomWeights } from './autoregressive-proof.ts';

const CLASSES = 2;

/** The network of `bayes-mnist` told one label, on smaller images, with any weights; pixels are in the model's order. */
function network(width: number, block: number, label: number) {
  const shape = { width, block, classes: CLASSES, channels: 6, layers: 2, units: 2 };
  const pixels = width ** 2;
  const initial = initBlockAutoregression(seededRandomStream(1), shape, new Float32Array(CLASSES * pixels));
  const order = pixelOrder(shape);
  const ordered = Float32Array.from({ length: pixels ** 2 }, (_, at) =>
    order[Math.floor(at / pixels)] === at % pixels ? 1 : 0,
  );
  const oneHot = Float32Array.from({ length: CLASSES }, (_, other) => (other === label ? 1 : 0));
  return {
    params: withRandomWeights(initial, 0.4),
    logits(params: Symbolic<BlockParams>, x: Tensor) {
      const placed = gemm(x, constant(ordered, [pixels, pixels]));
      const y = add(
        gemm(x, constant(new Float32Array(pixels * CLASSES), [pixels, CLASSES])),
        constant(oneHot, [1, CLASSES]),
      );
      const logits = applyBlockAutoregression(params, shape, placed, y);
      return gemm(logits, constant(ordered, [pixels, pixels]), undefined, { transposeB: true });
    },
    pixels,
  };
}

describe('block autoregression', () => {
  it.each([0, 1])('told class %i is a distribution over all 65,536 images of 4×4', async (label) => {
    await expectSumOne(network(4, 2, label));
  });

  it('lets no pixel reach its own output or one before it', async () => {
    const reached = await expectCausal(network(8, 4, 0), [...Array(64).keys()]);
    expect(reached[0]).toEqual(Array.from({ length: 63 }, (_, later) => later + 1)); // the first reaches all
    expect(reached[62]).toEqual([63]);
  });

  it('goes through blocks row by row, and through each block row by row', () => {
    expect([...pixelOrder({ width: 4, block: 2 })]).toEqual([
      ...[0, 1, 4, 5],
      ...[2, 3, 6, 7],
      ...[8, 9, 12, 13],
      ...[10, 11, 14, 15],
    ]);
  });
});
