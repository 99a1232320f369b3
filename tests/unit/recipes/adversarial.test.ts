/** Games small enough to be played by hand: a generator that only shifts, a discriminator that only scales. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asGaussians, makeGaussians } from '#scripts/datasets/gaussians.ts';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { add, mul, square } from '#scripts/graph/ops/elementwise.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { adam, sgd } from '#scripts/graph/optimizers.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import type { Game } from '#scripts/networks/gan-losses.ts';
import { generateDense, initDenseGan, scoreDense, type DenseGanParams } from '#scripts/networks/gan-dense.ts';
import { paramsAsConstants, type ParamTree, type Weights } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';
import {
  adversarialObjective,
  selectSnapshot,
  stepOfSnapshot,
  type Players,
  type Rules,
} from '#scripts/recipes/adversarial.ts';
import { normals } from '#scripts/recipes/variational.ts';
import { train } from '#scripts/training/loop.ts';
import type { Objective } from '#scripts/training/objective.ts';
import { constant } from '#scripts/training/schedules.ts';
import { tinyOptions } from '../training/tiny.ts';

const dataset = makeGaussians('gaussians-ring', {
  seed: 1,
  counts: { train: 2_000, validation: 10, test: 10 },
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adversarial-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const play = <P extends ParamTree>(objective: Objective<P>) =>
  train(objective, dataset, tinyOptions(join(folder, 'run.checkpoint'), { steps: objective.steps }));

const one = (value: number): Weights => ({ shape: [1], values: Float32Array.of(value) });
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

type Pair = { readonly generator: Weights; readonly discriminator: Weights };

const SCALE = 0.5;
const SHIFT = 1;
const REAL = [2, 4];

/** Generated examples are all the generator's number; scores are an example times the discriminator's number. */
const pair: Players<Pair> = {
  latentDim: 1,
  dataDim: 1,
  classes: 0,
  init: () => ({ generator: one(SHIFT), discriminator: one(SCALE) }),
  generate: ({ generator }, z) => add(mul(z, 0), generator),
  score: ({ discriminator }, x) => reshape(mul(x, discriminator), [x.shape[0]!]),
  examples: () => ({ data: Float32Array.from(REAL), shape: [2, 1] }),
};

const rules = (game: Game): Rules<Pair> => ({
  game,
  batchSize: 2,
  steps: 1,
  validateEvery: 1,
  optimizer: sgd(),
  learningRate: constant({ peak: 0.1 }),
});

/** What a step reports, by column, and the numbers that it leads to. */
async function playOnce(settings: Rules<Pair>, players = pair) {
  const { params, curve } = await play(adversarialObjective(players, settings));
  const report = Object.fromEntries(curve.columns.map((name, column) => [name, curve.rows[0]![column]!]));
  return { report, scale: params.discriminator.values[0]!, shift: params.generator.values[0]! };
}

describe('a step of the game', () => {
  /** Derivative of the discriminator's cross-entropy with respect to its scale. */
  const bySlope =
    REAL.reduce((total, x) => total - (x * logistic(-SCALE * x)) / 2, 0) + SHIFT * logistic(SCALE * SHIFT);

  it.each([
    ['non-saturating', (scale: number) => -scale * logistic(-scale * SHIFT)],
    ['minimax', (scale: number) => -scale * logistic(scale * SHIFT)],
  ] as const)('moves first the discriminator, then the generator: %s', async (game, byShift) => {
    const { report, scale, shift } = await playOnce(rules(game));
    expect(scale).toBeCloseTo(SCALE - 0.1 * bySlope, 5);
    expect(shift).toBeCloseTo(SHIFT - 0.1 * byShift(scale), 5);
    expect(report['discriminator_real']).toBeCloseTo((logistic(1) + logistic(2)) / 2, 5);
    expect(report['discriminator_generated']).toBeCloseTo(logistic(0.5), 5);
    expect(report['discriminator_loss']).toBeCloseTo(
      -(Math.log(logistic(1)) + Math.log(logistic(2))) / 2 - Math.log(1 - logistic(0.5)),
      5,
    );
    expect(report['generator_gradient']).toBeCloseTo(Math.abs(byShift(scale)), 5);
  });

  it('holds a critic at slope 1', async () => {
    const { report, scale, shift } = await playOnce({ ...rules('wasserstein'), penalty: 10 });
    const gradient = SHIFT - 3 + 10 * 2 * (SCALE - 1);
    expect(scale).toBeCloseTo(SCALE - 0.1 * gradient, 5);
    expect(shift).toBeCloseTo(SHIFT + 0.1 * scale, 5);
    expect(report['discriminator_slope']).toBeCloseTo((SCALE - 1) ** 2, 5);
    expect(report['discriminator_real']).toBeCloseTo(3 * SCALE, 5); // a critic's scores are no logits
  });

  it('holds a discriminator flat at real examples', async () => {
    const { report, scale } = await playOnce({ ...rules('non-saturating'), penalty: 3 });
    expect(scale).toBeCloseTo(SCALE - 0.1 * (bySlope + 3 * SCALE), 5);
    expect(report['discriminator_slope']).toBeCloseTo(SCALE ** 2 / 2, 5);
  });

  it('measures the slope at as many examples as it is told to', async () => {
    const curved: Players<Pair> = {
      ...pair,
      score: ({ discriminator }, x) => reshape(mul(square(x), discriminator), [x.shape[0]!]),
    };
    const slopes = REAL.map((x) => (2 * SCALE * x) ** 2 / 2);
    const slopeOf = async (settings: Partial<Rules<Pair>>) =>
      (await playOnce({ ...rules('non-saturating'), penalty: 1e-3, ...settings }, curved)).report[
        'discriminator_slope'
      ];
    expect(await slopeOf({})).toBeCloseTo((slopes[0]! + slopes[1]!) / 2, 4);
    expect(await slopeOf({ penaltyExamples: 1 })).toBeCloseTo(slopes[0]!, 4);
  });

  it('gives the discriminator as many turns, and its own rate', async () => {
    const { scale } = await playOnce({
      ...rules('wasserstein'),
      discriminatorTurns: 3,
      discriminatorRate: constant({ peak: 0.01 }),
    });
    expect(scale).toBeCloseTo(SCALE + 3 * 0.01 * (3 - SHIFT), 5);
  });
});

