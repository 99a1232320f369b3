import { init, numpy as np } from '@jax-js/jax';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { constant, input } from '#scripts/graph/tensor.ts';
import { applyMade, fromRows, initMade, towardRows } from '#scripts/networks/made.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { checkGradient } from '../graph/gradient-check.ts';
import { expectCausal, expectSumOne, withRandomWeights } from './autoregressive-proof.ts';

/** The network of `made-mnist` on smaller images, with any weights. */
function network(pixels: number, hidden: number, blocks: number, deviation: number) {
  const shape = { pixels, hidden, blocks, margin: 0.1 };
  const initial = initMade(seededRandomStream(1), shape, new Float64Array(pixels).fill(0.5));
  return {
    params: withRandomWeights(initial, deviation),
    logits: (params: Parameters<typeof applyMade>[0], x: Parameters<typeof applyMade>[2]) =>
      applyMade(params, shape, x),
    pixels,
  };
}

describe('MADE', () => {
  beforeAll(() => init());

  it.each([0, 1, 3])('with %i blocks is a distribution over all 512 images of 3×3', async (blocks) => {
    await expectSumOne(network(9, 12, blocks, 0.8));
  });

  it('lets no pixel reach its own output or one before it, and each reach every one after', async () => {
    const pixels = 26;
    const reached = await expectCausal(network(pixels, 30, 2, 0.5), [...Array(pixels).keys()]);
    for (const [pixel, outputs] of reached.entries()) {
      expect(outputs).toEqual(Array.from({ length: pixels - 1 - pixel }, (_, later) => pixel + 1 + later));
    }
  });

  it('starts with each pixel’s own probability', async () => {
    const shape = { pixels: 4, hidden: 4, blocks: 1, margin: 0 };
    const params = initMade(seededRandomStream(1), shape, [0.5, 0.25, 0.1, 0.9]);
    expect([...params.bias.values].map((value) => 1 / (1 + Math.exp(-value)))).toEqual(
      [0.5, 0.25, 0.1, 0.9].map((p) => expect.closeTo(p, 6)),
    );
    for (const { values } of [params.direct, params.last]) expect(new Set(values)).toEqual(new Set([0]));
  });

  it('keeps two triangles in one rectangle', async () => {
    const packed = input('packed', [2, 3]);
    const degrees = [0, 1, 2, 3];
    const unit = (size: number) => constant(identity(size), [size, size]);
    const graph = writeOnnx(
      { upTo: towardRows(unit(3), packed, degrees), after: fromRows(unit(4), packed, degrees) },
      'triangles',
    );
    const session = await openSession(graph, { backend: 'cpu', threads: 1 });
    const { upTo, after } = await session.run({
      packed: { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] },
    });
    expect(upTo!.data).toEqual(Float32Array.of(0, 4, 6, 3, 0, 0, 5, 2, 0, 0, 0, 1)); // transposed
    expect(after!.data).toEqual(Float32Array.of(1, 2, 3, 0, 5, 6, 0, 0, 4, 0, 0, 0));
  });

  it('has the gradients of its masked products, with an odd number of rows too', async () => {
    const flip = (matrix: np.Array) => np.flip(matrix, [0, 1]);
    const upTo = (packed: np.Array) => {
      const kept = np.array([
        [0, 0, 0, 0],
        [1, 0, 0, 0],
        [1, 1, 0, 0],
      ]);
      const others = np.array([
        [1, 1, 1, 1],
        [0, 1, 1, 1],
      ]);
      const firstRows = np.array([
        [1, 0, 0],
        [0, 1, 0],
      ]);
      const lower = packed.ref.mul(kept);
      return np.concatenate([lower, flip(np.matmul(firstRows, packed).mul(others))], 0);
    };
    await checkGradient({
      shapes: [
        [2, 4],
        [3, 4],
      ],
      graph: (x, packed) => towardRows(x!, packed!, [0, 1, 2, 3, 4]),
      jax: (x, packed) => np.matmul(x!, upTo(packed!).transpose()),
    });
    const after = (packed: np.Array) => {
      const kept = np.array([
        [1, 1, 1],
        [0, 1, 1],
      ]);
      const others = np.array([
        [0, 0, 0],
        [1, 0, 0],
      ]);
      return np.concatenate([packed.ref.mul(kept), flip(packed.mul(others))], 0);
    };
    await checkGradient({
      shapes: [
        [2, 4],
        [2, 3],
      ],
      graph: (u, packed) => fromRows(u!, packed!, [0, 1, 2, 3]),
      jax: (u, packed) => np.matmul(u!, after(packed!)),
    });
  });
});

function identity(size: number): Float32Array {
  return Float32Array.from({ length: size ** 2 }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));
}
