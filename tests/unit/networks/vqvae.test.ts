import { describe, expect, it } from 'vitest';
import { openSession, type Values } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { straightThrough } from '#scripts/graph/ops/gradient-flow.ts';
import { sum } from '#scripts/graph/ops/reduction.ts';
import { square } from '#scripts/graph/ops/elementwise.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import {
  decode,
  encode,
  initVqVae,
  lookUp,
  quantize,
  updateCodebook,
  type VqVaeParams,
} from '#scripts/networks/vqvae.ts';
import { seededRandomStream } from '#scripts/random.ts';

const run = async (outputs: Record<string, Tensor>, feeds: Values) => {
  const session = await openSession(writeOnnx(outputs, 'test'), { backend: 'cpu', threads: 1 });
  return session.run(feeds);
};

/** A codebook of three codes in the plane, at (0, 0), (4, 0) and (0, 2). */
function withCodebook(counts: readonly number[]) {
  const shape = { width: 4, patch: 2, channels: 4, codes: 3, codeDim: 2 };
  const params = initVqVae(seededRandomStream(1), shape);
  const vectors = Float32Array.of(0, 0, 4, 0, 0, 2);
  const sums = vectors.map((value, at) => value * counts[at >> 1]!);
  const codebook: VqVaeParams['codebook'] = {
    vectors: { shape: [3, 2], values: vectors },
    counts: { shape: [3], values: Float32Array.from(counts) },
    sums: { shape: [3, 2], values: sums },
  };
  return paramsAsConstants({ ...params, codebook }, 'plain');
}

const z = (...values: number[]) => ({ data: Float32Array.from(values), shape: [1, 2, 2, 2] });

describe('a VQ-VAE', () => {
  it('takes the nearest code and gives its vector', async () => {
    const params = withCodebook([1, 1, 1]);
    const tensor = input('z', ['batch', 2, 2, 2]);
    const codes = quantize(params, tensor);
    // (1, 0) is nearest to (0, 0); (3, 0) to (4, 0); (1, 1.5) is 1.8 from (0, 0) and 1.1 from (0, 2); (9, 9) is 10.3 from (4, 0) and 11.4 from (0, 2).
    const outputs = await run({ codes, z_q: lookUp(params, codes) }, { z: z(1, 0, 3, 0, 1, 1.5, 9, 9) });
    expect([...outputs['codes']!.data]).toEqual([0, 1, 2, 1]);
    expect(outputs['codes']!.shape).toEqual([1, 2, 2]);
    expect([...outputs['z_q']!.data]).toEqual([0, 0, 4, 0, 0, 2, 4, 0]);
  });

  it('moves its codebook to the averages of what the codes stood for, and starts an idle code anew', async () => {
    const params = withCodebook([2, 6, 0.5]);
    const tensor = input('z', [1, 2, 2, 2]);
    const codes = quantize(params, tensor);
    const candidates = input('candidates', [3]);
    const assigned = updateCodebook(params, { z: tensor, codes, candidates }, { decay: 0.75, minCount: 1 });
    const outputs = await run(Object.fromEntries(assigned.map(([, next], index) => [`next${index}`, next])), {
      z: z(1, 0, 0, 1, 5, 1, 7, 1),
      candidates: { data: Float32Array.of(0, 1, 3), shape: [3] },
    });
    // Code 0 takes (1, 0) and (0, 1): 0.75 · 2 + 0.25 · 2 = 2 outputs, of sum 0.75 · (0, 0) + 0.25 · (1, 1).
    // Code 1 takes (5, 1) and (7, 1): 0.75 · 6 + 0.25 · 2 = 5 outputs, of sum 0.75 · (24, 0) + 0.25 · (12, 2).
    // Code 2 takes none and falls to 0.375 outputs: it starts anew at output 3, (7, 1), as if it had taken two.
    expect([...outputs['next1']!.data]).toEqual([2, 5, 2]);
    expect([...outputs['next2']!.data]).toEqual([0.25, 0.25, 21, 0.5, 14, 2]);
    expect([...outputs['next0']!.data]).toEqual(
      [0.125, 0.125, 4.2, 0.1, 7, 1].map((value) => expect.closeTo(value, 6)),
    );
  });

  it('hands the decoder’s gradient to the encoder as it is', async () => {
    const params = withCodebook([1, 1, 1]);
    const tensor = input('z', [1, 2, 2, 2]);
    const loss = sum(square(straightThrough(lookUp(params, quantize(params, tensor)), tensor)));
    const [gradient] = grad(loss, [tensor]);
    const { g } = await run({ g: gradient! }, { z: z(1, 0, 3, 0, 1, 1.5, 9, 9) });
    expect([...g!.data]).toEqual([0, 0, 8, 0, 0, 4, 8, 0]); // 2 z_q
  });

  it('lets each code see two squares’ width, and reach three squares further', async () => {
    const shape = { width: 28, patch: 4, channels: 4, codes: 3, codeDim: 2 };
    const params = paramsAsConstants(initVqVae(seededRandomStream(1), shape), 'plain');
    const x = input('x', ['batch', 784]);
    const images = new Float32Array(2 * 784);
    images[784 + 14 * 28 + 14] = 1; // in the middle square, 12 to 15
    const encoded = (await run({ z: encode(params, shape, x) }, { x: { data: images, shape: [2, 784] } }))[
      'z'
    ]!;
    expect(encoded.shape).toEqual([2, 7, 7, 2]);
    const changed = (data: ArrayLike<unknown>, size: number) =>
      Array.from({ length: size }, (_, at) => at).filter((at) => data[at] !== data[size + at]);
    const places = changed(encoded.data, 98).map((at) => `${Math.floor(at / 14)} ${Math.floor(at / 2) % 7}`);
    expect(new Set(places)).toEqual(new Set(['3 3', '3 4', '4 3', '4 4'])); // half a square beyond each

    const grid = new Float32Array(2 * 98);
    grid[98] = 1; // the first place
    const vectors = input('z_q', ['batch', 7, 7, 2]);
    const feeds = { z_q: { data: grid, shape: [2, 7, 7, 2] } };
    const decoded = (await run({ y: decode(params, shape, vectors) }, feeds))['y']!;
    const reach = changed(decoded.data, 784).flatMap((at) => [Math.floor(at / 28), at % 28]);
    expect(Math.max(...reach)).toBe(15); // three 3×3 layers: three places further, of four pixels each
  });
});
