import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import {
  decodeBroadcast,
  initBroadcastVae,
  type BroadcastVaeParams,
} from '#scripts/networks/broadcast-vae.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';

const shape = { width: 4, places: 2, encoderDims: [5], latentDim: 2, decoderDims: [3, 3] as const };

async function decode(params: BroadcastVaeParams, z: readonly number[], batch: number | string) {
  const logits = decodeBroadcast(paramsAsConstants(params, 'plain'), input('z', [batch, 2]), shape);
  const session = await openSession(writeOnnx({ logits }, 'decoder'), { backend: 'cpu', threads: 1 });
  const outputs = await session.run({ z: { data: Float32Array.from(z), shape: [z.length / 2, 2] } });
  await session.release();
  return outputs['logits']!;
}

const weights = (sizes: readonly number[], values: readonly number[]) => ({
  shape: sizes,
  values: Float32Array.from(values),
});

describe('the spatial broadcast decoder', () => {
  it('draws the same for a known batch and a free one', async () => {
    const params = initBroadcastVae(seededRandomStream(1), shape);
    const z = [0.5, -1, 2, 0.1, -0.3, 0.7];
    const [known, free] = [await decode(params, z, 3), await decode(params, z, 'batch')];
    expect(known.shape).toEqual([3, 16]);
    expect(free.shape).toEqual([3, 16]);
    for (const [at, value] of known.data.entries())
      expect(Number(free.data[at])).toBeCloseTo(Number(value), 5);
  });

  it('puts the patch of each place where the place is', async () => {
    // One hidden unit reads the place's x + 10 y plus the first code; the patch has the pixels h, 2h, 3h, 4h. SiLU is
    // almost the identity for large values: coordinates are −1 and 1, the code 100.
    const params: BroadcastVaeParams = {
      encoder: [],
      decoder: [
        { weight: weights([2, 1], [1, 0]), bias: weights([1], [0]) },
        { weight: weights([1, 4], [1, 2, 3, 4]), bias: weights([4], [0, 0, 0, 0]) },
      ],
      place: weights([2, 1], [1, 10]),
    };
    const { data } = await decode(params, [100, 5], 1);
    const [a, b, c, d] = [100 - 11, 100 - 9, 100 + 9, 100 + 11];
    expect([...data].map((value) => Math.round(Number(value)))).toEqual([
      a, 2 * a, b, 2 * b,
      3 * a, 4 * a, 3 * b, 4 * b,
      c, 2 * c, d, 2 * d,
      3 * c, 4 * c, 3 * d, 4 * d,
    ]); // prettier-ignore
  });
});
