import { adam } from '#scripts/graph/optimizers.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
import { applyPixelCnn, initPixelCnn, type PixelCnnParams } from '#scripts/networks/pixelcnn.ts';
import { cosine } from '#scripts/training/schedules.ts';
import {
  inkLogits,
  likelihoodObjective,
  measureLikelihood,
  PUBLISHED,
  thresholded,
} from './autoregression.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe } from './recipe.ts';

const shape = {
  height: 28,
  width: 28,
  inputs: 1,
  channels: 32,
  first: [8, 13], // reading one channel costs little, and a stroke is seen at its full width at once
  layers: 4,
  outputs: 1,
} as const;

/** [batch, 784] → logits [batch, 784] */
function logits(params: Symbolic<PixelCnnParams>, x: Tensor): Tensor {
  const [batch, pixels] = x.shape as readonly [number, number]; // the batch may be free
  const image = reshape(x, [batch, shape.inputs, shape.height, shape.width]);
  return reshape(applyPixelCnn(params, image), [batch, pixels]);
}

export default defineRecipe<PixelCnnParams>({
  id: 'pixelcnn-mnist',
  title: { ko: 'MNIST의 PixelCNN', en: 'PixelCNN of MNIST' },
  summary: {
    ko: '마스크 A로 시작해 마스크 B로 쌓은 합성곱이 픽셀마다 왼쪽과 위쪽만 보고 그 픽셀이 칠해질 확률을 냅니다. 가능도를 정확하게 구하고, 픽셀을 하나씩 뽑아 그림을 만들거나 그리다 만 그림을 완성합니다.',
    en: 'Convolutions with a mask A and then masks B give each pixel’s probability of ink from what is to its left and above. They give exact likelihoods, and draw or complete images pixel by pixel.',
  },
  limits: {
    ko: '마스크를 씌운 합성곱만 쌓았으므로 오른쪽 위에 보지 못하는 영역(blind spot)이 남아 있고, 위로는 11줄까지만 봅니다. 그림 하나를 뽑으려면 784번 계산해야 합니다. 0과 1로 이진화한 28×28 손글씨 숫자만 보았습니다.',
    en: 'Being a plain stack of masked convolutions, it has a blind spot to the upper right, and it sees no more than 11 rows up. To draw an image it has to be run 784 times. It has seen 28×28 handwritten digits of zeros and ones only.',
  },
  dataset: 'mnist',
  network:
    '28×28 → 8×13 mask A, 32 → four residual 2×3 mask B, 32 → 1×1, 32 → 1×1, ReLU, with a learned map of places',
  learning: {
    by: 'descent',
    objective: likelihoodObjective({
      batchSize: 16, // many small steps: an image is 784 examples
      steps: 32_000, // 10 passes
      validateEvery: 2_000,
      init: (random, { train }) => initPixelCnn(random, shape, inkLogits(train)),
      optimizer: adam(),
      learningRate: cosine({ peak: 4e-3, warmupSteps: 500 }),
      averaging: 0.9995,
      logits,
    }),
  },
  storage: 'float16',
  atol: 1e-3, // of logits up to 20
  graphs: (params) => ({ pixelcnn: { logits: logits(params, input('x', ['batch', 784])) } }),
  references: async (x) => ({ pixelcnn: { x: thresholded(x) } }),
  measure: measureLikelihood(
    async (run, x) => (await run('pixelcnn', { x })).logits!,
    async () => ({
      opponents: [await opponentFromCard('made-mnist', 'nll')],
      published: [PUBLISHED.pixelCnn, PUBLISHED.gatedPixelCnn],
    }),
  ),
});
