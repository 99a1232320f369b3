import { adam } from '#scripts/graph/optimizers.ts';
import type { AutoencoderParams } from '#scripts/networks/autoencoder.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe } from './recipe.ts';
import { autoencoderGraphs, measureAutoencoder, reconstructionObjective } from './reconstruction.ts';

const shape = {
  inputDim: 784,
  encoderDims: [400, 200],
  latentDim: 16,
  decoderDims: [256, 512],
};

export default defineRecipe<AutoencoderParams>({
  id: 'ae-mnist-16',
  title: { ko: 'MNIST 오토인코더 (16차원)', en: 'MNIST autoencoder (16-d)' },
  summary: {
    ko: '손글씨 숫자 그림의 픽셀 784개를 수 16개로 줄였다가 되살립니다.',
    en: 'Compresses the 784 pixels of a handwritten digit into 16 numbers and brings them back.',
  },
  limits: {
    ko: '가운데에 놓인 28×28 손글씨 숫자만 보았습니다. 코드의 분포를 배우지 않았으므로 아무 코드나 넣어서는 숫자가 잘 나오지 않습니다.',
    en: 'It has seen centred 28×28 handwritten digits only. As it learned no distribution of codes, a random code rarely gives a digit.',
  },
  dataset: 'mnist',
  network: '784 → 400 → 200 → 16 → 256 → 512 → 784, SiLU, sigmoid',
  learning: {
    by: 'descent',
    objective: reconstructionObjective(shape, {
      batchSize: 128,
      steps: 60_000, // 154 passes
      validateEvery: 2_000,
      optimizer: adam(),
      learningRate: cosine({ peak: 5e-3, warmupSteps: 500 }),
      warp: { share: 0.4, rotation: 0.15, shear: 0.15, scale: 0.1, shift: 0.4 },
    }),
  },
  storage: 'float16',
  atol: 1e-4,
  ...autoencoderGraphs(shape),
  measure: measureAutoencoder(async () => ({
    opponents: [await opponentFromCard('pca-mnist', 'mse_16')],
    published: [],
  })),
});
