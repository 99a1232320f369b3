/** What the recipes of generative adversarial networks share. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { add, mul, sqrt, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { stopGradient } from '#scripts/graph/ops/gradient-flow.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { frechetBetween } from '#scripts/metrics/frechet.ts';
import { firstPixels, judgeImages } from '#scripts/metrics/sample-quality.ts';
import {
  discriminatorLoss,
  generatorLoss,
  realSlopePenalty,
  unitSlopePenalty,
  type Game,
} from '#scripts/networks/gan-losses.ts';
import { discriminate, generate, initGan, type GanParams, type GanShape } from '#scripts/networks/gan.ts';
import { paramsAsConstants, type Symbolic } from '#scripts/networks/params.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import type { Objective, Update } from '#scripts/training/objective.ts';
import { constant as constantRate } from '#scripts/training/schedules.ts';
import { openJudge } from './evaluator.ts';
import { normals } from './variational.ts';

interface Settings extends Pick<
  Objective<GanParams>,
  'batchSize' | 'steps' | 'validateEvery' | 'averaging' | 'snapshots'
> {
  readonly game: Game;
  readonly peak: number;
  /** Turns of the critic to one of the generator. */
  readonly criticTurns?: number;
  /** Weight of the penalty on the discriminator's slope: R1 at real images, or distance from 1 between both. */
  readonly penalty: number;
}

export function adversarialObjective(
  shape: GanShape,
  { game, peak, criticTurns = 1, penalty, ...settings }: Settings,
): Objective<GanParams> {
  const conditional = shape.classes > 0;
  const optimizer = adam({ beta1: 0, beta2: 0.99 });
  const learningRate = constantRate({ peak, warmupSteps: 100 });
  const zInput = (batchSize: number) => input('z', [batchSize, shape.latentDim]);
  const yInput = (batchSize: number) => (conditional ? { y: input('y', [batchSize, shape.classes]) } : {});
  const labels = (split: Split, indices: Int32Array) =>
    conditional ? { y: oneHotLabels(split, indices, shape.classes) } : {};
  const discriminator: Update<GanParams> = {
    name: 'discriminator',
    moves: ['discriminator'],
    times: criticTurns,
    optimizer,
    learningRate,
    inputs: (batchSize) => ({
      x: input('x', [batchSize, 784]),
      z: zInput(batchSize),
      ...yInput(batchSize),
      ...(game === 'wasserstein' && { share: input('share', [batchSize, 1]) }),
    }),
    trainingFeeds: ({ train }, indices, random) => ({
      x: gatherPixels(train, indices),
      z: normals([indices.length, shape.latentDim], random),
      ...labels(train, indices),
      ...(game === 'wasserstein' && { share: uniforms([indices.length, 1], random) }),
    }),
    loss({ generator, discriminator: critic }, { x, z, y, share }) {
      const fake = stopGradient(generate(generator, z!, y));
      const scoreOf = (images: Tensor) => discriminate(critic, images, y);
      const [real, generated] = [scoreOf(x!), scoreOf(fake)];
      const smoothness =
        game === 'wasserstein'
          ? unitSlopePenalty(scoreOf, add(mul(x!, share!), mul(fake, sub(1, share!))))
          : realSlopePenalty(scoreOf, x!);
      return {
        loss: add(discriminatorLoss(game, real, generated), mul(smoothness, penalty)),
        reports: { gap: sub(mean(real), mean(generated)) },
      };
    },
  };
  const generatorTurn: Update<GanParams> = {
    name: 'generator',
    moves: ['generator'],
    optimizer,
    learningRate,
    inputs: (batchSize) => ({ z: zInput(batchSize), ...yInput(batchSize) }),
    trainingFeeds: ({ train }, indices, random) => ({
      z: normals([indices.length, shape.latentDim], random),
      ...labels(train, indices),
    }),
    loss({ generator, discriminator: critic }, { z, y }) {
      const fake = generate(generator, z!, y);
      const loss = generatorLoss(game, discriminate(critic, fake, y));
      const [signal] = grad(loss, [fake]); // what the generator is told about its images
      return { loss, reports: { signal: sqrt(sum(square(signal!))) } };
    },
  };
  return {
    ...settings,
    init: (random) => initGan(random, shape),
    updates: [discriminator, generatorTurn],
    validation: {
      name: 'validation_fd_64',
      async score(params, { validation }) {
        const count = 2_000;
        const images = await sampleImages(params, shape, count);
        const { judge, close } = await openJudge();
        const ours = await judgeImages(images, judge);
        const real = await judgeImages(firstPixels(validation, count), judge).finally(close);
        return frechetBetween(ours.features, real.features).value;
      },
    },
  };
}

/** Images of random latents, and of all classes alike. */
async function sampleImages(params: GanParams, shape: GanShape, count: number): Promise<TensorValue> {
  const { generator } = paramsAsConstants(params, 'plain');
  const random = seededRandomStream(0);
  const session = await openSession(writeGenerator(generator, shape), { backend: 'cpu', threads: 1 });
  const parts: Float32Array[] = [];
  for (let from = 0; from < count; from += 100) {
    const z = normals([100, shape.latentDim], random);
    const { x_mean: x } = await session.run({
      z,
      ...(shape.classes > 0 && { y: everyClass(100, shape.classes) }),
    });
    parts.push(x!.data as Float32Array);
  }
  await session.release();
  const data = new Float32Array(count * 784);
  for (const [index, part] of parts.entries()) data.set(part, index * 100 * 784);
  return { data, shape: [count, 784] };
}

const writeGenerator = (generator: Symbolic<GanParams>['generator'], shape: GanShape) =>
  writeOnnx(
    { x_mean: generate(generator, input('z', ['batch', shape.latentDim]), classInput(shape)) },
    'generator',
  );

export const classInput = ({ classes }: GanShape) =>
  classes > 0 ? input('y', ['batch', classes]) : undefined;

/** One-hot, each class in turn. */
export function everyClass(count: number, classes: number): TensorValue {
  const data = new Float32Array(count * classes);
  for (let row = 0; row < count; row++) data[row * classes + (row % classes)] = 1;
  return { data, shape: [count, classes] };
}

function oneHotLabels({ labels }: Split, indices: Int32Array, classes: number): TensorValue {
  const data = new Float32Array(indices.length * classes);
  for (const [row, index] of indices.entries()) data[row * classes + labels[index]!] = 1;
  return { data, shape: [indices.length, classes] };
}

function uniforms(shape: readonly [number, number], random: RandomStream): TensorValue {
  return { data: Float32Array.from({ length: shape[0] * shape[1] }, () => random.uniform()), shape };
}
