import { adam } from '#scripts/graph/optimizers.ts';
import { sampleMetrics } from '#scripts/metrics/sample-quality.ts';
import type { VaeParams } from '#scripts/networks/vae.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { openJudge } from './evaluator.ts';
import { defineRecipe } from './recipe.ts';
import { variationalGraphs, variationalObjective } from './variational.ts';
import { activeDimensionsMetric, drawImages, variationalMetrics } from './variational-metrics.ts';

const shape = {
  inputDim: 784,
  encoderDims: [350, 250],
  latentDim: 40, // more than are used; how many are is measured
  decoderDims: [250, 450],
};

export default defineRecipe<VaeParams>({
  id: 'vae-mnist',
  title: { ko: 'MNIST 변분 오토인코더', en: 'MNIST variational autoencoder' },
  summary: {
    ko: '손글씨 숫자를 40차원 잠재 공간의 분포로 옮기고, 표준정규분포에서 뽑은 점을 숫자로 바꿉니다. 그림의 로그가능도를 가깝게 어림합니다.',
    en: 'Turns a handwritten digit into a distribution over 40 latents, and points of the standard normal distribution into digits. It bounds an image’s log-likelihood closely.',
  },
  limits: {
    ko: '픽셀들이 잠재변수가 주어지면 서로 독립이라고 보므로 획의 가장자리가 흐립니다. 표준정규분포에서 뽑은 점 가운데에는 숫자로 읽히지 않는 그림이 되는 것도 있습니다. 0과 1로 이진화한 28×28 손글씨 숫자로 배웠습니다.',
    en: 'Pixels are independent given the latents, so strokes have soft edges, and some points of the standard normal distribution give images that read as no digit. It has learned from 28×28 handwritten digits of zeros and ones.',
  },
  dataset: 'mnist',
  network: '784 → 350 → 250 → 40 × (μ, log σ²) → 250 → 450 → 784, SiLU, Bernoulli',
  learning: {
    by: 'descent',
    objective: variationalObjective(shape, {
      batchSize: 256,
      steps: 30_000, // 102 passes by the evidence lower bound, then 6 by the tighter one
      validateEvery: 2_500,
      optimizer: adam(),
      learningRate: cosine({ peak: 3e-3, warmupSteps: 300 }),
      warmupSteps: 3_000, // latents that are not in use early rarely come to be
      tightening: { samples: 8, fromStep: 20_000 },
      averaging: 0.999,
      warp: { share: 0.5, rotation: 0.15, shear: 0.15, scale: 0.1, shift: 0.4, fade: [12_000, 22_000] },
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  ...variationalGraphs(shape),
  async measure(run, dataset) {
    const likelihoods = await variationalMetrics(run, dataset, {
      samples: 500,
      published: [
        {
          name: {
            ko: 'Burda 등 (2016), 한 층 VAE, 3,280에폭, K = 5,000',
            en: 'Burda et al. (2016), one-layer VAE, 3,280 passes, K = 5,000',
          },
          value: 86.76,
          source: 'arxiv.org/abs/1509.00519, table 1',
        },
        {
          name: {
            ko: 'Burda 등 (2016), 한 층 IWAE (k = 50), K = 5,000',
            en: 'Burda et al. (2016), one-layer IWAE (k = 50), K = 5,000',
          },
          value: 84.78,
          source: 'arxiv.org/abs/1509.00519, table 1',
        },
      ],
    });
    const { judge, close } = await openJudge();
    try {
      const generated = await drawImages(run, { count: 10_000, latentDim: shape.latentDim });
      const comparisons = { opponents: [], published: [] };
      return [
        ...likelihoods,
        await activeDimensionsMetric(run, dataset),
        ...(await sampleMetrics(generated, dataset, judge, comparisons)),
      ];
    } finally {
      await close();
    }
  },
});
