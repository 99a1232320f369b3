import { init, nn, numpy as np } from '@jax-js/jax';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import {
  applyCrossAttention,
  applySelfAttention,
  attend,
  initCrossAttention,
  initSelfAttention,
  memorize,
} from '#scripts/networks/attention.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { checkGradient } from '../graph/gradient-check.ts';

beforeAll(async () => {
  await init('wasm');
});

/** jax-js's own attention takes [batch, steps, heads, dim]; of one head here. */
const oneHead = (x: np.Array) => x.reshape([x.shape[0]!, x.shape[1]!, 1, x.shape[2]!]);

describe('attention', () => {
  it('is jax-js’s, with other numbers of queries, keys and values', async () => {
    await checkGradient({
      shapes: [
        [2, 3, 5],
        [2, 4, 5],
        [2, 4, 5],
      ],
      graph: (query, key, value) => attend(query, key, value).y,
      jax: (query, key, value) =>
        nn.dotProductAttention(oneHead(query), oneHead(key), oneHead(value)).reshape([2, 3, 5]),
    });
  });

  it('says where it looked', async () => {
    await checkGradient({
      shapes: [
        [2, 3, 5],
        [2, 4, 5],
      ],
      graph: (query, key) => attend(query, key, key).weights,
      jax: (query, key) => nn.softmax(np.matmul(query, np.transpose(key, [0, 2, 1])).div(Math.sqrt(5)), -1),
    });
  });
});

describe('self-attention', () => {
  const [steps, dim, heads] = [5, 6, 2];

  it.each([{ causal: true }, { causal: false }])('with heads is jax-js’s, %o', async ({ causal }) => {
    await checkGradient({
      shapes: [[2, steps, dim], [dim, 3 * dim], [3 * dim], [dim, dim], [dim]],
      range: [-1, 1],
      graph: (x, w, b, wMerge, bMerge) =>
        applySelfAttention(
          { project: { weight: w!, bias: b! }, merge: { weight: wMerge!, bias: bMerge! } },
          x!,
          { heads, causal },
        ),
      jax: (x, w, b, wMerge, bMerge) => {
        const flat = x!.reshape([2 * steps, dim]); // jax-js 0.1.25 differentiates no matmul whose batches broadcast
        const [query, key, value] = np
          .split(np.matmul(flat, w!).add(b!), 3, 1)
          .map((part) => part.reshape([2, steps, heads, dim / heads]));
        const y = nn.dotProductAttention(query!, key!, value!, { isCausal: causal });
        return np
          .matmul(y.reshape([2 * steps, dim]), wMerge!)
          .add(bMerge!)
          .reshape([2, steps, dim]);
      },
    });
  });

  it('leaves all before a changed step as they were, exactly, and no later one', async () => {
    const params = paramsAsConstants(initSelfAttention(seededRandomStream(5), dim), 'plain');
    const x = input('x', ['batch', steps, dim]);
    const y = applySelfAttention(params, x, { heads, causal: true });
    const session = await openSession(writeOnnx({ y }, 'attention'), { backend: 'cpu', threads: 1 });
    const random = seededRandomStream(6);
    const sequence = Float32Array.from({ length: steps * dim }, () => random.normal());
    const batch = new Float32Array((steps + 1) * steps * dim); // the last is left as it is
    for (let row = 0; row <= steps; row++) batch.set(sequence, row * steps * dim);
    for (let step = 0; step < steps; step++) batch[(step * steps + step) * dim + 1]! += 3;
    const { data } = (await session.run({ x: { data: batch, shape: [steps + 1, steps, dim] } }))['y']!;
    const stepOf = (row: number, step: number) =>
      [...data.slice((row * steps + step) * dim, (row * steps + step + 1) * dim)].map(Number);
    for (let changed = 0; changed < steps; changed++) {
      for (let step = 0; step < steps; step++) {
        if (step < changed) expect(stepOf(changed, step)).toEqual(stepOf(steps, step));
        else expect(stepOf(changed, step)).not.toEqual(stepOf(steps, step));
      }
    }
    await session.release();
  });

  it('refuses heads that do not divide its features', () => {
    const params = paramsAsConstants(initSelfAttention(seededRandomStream(5), dim), 'plain');
    expect(() =>
      applySelfAttention(params, input('x', [2, 3, dim]), { heads: 4, causal: true }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: applySelfAttention: 6 features do not make 4 heads alike.]`,
    );
  });
});

describe('cross-attention', () => {
  it('looks at the place whose key its query points to, and brings its value', async () => {
    // Three places with features (1, 0), (0, 1) and (−1, 0); keys are 20 times, values 3 times the features.
    const shape = { queryDim: 2, featureDim: 2, dim: 2, valueDim: 2 };
    const initial = initCrossAttention(seededRandomStream(1), shape);
    const times = (factor: number) => ({
      weight: { shape: [2, 2], values: Float32Array.of(factor, 0, 0, factor) },
      bias: { shape: [2], values: new Float32Array(2) },
    });
    expect(Object.values(initial).map(({ weight }) => weight.shape)).toEqual([
      [2, 2],
      [2, 2],
      [2, 2],
    ]);
    const params = paramsAsConstants({ query: times(1), key: times(20), value: times(3) }, 'plain');
    const features = input('features', ['batch', 3, 2]);
    const query = input('query', ['batch', 1, 2]);
    const outputs = { ...applyCrossAttention(params, query, memorize(params, features)) };
    const session = await openSession(writeOnnx(outputs, 'look'), { backend: 'cpu', threads: 1 });
    const { y, weights } = await session.run({
      features: { data: Float32Array.of(1, 0, 0, 1, -1, 0), shape: [1, 3, 2] },
      query: { data: Float32Array.of(0, 1), shape: [1, 1, 2] },
    });
    const other = 1 / (2 + Math.exp(20 / Math.SQRT2)); // of either place besides
    expect([...weights!.data]).toEqual(
      [other, 1 - 2 * other, other].map((value) => expect.closeTo(value, 7)),
    );
    expect([...y!.data]).toEqual([expect.closeTo(0, 6), expect.closeTo(3 * (1 - 2 * other), 6)]);
    await session.release();
  });
});
