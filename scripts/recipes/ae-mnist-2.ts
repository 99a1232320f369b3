import { adam } from '#scripts/graph/optimizers.ts';
import type { AutoencoderParams } from '#scripts/networks/autoencoder.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe } from './recipe.ts';
import { autoencoderGraphs, measureAutoencoder, reconstructionObjective } from './reconstruction.ts';

const shape = {
  inputDim: 784,
  encoderDims: [400, 200],
  latentDim: 2,
  decoderDims: [256, 512],
};

export default defineRecipe<AutoencoderParams>({
  id: 'ae-mnist-2',
  title: { ko: 'MNIST 오토인코더 (2차원)', en: 'MNIST autoencoder (2-d)' },
  summary: {
    ko: '손글씨 숫자 그림을 수 두 개로 줄였다가 되살립니다. 코드가 평면의 한 점이므로 숫자들이 어디에 놓이는지 그대로 그려 볼 수 있습니다.',
    en: 'Compresses a handwritten digit into two numbers and brings it back. As a code is a point of the plane, one can see where every digit lies.',
  },
  limits: {
    ko: '수 두 개로는 모양이 비슷한 숫자를 구별하지 못해, 4와 9, 3과 5처럼 닮은 숫자는 자주 서로 뒤바뀌거나 섞여 되살아납니다.',
    en: 'Two numbers do not tell similar digits apart: 4 and 9, or 3 and 5, often come back as each other or as a mixture.',
  },
  dataset: 'mnist',
  network: '784 → 400 → 200 → 2 → 256 → 512 → 784, SiLU, sigmoid',
  learning: {
    by: 'descent',
    objective: reconstructionObjective(shape, {
      batchSize: 128,
      steps: 60_000, // 154 passes
      validateEvery: 2_000,
      optimizer: adam(),
      learningRate: cosine({ peak: 3e-3, warmupSteps: 500 }),
      warp: { share: 0.25, rotation: 0.15, shear: 0.15, scale: 0.1, shift: 0.4 },
    }),
  },
  storage: 'float16',
  atol: 1e-4,
  ...autoencoderGraphs(shape),
  measure: measureAutoencoder(async () => ({
    opponents: [await opponentFromCard('pca-mnist', 'mse_2')],
    published: [],
  })),
});
