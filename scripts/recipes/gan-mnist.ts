import type { TensorValue } from '#scripts/engine.ts';
import { input } from '#scripts/graph/tensor.ts';
import { frechetBetween } from '#scripts/metrics/frechet.ts';
import { firstPixels, judgeImages, sampleMetrics } from '#scripts/metrics/sample-quality.ts';
import type { Game } from '#scripts/networks/gan-losses.ts';
import { discriminate, generate, type GanParams, type GanShape } from '#scripts/networks/gan.ts';
import { seededRandomStream } from '#scripts/random.ts';
import type { Metric, ModelCard } from '#src/model-card.ts';
import { adversarialObjective } from './adversarial.ts';
import { openJudge } from './evaluator.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';
import { normals } from './variational.ts';

const shape: GanShape = {
  latentDim: 64,
  classes: 0,
  generatorChannels: [32, 16, 8], // light enough for 64 images at once in a page
  discriminatorChannels: [16, 32, 64],
};

/** Along the training, for the lecture: early ones close together, where most happens. */
const snapshots = [100, 400, 1_000, 2_000, 4_000];

interface Variant {
  readonly id: string;
  readonly game: Game;
  readonly steps: number;
  readonly criticTurns?: number;
  readonly peak: number;
  readonly penalty: number;
  readonly title: ModelCard['title'];
  readonly summary: ModelCard['summary'];
}

const variants: readonly Variant[] = [
  {
    id: 'gan-mnist',
    game: 'non-saturating',
    steps: 8_000, // 10 passes
    peak: 2e-3,
    penalty: 0.5,
    title: { ko: 'MNIST GAN (비포화 손실)', en: 'MNIST GAN (non-saturating)' },
    summary: {
      ko: '난수 64개에서 손글씨 숫자를 그리는 생성자와, 진짜와 가려내는 판별자입니다. 생성자는 −log D를 줄입니다.',
      en: 'A generator that draws handwritten digits from 64 random numbers, and a discriminator that tells them from real ones. The generator minimises −log D.',
    },
  },
  {
    id: 'gan-mnist-minimax',
    game: 'minimax',
    steps: 5_000,
    peak: 2e-3,
    penalty: 0.5,
    title: { ko: 'MNIST GAN (미니맥스 손실)', en: 'MNIST GAN (minimax)' },
    summary: {
      ko: 'gan-mnist와 같은 구조로, 생성자가 미니맥스 게임의 log(1 − D)를 그대로 줄입니다. 판별자가 이기면 기울기가 사라지는 모습을 보여 줍니다.',
      en: 'The networks of gan-mnist with the loss log(1 − D) of the minimax game itself, which shows how the gradient fades where the discriminator wins.',
    },
  },
  {
    id: 'gan-mnist-wgan-gp',
    game: 'wasserstein',
    steps: 4_000,
    criticTurns: 3,
    peak: 2e-3,
    penalty: 10,
    title: { ko: 'MNIST WGAN-GP', en: 'MNIST WGAN-GP' },
    summary: {
      ko: 'gan-mnist와 같은 구조로, 판별자 대신 기울기 벌점을 둔 비평가가 바서슈타인 거리를 어림합니다.',
      en: 'The networks of gan-mnist, with a critic under a gradient penalty that estimates the Wasserstein distance in place of the discriminator.',
    },
  },
];

export default variants.map(({ id, title, summary, game, steps, criticTurns = 1, peak, penalty }) =>
  defineRecipe<GanParams>({
    id,
    family: 'gan-mnist',
    title,
    summary,
    limits: {
      ko: '그림의 확률을 계산할 수 없습니다. 데이터에 없는 숫자꼴이나 획이 끊긴 그림도 가끔 나옵니다.',
      en: 'It gives no probability of an image. Shapes that are no digit, and broken strokes, come out now and then.',
    },
    dataset: 'mnist',
    network:
      'G: 64 → 7×7×32 → 14×14×16 → 28×28×8 → 28×28; D: 28×28 → 14×14×16 → 7×7×32 → 3×3×64 → 1, leaky ReLU',
    learning: {
      by: 'descent',
      objective: adversarialObjective(shape, {
        game,
        batchSize: 64,
        steps,
        criticTurns,
        validateEvery: 500,
        averaging: 0.998,
        peak,
        penalty,
        snapshots,
      }),
    },
    storage: 'float16',
    atol: 2e-3,
    graphs: (params, along) => ({
      generator: { x_mean: generate(params.generator, latents()) },
      discriminator: { logit: discriminate(params.discriminator, input('x', ['batch', 784])) },
      ...Object.fromEntries(
        along.map((snapshot) => [
          `generator_${snapshot.step}`,
          { x_mean: generate(snapshot.params.generator, latents()) },
        ]),
      ),
    }),
    async references(x, run) {
      const z = normals([10, shape.latentDim], seededRandomStream(2019));
      const { x_mean: generated } = await run('generator', { z });
      const along = snapshots.map((step) => [`generator_${step}`, { z }] as const);
      return {
        generator: { z },
        discriminator: { x: bothKinds(x, generated!) },
        ...Object.fromEntries(along),
      };
    },
    async measure(run, dataset) {
      const { judge, close } = await openJudge();
      try {
        const metrics = await sampleMetrics(await draw(run, 'generator', 10_000), dataset, judge, {
          opponents: [],
          published: [],
        });
        const real = await judgeImages(firstPixels(dataset.test, 10_000), judge);
        const course: Metric[] = [];
        for (const step of snapshots) {
          const { features } = await judgeImages(await draw(run, `generator_${step}`, 2_000), judge);
          course.push({
            ...metrics[0],
            id: `fd_64_step_${step}`,
            name: { ko: `${step}단계의 FD-64`, en: `FD-64 after ${step} steps` },
            ...frechetBetween(features, real.features),
            opponents: [],
          });
        }
        return [...metrics, ...course];
      } finally {
        await close();
      }
    },
  }),
);

const latents = () => input('z', ['batch', shape.latentDim]);

/** Drawn digits and generated ones together, so that the discriminator's reference shows both. */
function bothKinds(drawn: TensorValue, generated: TensorValue): TensorValue {
  const data = new Float32Array(20 * 784);
  data.set(drawn.data as Float32Array);
  data.set(generated.data as Float32Array, 10 * 784);
  return { data, shape: [20, 784] };
}

async function draw(run: RunGraph, graph: string, count: number): Promise<TensorValue> {
  const random = seededRandomStream(1);
  const data = new Float32Array(count * 784);
  for (let from = 0; from < count; from += 250) {
    const { x_mean: x } = await run(graph, { z: normals([250, shape.latentDim], random) });
    data.set(x!.data as Float32Array, from * 784);
  }
  return { data, shape: [count, 784] };
}
