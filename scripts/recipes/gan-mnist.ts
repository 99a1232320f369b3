/** Three games of one pair of networks, with their generators along the training. */
import type { Dataset } from '#scripts/datasets/dataset.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { input } from '#scripts/graph/tensor.ts';
import { frechetBetween } from '#scripts/metrics/frechet.ts';
import {
  firstPixels,
  judgeImages,
  rarestShare,
  sampleMetrics,
  type Judge,
} from '#scripts/metrics/sample-quality.ts';
import { discriminate, generate, type GanParams, type GanShape } from '#scripts/networks/gan.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { linear } from '#scripts/training/schedules.ts';
import type { Metric, ModelCard } from '#src/model-card.ts';
import { adversarialObjective, selectSnapshot, stepOfSnapshot, type Rules } from './adversarial.ts';
import { openJudge } from './evaluator.ts';
import {
  digitOpponents,
  digitPlayers,
  distanceToValidation,
  drawDigits,
  latentInputs,
  withGenerated,
} from './generated-digits.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';
import { normals } from './variational.ts';

const shape: GanShape = {
  latentDim: 32,
  classes: 0,
  generatorChannels: [32, 16],
  discriminatorChannels: [16, 32, 64],
};

/** Shares of the training after which weights are kept: close together at first, where most happens. */
const KEPT = [0.003, 0.01, 0.03, 0.08, 0.2, 0.4, 0.7, 1];

interface Variant {
  readonly id: string;
  readonly rules: Pick<
    Rules<GanParams>,
    'game' | 'steps' | 'learningRate' | 'discriminatorTurns' | 'penalty'
  >;
  readonly title: ModelCard['title'];
  readonly summary: ModelCard['summary'];
}

const variants: readonly Variant[] = [
  {
    id: 'gan-mnist',
    rules: {
      game: 'non-saturating',
      steps: 40_000, // 26 passes
      learningRate: linear({ peak: 4e-3, warmupSteps: 100 }),
      penalty: 0.1, // of 1, the discriminator is so smooth that it sees half as well
    },
    title: { ko: 'MNIST GAN (비포화 손실)', en: 'MNIST GAN (non-saturating)' },
    summary: {
      ko: '난수 32개에서 손글씨 숫자를 그리는 생성자와, 진짜와 가려내는 판별자입니다. 생성자는 −log D를 줄입니다. 훈련 도중의 생성자도 함께 들어 있습니다.',
      en: 'A generator that draws handwritten digits from 32 random numbers, and a discriminator that tells them from real ones. The generator minimises −log D. It holds the generators along the training too.',
    },
  },
  {
    id: 'gan-mnist-minimax',
    rules: {
      game: 'minimax',
      steps: 12_000,
      learningRate: linear({ peak: 4e-3, warmupSteps: 100 }),
      penalty: 0.1,
    },
    title: { ko: 'MNIST GAN (미니맥스 손실)', en: 'MNIST GAN (minimax)' },
    summary: {
      ko: 'gan-mnist와 같은 구조로, 생성자가 미니맥스 게임의 log(1 − D)를 그대로 줄입니다. 생성자에 오는 기울기의 크기가 훈련 곡선에 함께 있습니다.',
      en: 'The networks of gan-mnist with the loss log(1 − D) of the minimax game itself. The size of the gradient that reaches the generator stands beside its curve.',
    },
  },
  {
    id: 'gan-mnist-wgan-gp',
    rules: {
      game: 'wasserstein',
      steps: 7_000,
      learningRate: linear({ peak: 2e-3, warmupSteps: 100 }), // a critic's loss is not bounded as a logarithm's slope is
      discriminatorTurns: 3, // the critic's gap estimates the distance only where it is near its best
      penalty: 10,
    },
    title: { ko: 'MNIST WGAN-GP', en: 'MNIST WGAN-GP' },
    summary: {
      ko: 'gan-mnist와 같은 구조로, 판별자 대신 기울기 벌점을 둔 비평가가 바서슈타인 거리를 어림합니다.',
      en: 'The networks of gan-mnist, with a critic under a gradient penalty that estimates the Wasserstein distance in place of the discriminator.',
    },
  },
];

