/** Objectives of several parts, small enough to be followed by hand. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add, mul, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { adam, sgd } from '#scripts/graph/optimizers.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import type { ParamTree, Weights } from '#scripts/networks/params.ts';
import { train, type TrainingOptions } from '#scripts/training/loop.ts';
import type { Objective, Update } from '#scripts/training/objective.ts';
import { silent, tinyDataset, tinyOptions } from './tiny.ts';

const dataset = tinyDataset();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'updates-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = <P extends Record<string, Weights>>(
  objective: Objective<P>,
  overrides: Partial<TrainingOptions> = {},
) =>
  train(
    objective,
    dataset,
    tinyOptions(join(folder, 'run.checkpoint'), { steps: objective.steps, ...overrides }),
  );

const weights = (...values: number[]): Weights => ({
  shape: [values.length],
  values: Float32Array.from(values),
});

const shared = { batchSize: 10, validateEvery: 1 };
const descent = {
  optimizer: sgd(),
  learningRate: () => 0.1,
  inputs: () => ({}),
  trainingFeeds: () => ({}),
};

type Pair = { readonly pursuer: Weights; readonly target: Weights };
const pair = () => ({ pursuer: weights(1), target: weights(5) });

/** The pursuer runs after the target, which goes home to 3 in two steps of its own. */
const pursuit: readonly Update<Pair>[] = [
  {
    ...descent,
    name: 'pursuer',
    moves: ['pursuer'],
    loss: ({ pursuer, target }) => sum(square(sub(pursuer, target))),
  },
  {
    ...descent,
    name: 'target',
    moves: ['target'],
    times: 2,
    loss: ({ target }) => ({ loss: sum(square(sub(target, 3))), reports: { distance: sum(sub(target, 3)) } }),
  },
];

describe('several updates in turn', () => {
  it('each move their own part, as often as asked, and report into the curve', async () => {
    const { params, curve, selectedStep } = await run({ ...shared, steps: 2, init: pair, updates: pursuit });
    // 2 (p − t) and 2 (t − 3) are the gradients; the rate is 0.1.
    // Step 1: p = 1 − 0.2 (1 − 5) = 1.8, t = 5 − 0.2 · 2 = 4.6, then 4.28. Step 2: p = 1.8 + 0.2 · 2.48, t = 4.024, 3.8192.
    expect(params.pursuer.values[0]).toBeCloseTo(2.296, 5);
    expect(params.target.values[0]).toBeCloseTo(3.8192, 5);
    expect(curve.columns).toEqual([
      'step',
      'pursuer_loss',
      'target_loss',
      'target_distance',
      'learning_rate',
    ]);
    const expected = [
      [1, 16, 1.6 ** 2, 1.6, 0.1], // of the last turn of each
      [2, 2.48 ** 2, 1.024 ** 2, 1.024, 0.1],
    ];
    for (const [row, values] of expected.entries()) {
      for (const [column, value] of values.entries()) expect(curve.rows[row]![column]).toBeCloseTo(value, 4);
    }
    expect(selectedStep).toBe(2);
  });

  it("count an optimiser's steps by its own turns", async () => {
    const once = { ...descent, optimizer: adam(), name: 'a', loss: ({ w }: { w: Tensor }) => sum(square(w)) };
    const init = () => ({ w: weights(2, -1) });
    const twoTurns = await run({ ...shared, steps: 3, init, updates: [{ ...once, times: 2 }] });
    const sixSteps = await run({ ...shared, steps: 6, init, updates: [once] });
    expect(twoTurns.params.w.values).toEqual(sixSteps.params.w.values);
  });
});

