import { adam } from '#scripts/graph/optimizers.ts';
import { accuracy } from '#scripts/metrics/classification.ts';
import { judgeImages, sampleMetrics } from '#scripts/metrics/sample-quality.ts';
import type { VaeParams } from '#scripts/networks/vae.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { openJudge } from './evaluator.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe } from './recipe.ts';
import { variationalGraphs, variationalObjective } from './variational.ts';
import { drawImages, variationalMetrics } from './variational-metrics.ts';

const classes = 10;
const shape = {
  inputDim: 784,
  encoderDims: [256, 128],
  latentDim: 8, // what is left to say once the digit is known: slant, width, size, the form of a loop
  decoderDims: [128, 256],
  classes,
};

export default defineRecipe<VaeParams>({
  id: 'cvae-mnist',
  title: { ko: 'MNIST 조건부 변분 오토인코더', en: 'MNIST conditional variational autoencoder' },
  summary: {
    ko: '어떤 숫자를 그릴지 정해 주면 그 숫자를 여러 글씨체로 그립니다. 숫자는 이름표가 맡고, 잠재변수 8개는 기울기나 굵기 같은 글씨체만 맡습니다.',
    en: 'Draws the digit it is asked for, in many hands: the label says which digit, and eight latents say how it is written.',
  },
  limits: {
    ko: '획의 가장자리가 흐리고, 드문 글씨체는 흔한 글씨체 쪽으로 다듬어집니다. 글씨체를 정하는 잠재변수의 축마다 뜻이 따로 있지는 않습니다.',
    en: 'Strokes have soft edges, and rare hands are drawn more like common ones. The axes of the latents have no meaning of their own.',
  },
  dataset: 'mnist',
  network: '784 + 10 → 256 → 128 → 8 × (μ, log σ²); 8 + 10 → 128 → 256 → 784, SiLU, Bernoulli',
  learning: {
    by: 'descent',
    objective: variationalObjective(shape, {
      batchSize: 128,
      steps: 20_000, // 51 passes
      validateEvery: 2_000,
      optimizer: adam(),
      learningRate: cosine({ peak: 3e-3, warmupSteps: 300 }),
      averaging: 0.999,
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  ...variationalGraphs(shape),
  async measure(run, dataset) {
    const { judge, close } = await openJudge();
    try {
      const asked = Uint8Array.from({ length: 10_000 }, (_, index) => index % classes);
      const generated = await drawImages(run, { count: asked.length, latentDim: shape.latentDim, asked });
      const read = await judgeImages(generated, judge);
      const distances = await sampleMetrics(generated, dataset, judge, { opponents: [], published: [] });
      const likelihoods = await variationalMetrics(run, dataset, { samples: 100, classes });
      return [
        {
          ...accuracy(read.classes, asked),
          id: 'asked',
          name: { ko: '주문한 숫자로 읽힌 비율', en: 'Share read as asked' },
          unit: { ko: '비율', en: 'share' },
          better: 'higher',
          split: 'test',
          protocol: {
            ko: '숫자마다 1,000장씩, 표준정규분포에서 뽑은 잠재 벡터로 그린 그림을 이 프로젝트의 분류기로 읽었습니다.',
            en: 'A thousand images of each digit, from latents drawn from the standard normal distribution, read by the project’s own classifier.',
          },
          opponents: [await opponentFromCard('classifier-mnist', 'accuracy')],
          published: [],
        },
        ...distances,
        ...likelihoods,
      ];
    } finally {
      await close();
    }
  },
});
