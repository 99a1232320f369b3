import { init, lax, nn, numpy as np } from '@jax-js/jax';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { dropout } from '#scripts/graph/ops/dropout.ts';
import { cast, mul, square } from '#scripts/graph/ops/elementwise.ts';
import { stopGradient, straightThrough } from '#scripts/graph/ops/gradient-flow.ts';
import { gather, oneHot } from '#scripts/graph/ops/indexing.ts';
import { split } from '#scripts/graph/ops/layout.ts';
import { argMax, argMin, max, min, sum } from '#scripts/graph/ops/reduction.ts';
import { crossEntropy, logSoftmax, logSumExp, softmax } from '#scripts/graph/ops/softmax.ts';
import { keepLargest } from '#scripts/graph/ops/top-k.ts';
import { constant, input, type Tensor } from '#scripts/graph/tensor.ts';
import { clipByGlobalNorm } from '#scripts/graph/optimizers.ts';
import { checkGradient, type GradientCase } from './gradient-check.ts';

const KEEP = Float32Array.of(1, 0, 1, 1, 1, 0);

/** The gradient of a weighted sum of squares: an operator of which the check then takes the second derivative. */
const gradientOf = (x: Tensor, of: (x: Tensor) => Tensor) => grad(sum(square(of(x))), [x])[0]!;

const cases: Record<string, GradientCase> = {
  'max over an axis': { shapes: [[3, 5]], graph: (a) => max(a, [1]), jax: (a) => np.max(a, 1) },
  'max over axes, kept': {
    shapes: [[2, 3, 4]],
    graph: (a) => max(a, [0, -1], { keepDims: true }),
    jax: (a) => np.max(a, [0, 2], { keepdims: true }),
  },
  'max of all': { shapes: [[2, 3]], graph: (a) => max(a), jax: (a) => np.max(a) },
  'min over an axis': { shapes: [[3, 5]], graph: (a) => min(a, [0]), jax: (a) => np.min(a, 0) },
  split: {
    shapes: [[2, 6, 3]],
    graph: (a) => {
      const [first, , last] = split(a, [1, 3, 2], 1); // the middle is not used: its gradient is 0
      return mul(first!, last!);
    },
    jax: (a) => {
      const [first, , last] = np.split(a, [1, 4], 1);
      return first!.mul(last!);
    },
  },
  'the two largest of a row': {
    shapes: [[3, 5]],
    graph: (a) => keepLargest(a, 2),
    jax: (a) => {
      const threshold = np.sort(a.ref, -1).slice([], [3, 4]);
      return np.where(a.ref.greaterEqual(lax.stopGradient(threshold)), a, 0);
    },
  },
  softmax: { shapes: [[3, 5]], graph: (a) => softmax(a), jax: (a) => nn.softmax(a) },
  'softmax along an inner axis': {
    shapes: [[2, 3, 4]],
    graph: (a) => softmax(a, 1),
    jax: (a) => nn.softmax(a, 1),
  },
  'softmax, twice': {
    shapes: [[2, 3]],
    range: [-1, 1],
    graph: (a) => gradientOf(a, softmax),
    // d Σ p² / dx = 2 p (p − Σ p²)
    jax: (a) => {
      const p = nn.softmax(a);
      return p.ref.mul(p.ref.sub(np.sum(np.square(p), -1, { keepdims: true }))).mul(2);
    },
  },
  logSoftmax: { shapes: [[3, 5]], graph: (a) => logSoftmax(a), jax: (a) => nn.logSoftmax(a) },
  'logSoftmax along the first axis': {
    shapes: [[3, 5]],
    graph: (a) => logSoftmax(a, 0),
    jax: (a) => nn.logSoftmax(a, 0),
  },
  'logSoftmax, twice': {
    shapes: [[2, 3]],
    range: [-1, 1],
    graph: (a) => gradientOf(a, logSoftmax),
    // d Σ l² / dx = 2 (l − p Σ l), with l = log p
    jax: (a) => {
      const l = nn.logSoftmax(a);
      return l.ref.sub(np.exp(l.ref).mul(np.sum(l, -1, { keepdims: true }))).mul(2);
    },
  },
  logSumExp: { shapes: [[3, 5]], graph: (a) => logSumExp(a, [-1]), jax: (a) => nn.logsumexp(a, -1) },
  'logSumExp over axes, kept': {
    shapes: [[2, 3, 4]],
    graph: (a) => logSumExp(a, [0, 1], { keepDims: true }),
    jax: (a) => nn.logsumexp(a, [0, 1], { keepdims: true }),
  },
  'logSumExp, twice': {
    shapes: [[5]],
    range: [-1, 1],
    graph: (a) => gradientOf(a, (x) => logSumExp(x, [0])),
    jax: (a) => nn.softmax(a.ref).mul(nn.logsumexp(a)).mul(2),
  },
  'cross-entropy, of logits and of soft targets': {
    shapes: [
      [3, 5],
      [3, 5],
    ],
    range: [0.1, 2],
    graph: crossEntropy,
    jax: (logits, targets) => np.sum(nn.logSoftmax(logits).mul(targets), -1).neg(),
  },
  gather: {
    shapes: [[3, 2]],
    graph: (table) => gather(table, constant(Float32Array.of(2, 0, 2, 1, 2, 0), [2, 3])),
    jax: (table) => np.matmul(rowsOfThree([2, 0, 2, 1, 2, 0]), table).reshape([2, 3, 2]),
  },
  'gather of matrices': {
    shapes: [[3, 2, 5]],
    graph: (table) => gather(table, constant(BigInt64Array.of(1n, 1n), [2])),
    jax: (table) => np.matmul(rowsOfThree([1, 1]), table.reshape([3, 10])).reshape([2, 2, 5]),
  },
  dropout: {
    shapes: [[2, 3]],
    graph: (a) => dropout(a, constant(KEEP, [2, 3]), 0.2),
    jax: (a) => a.mul(np.array(KEEP).reshape([2, 3])).div(0.8),
  },
};