describe('what the players are fed', () => {
  const indices = Int32Array.of(5, 9, 0, 7);
  const feedsOf = (players: Players<Pair>, settings: Partial<Rules<Pair>> = {}, step = 1) =>
    adversarialObjective(players, { ...rules('non-saturating'), ...settings }).updates.map((update) =>
      update.trainingFeeds(dataset, indices, seededRandomStream(1), step),
    );

  it('are the labels of the real examples, for both', () => {
    const labels = [...indices].map((index) => dataset.train.labels[index]!);
    for (const { y } of feedsOf({ ...pair, classes: 8 })) {
      expect(y!.shape).toEqual([4, 8]);
      for (const [row, label] of labels.entries()) {
        const expected = Array.from({ length: 8 }, (_, column) => (column === label ? 1 : 0));
        expect([...y!.data].slice(8 * row, 8 * (row + 1))).toEqual(expected);
      }
    }
  });

  it('is noise of the deviation that its schedule gives at the step', () => {
    const wide = { ...pair, dataDim: 5_000 };
    const noise = (step: number, steps: number) => step / steps;
    const spread = ({ data }: { data: ArrayLike<number | bigint> }) =>
      Math.sqrt(Array.from(data, (value) => Number(value) ** 2).reduce((a, b) => a + b) / data.length);
    const [discriminator, generator] = feedsOf(wide, { noise, steps: 10 }, 4);
    for (const values of [
      discriminator!['noise_real'],
      discriminator!['noise_generated'],
      generator!['noise_generated'],
    ]) {
      expect(spread(values!)).toBeCloseTo(0.4, 1.5);
    }
    expect(discriminator!['noise_real']!.data).not.toEqual(discriminator!['noise_generated']!.data);
    expect(Object.keys(feedsOf(wide)[0]!)).not.toContain('noise_real');
  });
});

const shape = { latentDim: 2, generatorDims: [32, 32], dataDim: 2, discriminatorDims: [32, 32] };

const ring: Players<DenseGanParams> = {
  ...shape,
  classes: 0,
  init: (random) => initDenseGan(random, shape),
  generate: ({ generator }, z) => generateDense(generator, z),
  score: ({ discriminator }, x) => scoreDense(discriminator, x),
  examples(data, indices) {
    const { points } = asGaussians(data).train;
    return {
      data: Float32Array.from(
        { length: 2 * indices.length },
        (_, i) => points[2 * indices[i >> 1]! + (i % 2)]!,
      ),
      shape: [indices.length, 2],
    };
  },
};

describe('a game on the ring', () => {
  const game = adversarialObjective(ring, {
    game: 'non-saturating',
    batchSize: 64,
    steps: 300,
    validateEvery: 100,
    optimizer: adam({ beta1: 0.5 }),
    learningRate: constant({ peak: 3e-3 }),
    penalty: 0.1,
    snapshots: [1, 150, 300],
  });

  it('brings generated points to the circle, and is kept along the way in one graph', async () => {
    const { params, snapshots } = await play(game);
    const weights = snapshots.map((kept) => ({
      step: kept.step,
      params: paramsAsConstants(kept.params, 'plain'),
    }));
    const [z, snapshot] = [input('z', ['batch', 2]), input('snapshot', [])];
    const open = (outputs: Record<string, Tensor>) =>
      openSession(writeOnnx(outputs, 'generator'), { backend: 'cpu', threads: 1 });
    const session = await open({
      x: ring.generate(selectSnapshot<DenseGanParams>(weights, snapshot), z, undefined),
      step: stepOfSnapshot(weights, snapshot),
    });
    const shipped = await open({ x: ring.generate(paramsAsConstants(params, 'plain'), z, undefined) });
    const latents = normals([1_000, 2], seededRandomStream(3));
    const runAt = (number: number) =>
      session.run({ z: latents, snapshot: { data: Float32Array.of(number), shape: [] } });
    const distances = ({ data }: { data: ArrayLike<number | bigint> }) =>
      Array.from({ length: 1_000 }, (_, i) =>
        Math.abs(Math.hypot(Number(data[2 * i]), Number(data[2 * i + 1])) - 1),
      ).sort((a, b) => a - b)[500]!;

    const [first, middle, last, beyond] = [await runAt(0), await runAt(1), await runAt(2), await runAt(7)];
    expect([first, middle, last, beyond].map(({ step }) => step!.data[0])).toEqual([1, 150, 300, 300]);
    const { x } = await shipped.run({ z: latents });
    expect(last.x!.data).toEqual(x!.data); // no judge, so the last weights are those that are kept
    expect(beyond.x!.data).toEqual(last.x!.data);
    expect(middle.x!.data).not.toEqual(last.x!.data);
    expect(distances(first.x!)).toBeGreaterThan(0.25);
    expect(distances(last.x!)).toBeLessThan(0.12);
    await session.release();
    await shipped.release();
  });

  it('that has no snapshot says so', () => {
    expect(() => selectSnapshot([], input('snapshot', []))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: selectSnapshot: the training was too short for a snapshot. Give it more steps.]`,
    );
  });
});
