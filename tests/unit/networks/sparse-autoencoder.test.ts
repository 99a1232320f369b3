import { describe, expect, it } from 'vitest';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import { openSession } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import {
  decodeSparse,
  idleness,
  initSparse,
  respond,
  sparsify,
  type SparseParams,
} from '#scripts/networks/sparse-autoencoder.ts';
import { seededRandomStream } from '#scripts/random.ts';

async function run(params: SparseParams, keep: number | undefined, x: Float32Array) {
  const [inputDim, units] = params.dictionary.shape as readonly [number, number];
  const symbolic = paramsAsConstants(params, 'plain');
  const z = sparsify(respond(symbolic, input('x', ['batch', inputDim])), keep);
  const bytes = writeOnnx({ z, x_mean: decodeSparse(symbolic, z) }, 'case');
  const session = await openSession(bytes, { backend: 'cpu', threads: 1 });
  const outputs = await session.run({ x: { data: x, shape: [x.length / inputDim, inputDim] } });
  await session.release();
  return { z: outputs['z']!.data as Float32Array, mean: outputs['x_mean']!.data as Float32Array, units };
}

describe('a sparse autoencoder', () => {
  const params: SparseParams = {
    dictionary: { shape: [2, 3], values: Float32Array.of(1, 0, 2, 0, 1, -1) }, // [1, 0], [0, 1] and [2, −1]
    threshold: { shape: [3], values: Float32Array.of(0, 0.5, -1) },
    blank: { shape: [2], values: Float32Array.of(1, 1) },
  };
  const x = Float32Array.of(3, 2); // [2, 1] from the blank image: units at 2, 1 + 0.5 and 3 − 1

  it('lets each unit respond to what differs from the blank image, and adds their columns to it', async () => {
    const { z, mean } = await run(params, undefined, x);
    expect([...z]).toEqual([2, 1.5, 2]);
    expect([...mean]).toEqual([1 + 2 + 4, 1 + 1.5 - 2]);
  });

  it('draws with the units that respond most', async () => {
    const { z, mean } = await run(params, 2, x);
    expect([...z]).toEqual([2, 0, 2]);
    expect([...mean]).toEqual([7, -1]);
  });

  it('keeps no unit on that is held back', async () => {
    const { z, mean } = await run(params, 3, Float32Array.of(0, 1)); // units at −1, 0.5 and −3
    expect([...z]).toEqual([0, 0.5, 0]);
    expect([...mean]).toEqual([1, 1.5]);
  });

  it('starts with units of which each is among the 25 largest for some image', async () => {
    const { train } = makeStrokes({ seed: 1, counts: { train: 2000, validation: 1, test: 1 } });
    const start = initSparse(seededRandomStream(1), train, 28, 200);
    const { z, units } = await run(start, 25, gatherPixels(train, Int32Array.from({ length: 2000 }, (_, index) => index)).data as Float32Array); // prettier-ignore
    const on = new Set([...z.keys()].filter((at) => z[at]! > 0).map((at) => at % units));
    expect(on.size).toBe(200);
    const squares = new Float64Array(units);
    for (const [at, value] of start.dictionary.values.entries()) squares[at % units]! += value ** 2;
    for (const square of squares) expect(Math.sqrt(square)).toBeCloseTo(0.4, 5);
  });

  it('pulls a unit that is on for no image towards the one that came nearest', async () => {
    const responses = input('responses', [3, 2]);
    const idle = idleness(responses);
    const bytes = writeOnnx({ idle, pull: grad(idle, [responses])[0]! }, 'case');
    const session = await openSession(bytes, { backend: 'cpu', threads: 1 });
    const values = Float32Array.of(-3, -1, -2, 4, -5, -6); // the first unit is never on; the second image comes nearest
    const outputs = await session.run({ responses: { data: values, shape: [3, 2] } });
    await session.release();
    expect([...outputs['idle']!.data]).toEqual([(2 + 0) / 2]);
    expect([...outputs['pull']!.data].map((value) => Number(value) + 0)).toEqual([0, 0, -0.5, 0, 0, 0]);
  });
});
