import { adam } from '#scripts/graph/optimizers.ts';
import type { AutoencoderParams } from '#scripts/networks/autoencoder.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe } from './recipe.ts';
import { autoencoderGraphs, measureAutoencoder, reconstructionObjective } from './reconstruction.ts';

const shape = {
  inputDim: 784,
  encoderDims: [400, 200],
  latentDim: 10,
  decoderDims: [256, 512],
};

export default defineRecipe<AutoencoderParams>({
  id: 'ae-mnist-10',
  title: { ko: 'MNIST 오토인코더 (10차원)', en: 'MNIST autoencoder (10-d)' },
  summary: {
    ko: '손글씨 숫자 그림의 픽셀 784개를 수 10개로 줄였다가 되살립니다.',
    en: 'Compresses the 784 pixels of a handwritten digit into 10 numbers and brings them back.',
  },
  limits: {
    ko: '숫자의 종류와 대강의 기울기, 굵기는 남지만 획 끝의 꺾임 같은 개인의 버릇은 많이 사라집니다.',
    en: 'The digit, its slant and its stroke width survive; much of a hand’s own habits, such as how a stroke ends, is lost.',
  },
  dataset: 'mnist',
  network: '784 → 400 → 200 → 10 → 256 → 512 → 784, SiLU, sigmoid',
  learning: {
    by: 'descent',
    objective: reconstructionObjective(shape, {
      batchSize: 128,
      steps: 60_000, // 154 passes
      validateEvery: 2_000,
      optimizer: adam(),
      learningRate: cosine({ peak: 4e-3, warmupSteps: 500 }),
      warp: { share: 0.3, rotation: 0.15, shear: 0.15, scale: 0.1, shift: 0.4 },
    }),
  },
  storage: 'float16',
  atol: 1e-4,
  ...autoencoderGraphs(shape),
  measure: measureAutoencoder(async () => ({
    opponents: [await opponentFromCard('pca-mnist', 'mse_10')],
    published: [],
  })),
});