/** The rows of these numbers of a table of three, as a matrix that the table is multiplied with. */
const rowsOfThree = (rows: readonly number[]) =>
  np.array(rows.map((row) => [0, 1, 2].map((index) => (index === row ? 1 : 0))));

beforeAll(async () => {
  await init('wasm');
});

describe('the gradient agrees with finite differences and with jax-js:', () => {
  for (const [name, gradientCase] of Object.entries(cases)) it(name, () => checkGradient(gradientCase));
});

async function run(
  outputs: Record<string, Tensor>,
  feeds: Record<string, readonly number[]>,
): Promise<Record<string, number[]>> {
  const session = await openSession(writeOnnx(outputs, 'case'), { backend: 'cpu', threads: 1 });
  const values = Object.fromEntries(
    Object.entries(feeds).map(([name, data]) => [
      name,
      { data: Float32Array.from(data), shape: session.inputs[name]!.shape as number[] },
    ]),
  );
  const result = await session.run(values);
  await session.release();
  return Object.fromEntries(Object.entries(result).map(([name, { data }]) => [name, [...data].map(Number)]));
}

describe('logits far from zero neither overflow nor vanish', () => {
  it('in their values and gradients', async () => {
    const x = input('x', [3]);
    const total = logSumExp(x, [0]);
    const loss = crossEntropy(x, constant(Float32Array.of(1, 0, 0), [3]));
    const y = await run(
      { total, loss, total_grad: grad(total, [x])[0]!, loss_grad: grad(loss, [x])[0]! },
      { x: [-500, 500, 499] },
    );
    const p = 1 / (1 + Math.exp(-1)); // of the second class; the first has none
    expect(y['total']![0]).toBeCloseTo(500 - Math.log(p), 3);
    expect(y['loss']![0]).toBeCloseTo(1000 - Math.log(p), 3);
    for (const [name, expected] of Object.entries({ total_grad: [0, p, 1 - p], loss_grad: [-1, p, 1 - p] })) {
      expect(y[name]).toEqual(expected.map((value) => expect.closeTo(value, 4)));
    }
  });
});

