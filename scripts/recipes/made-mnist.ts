import { adam } from '#scripts/graph/optimizers.ts';
import { input } from '#scripts/graph/tensor.ts';
import { applyMade, initMade, type MadeParams } from '#scripts/networks/made.ts';
import { cosine } from '#scripts/training/schedules.ts';
import {
  inkProbabilities,
  likelihoodObjective,
  measureLikelihood,
  PUBLISHED,
  thresholded,
} from './autoregression.ts';
import { defineRecipe } from './recipe.ts';

const shape = {
  pixels: 784,
  hidden: 340, // with the blocks and the direct connections, as many float16 weights as 2 MB hold
  blocks: 6, // after 2,000 steps, none with 800 units stood at 92.7 nats, one with 560 at 92.2, three with 420 at 90.6, these at 90.3
  margin: 0.1, // the first three rows and the last three are nearly always paper
};

export default defineRecipe<MadeParams>({
  id: 'made-mnist',
  title: { ko: 'MNIST의 MADE', en: 'MADE of MNIST' },
  summary: {
    ko: '오토인코더의 연결을 마스크로 끊어, 픽셀마다 앞선 픽셀만 보고 그 픽셀이 칠해질 확률을 내게 했습니다. 한 번 계산으로 그림의 가능도를 정확하게 구합니다.',
    en: 'An autoencoder whose masks leave each output only the pixels before it, so that it gives the probability of ink there. One pass gives an image’s exact likelihood.',
  },
  limits: {
    ko: '픽셀을 위에서 아래로, 왼쪽에서 오른쪽으로 하나씩 뽑아야 하므로 그림 하나를 만들려면 784번 계산해야 합니다. 0과 1로 이진화한 28×28 손글씨 숫자만 보았습니다.',
    en: 'To draw an image it has to be run 784 times, pixel by pixel from the top left. It has seen 28×28 handwritten digits of zeros and ones only.',
  },
  dataset: 'mnist',
  network:
    '784 → 340 → 784 with six residual layers of 340, SiLU, and direct connections 784 → 784, all masked',
  learning: {
    by: 'descent',
    objective: likelihoodObjective({
      batchSize: 128,
      steps: 22_000, // 56 passes
      validateEvery: 1_000,
      init: (random, { train }) => initMade(random, shape, inkProbabilities(train)),
      optimizer: adam(),
      learningRate: cosine({ peak: 4e-3, warmupSteps: 200 }),
      averaging: 0.999,
      warp: { share: 0.5, rotation: 0.15, shear: 0.15, scale: 0.1, shift: 0.4, fade: [12_000, 18_000] },
      logits: (params, x) => applyMade(params, shape, x),
    }),
  },
  storage: 'float16',
  atol: 1e-3, // of logits up to 20
  graphs: (params) => ({ made: { logits: applyMade(params, shape, input('x', ['batch', 784])) } }),
  references: async (x) => ({ made: { x: thresholded(x) } }),
  measure: measureLikelihood(
    async (run, x) => (await run('made', { x })).logits!,
    async () => ({
      opponents: [],
      published: [PUBLISHED.made, PUBLISHED.fvsbn],
    }),
  ),
});