describe('an update', () => {
  it('scales gradients that are longer than the clipping norm, all together, and leaves shorter ones', async () => {
    // The gradient is (6, 8, 0) of norm 10 at first, split over two parameters.
    const objective = (clipNorm: number): Objective<{ a: Weights; b: Weights }> => ({
      ...shared,
      steps: 1,
      init: () => ({ a: weights(3), b: weights(4, 0) }),
      updates: [{ ...descent, name: 'x', clipNorm, loss: ({ a, b }) => add(sum(square(a)), sum(square(b))) }],
    });
    const clipped = await run(objective(5));
    expect(clipped.params.a.values[0]).toBeCloseTo(3 - 0.3, 5);
    expect(clipped.params.b.values[0]).toBeCloseTo(4 - 0.4, 5);
    const free = await run(objective(11));
    expect(free.params.a.values[0]).toBeCloseTo(3 - 0.6, 5);
    expect(free.params.b.values[0]).toBeCloseTo(4 - 0.8, 5);
  });

  it('assigns what no gradient moves', async () => {
    const { params } = await run({
      ...shared,
      steps: 2,
      init: () => ({ w: weights(0), running: weights(1) }),
      updates: [
        {
          ...descent,
          name: 'x',
          inputs: () => ({ x: input('x', [2]) }),
          trainingFeeds: (_data, _indices, _random, step) => ({
            x: { data: Float32Array.of(step, 3 * step), shape: [2] },
          }),
          loss: ({ w, running }, { x }) => ({
            loss: sum(square(sub(w, mean(x!)))),
            assign: [[running, add(mul(running, 0.9), mul(mean(x!), 0.1))]],
          }),
        },
      ],
    });
    expect(params.running.values[0]).toBeCloseTo(0.9 * (0.9 * 1 + 0.1 * 2) + 0.1 * 4, 5);
    expect(params.w.values[0]).toBeCloseTo(0.4 + 0.2 * (4 - 0.4), 5);
  });
});

describe('averaged weights', () => {
  it('are what is judged and kept', async () => {
    const scores: number[] = [];
    const { params } = await run({
      ...shared,
      steps: 2,
      init: () => ({ w: weights(10) }),
      averaging: 0.2, // reached at the first step: (1 + 1) / (10 + 1) is less, (1 + 2) / (10 + 2) is more
      updates: [{ ...descent, name: 'x', loss: ({ w }) => sum(square(w)) }],
      validation: {
        name: 'validation_size',
        score: async ({ w }) => {
          scores.push(w.values[0]!);
          return w.values[0]!;
        },
      },
    });
    const first = 10 + (8 - 10) * (1 - 2 / 11);
    const second = first + (6.4 - first) * (1 - 0.2);
    expect(scores[0]).toBeCloseTo(first, 5);
    expect(scores[1]).toBeCloseTo(second, 5);
    expect(params.w.values[0]).toBeCloseTo(second, 5);
  });
});

/** So that the last weights are kept. */
function withoutJudge<P extends ParamTree>(objective: Objective<P>): Objective<P> {
  const unjudged: { -readonly [K in keyof Objective<P>]: Objective<P>[K] } = { ...objective };
  delete unjudged.validation;
  return unjudged;
}

describe('a training of several parts', () => {
  const everything = (): Objective<Pair> => ({
    ...shared,
    steps: 8,
    validateEvery: 3,
    init: (random) => ({ pursuer: weights(random.normal(), 2), target: weights(5, 6) }),
    averaging: 0.5,
    snapshots: [2, 5],
    updates: pursuit.map((update) => ({
      ...update,
      optimizer: adam(),
      inputs: () => ({ noise: input('noise', [2]) }),
      trainingFeeds: (_data, _indices, random) => ({
        noise: { data: Float32Array.of(random.normal(), random.normal()), shape: [2] },
      }),
      loss: ({ pursuer, target }, { noise }) =>
        update.name === 'pursuer'
          ? sum(square(sub(add(pursuer, mul(noise!, 0.1)), target)))
          : { loss: sum(square(sub(add(target, mul(noise!, 0.1)), 3))), reports: { mean: mean(target) } },
    })),
    validation: { name: 'validation_score', score: async ({ pursuer }) => pursuer.values[0]! ** 2 },
  });

  it('keeps the weights at the snapshot steps', async () => {
    const { snapshots } = await run(everything());
    const stopped = await run(withoutJudge({ ...everything(), steps: 5 }));
    expect(snapshots.map(({ step }) => step)).toEqual([2, 5]);
    expect(snapshots[1]!.params).toEqual(stopped.params);
  });

  it.each([1, 2, 3, 4, 6])('stopped after step %i and resumed ends as an unbroken one', async (stopAt) => {
    const unbroken = await run(everything());
    const interrupted = new AbortController();
    const progress = {
      ...silent,
      step: ({ step }: { step: number }) => {
        if (step === stopAt) interrupted.abort();
      },
    };
    expect((await run(everything(), { signal: interrupted.signal, progress })).step).toBe(stopAt);
    const resumed = await run(everything(), { resume: true });
    expect({ ...resumed, wallTimeSeconds: 0 }).toEqual({ ...unbroken, wallTimeSeconds: 0 });
  });
});