export default variants.map(({ rules, ...about }) =>
  defineRecipe<GanParams>({
    ...about,
    family: 'gan-mnist',
    limits: {
      ko: '그림의 확률을 계산할 수 없습니다. 어느 숫자도 아닌 모양이나 획이 끊긴 그림도 가끔 나옵니다.',
      en: 'It gives no probability of an image. Shapes that are no digit, and broken strokes, come out now and then.',
    },
    dataset: 'mnist',
    network:
      'G: 32 → 7×7×32 → 14×14×16 → 28×28, batch norm, ReLU, sigmoid; D: 28×28 → 14×14×16 → 7×7×32 → 4×4×64 → 1, leaky ReLU',
    learning: {
      by: 'descent',
      objective: adversarialObjective(digitPlayers(shape), {
        ...rules,
        batchSize: 32, // twice the steps of 64 in the same time, and more: a smaller batch stays in the cache
        optimizer: adam({ beta1: 0, beta2: 0.99 }),
        penaltyExamples: 8,
        averaging: 0.999,
        validateEvery: Math.round(rules.steps / 14),
        snapshots: KEPT.map((share) => Math.round(share * rules.steps)),
        validation: distanceToValidation(shape),
      }),
    },
    storage: 'float16',
    atol: 2e-3,
    graphs({ generator, discriminator }, snapshots) {
      const { z } = latentInputs(shape);
      const snapshot = input('snapshot', []);
      return {
        generator: { x_mean: generate(generator, z) },
        discriminator: { score: discriminate(discriminator, input('x', ['batch', 784])) },
        history: {
          x_mean: generate(selectSnapshot(snapshots, snapshot).generator, z),
          step: stepOfSnapshot(snapshots, snapshot),
        },
      };
    },
    async references(x, run) {
      const z = normals([10, shape.latentDim], seededRandomStream(2019));
      const { x_mean: generated } = await run('generator', { z });
      const snapshot = { data: Float32Array.of(1), shape: [] };
      return {
        generator: { z },
        discriminator: { x: withGenerated(x, generated!) },
        history: { z, snapshot },
      };
    },
    async measure(run, dataset) {
      const { judge, close } = await openJudge();
      try {
        const images = await drawDigits(
          async (feeds) => (await run('generator', feeds)).x_mean!,
          dataset.test.count,
          shape,
        );
        const opponents = await digitOpponents(dataset, judge);
        const [distance, ratio, rarest] = await sampleMetrics(images, dataset, judge, {
          opponents,
          published: [],
        });
        const course = await measureCourse(run, dataset, judge);
        return [{ ...distance, course: course.distance }, ratio, { ...rarest, course: course.rarest }];
      } finally {
        await close();
      }
    },
  }),
);

/** What the judge says of the generator at each kept step, each time of images of the same latents. */
async function measureCourse(run: RunGraph, { test }: Dataset, judge: Judge) {
  const real = (await judgeImages(firstPixels(test, test.count), judge)).features;
  const distance: NonNullable<Metric['course']> = [];
  const rarest: NonNullable<Metric['course']> = [];
  for (const number of KEPT.keys()) {
    const snapshot = { data: Float32Array.of(number), shape: [] };
    let step = 0;
    const images = await drawDigits(
      async (feeds) => {
        const generated = await run('history', { ...feeds, snapshot });
        step = Number(generated.step!.data[0]);
        return generated.x_mean!;
      },
      test.count,
      shape,
    );
    if (step === distance.at(-1)?.step) break; // a trial stops short of them: beyond the last it stays the last
    const { features, classes } = await judgeImages(images, judge);
    const at = ({ value, standardError }: Pick<Metric, 'value' | 'standardError'>) => ({
      step,
      value,
      standardError,
    });
    distance.push(at(frechetBetween(features, real)));
    rarest.push(at(rarestShare(classes)));
  }
  return { distance, rarest };
}