describe('the largest', () => {
  const x = input('x', [2, 3]);
  const feeds = { x: [1, 7, 7, -1, -5, -1] };

  it('is found at its first place', async () => {
    const y = await run(
      {
        max_at: cast(argMax(x, 1), 'float32'),
        min_at: cast(argMin(x, -1, { keepDims: true }), 'float32'),
        max_down: cast(argMax(x, 0), 'float32'),
      },
      feeds,
    );
    expect(y).toEqual({ max_at: [1, 0], min_at: [0, 1], max_down: [0, 0, 0] });
  });

  it('shares its gradient with its equals', async () => {
    const [gradient] = grad(sum(max(x, [1])), [x]);
    expect(await run({ gradient: gradient! }, feeds)).toEqual({ gradient: [0, 0.5, 0.5, 0.5, 0, 0.5] });
  });
});

describe('keepLargest', () => {
  it('keeps the k largest of each row, and what equals the k-th', async () => {
    const x = input('x', ['rows', 4]);
    const session = await openSession(writeOnnx({ y: keepLargest(x, 2) }, 'case'), {
      backend: 'cpu',
      threads: 1,
    });
    const data = Float32Array.of(1, -2, 3, 2, 5, 5, 5, -1, -4, -3, -2, -1);
    const { y } = await session.run({ x: { data, shape: [3, 4] } });
    await session.release();
    expect([...y!.data].map(Number)).toEqual([0, 0, 3, 2, 5, 5, 5, 0, 0, 0, -2, -1]);
  });

  it('refuses more than there are', () => {
    expect(() => keepLargest(input('x', [2, 3]), 4)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: TopK: there are no 4 largest features in [2, 3].]`,
    );
  });
});

describe('oneHot', () => {
  it('has a 1 at each label, and none for a label that is no class', async () => {
    const labels = input('labels', ['count']);
    const both = { floats: oneHot(labels, 3), integers: oneHot(cast(labels, 'int64'), 3) };
    const expected = [0, 0, 1, 1, 0, 0, 0, 0, 0];
    expect(await runFree(both, [2, 0, 3])).toEqual({ floats: expected, integers: expected });
  });

  async function runFree(outputs: Record<string, Tensor>, labels: readonly number[]) {
    const session = await openSession(writeOnnx(outputs, 'case'), { backend: 'cpu', threads: 1 });
    const result = await session.run({
      labels: { data: Float32Array.from(labels), shape: [labels.length] },
    });
    await session.release();
    return Object.fromEntries(
      Object.entries(result).map(([name, { data }]) => [name, [...data].map(Number)]),
    );
  }
});

describe('a gradient', () => {
  const x = input('x', [2]);

  it('stops where asked', async () => {
    const loss = sum(mul(stopGradient(square(x)), x)); // as if x² were a constant
    expect(await run({ gradient: grad(loss, [x])[0]! }, { x: [1.5, -4] })).toEqual({ gradient: [2.25, 16] });
  });

  it('goes straight through to the tensor that a value stands for', async () => {
    const value = straightThrough(constant(Float32Array.of(0.1, -2), [2]), x);
    const y = await run({ value, gradient: grad(sum(square(value)), [x])[0]! }, { x: [1e8, -4] });
    expect(y['value']).toEqual([Math.fround(0.1), -2]); // exactly, though x is far larger
    expect(y['gradient']).toEqual([2 * Math.fround(0.1), -4]);
  });
});

describe('clipping by the global norm', () => {
  const grads = [input('a', [2]), input('b', [1, 2])];
  const clipped = (maxNorm: number) => {
    const [a, b] = clipByGlobalNorm(grads, maxNorm);
    return { next_a: a!, next_b: b! };
  };

  it('scales all gradients alike down to the largest norm', async () => {
    const y = await run(clipped(1), { a: [3, 0], b: [0, -4] }); // norm 5
    expect(y['next_a']).toEqual([expect.closeTo(0.6, 6), 0]);
    expect(y['next_b']).toEqual([0, expect.closeTo(-0.8, 6)]);
  });

  it('leaves shorter ones, and none, as they are', async () => {
    expect(await run(clipped(6), { a: [3, 0], b: [0, -4] })).toEqual({ next_a: [3, 0], next_b: [0, -4] });
    expect(await run(clipped(6), { a: [0, 0], b: [0, 0] })).toEqual({ next_a: [0, 0], next_b: [0, 0] });
  });
});
