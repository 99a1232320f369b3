import { adam } from '#scripts/graph/optimizers.ts';
import type { AutoencoderParams } from '#scripts/networks/autoencoder.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe } from './recipe.ts';
import { autoencoderGraphs, measureAutoencoder, reconstructionObjective } from './reconstruction.ts';

const shape = {
  inputDim: 784,
  encoderDims: [400, 200], // a decoder has more to say than an encoder, and 2 MB hold a million float16 weights
  latentDim: 32,
  decoderDims: [256, 512],
};

export default defineRecipe<AutoencoderParams>({
  id: 'ae-mnist',
  title: { ko: 'MNIST 오토인코더 (32차원)', en: 'MNIST autoencoder (32-d)' },
  summary: {
    ko: '손글씨 숫자 그림의 픽셀 784개를 수 32개로 줄였다가 되살립니다.',
    en: 'Compresses the 784 pixels of a handwritten digit into 32 numbers and brings them back.',
  },
  limits: {
    ko: '그림 가운데에 놓인 28×28 손글씨 숫자만 보았습니다. 글자 같은 다른 그림을 넣으면 획이 이어지거나 뭉개지고, 코드의 분포를 배우지 않았으므로 아무 코드나 넣어서는 숫자가 잘 나오지 않습니다.',
    en: 'It has seen centred 28×28 handwritten digits only. In other drawings, such as letters, it joins or smears strokes, and as it learned no distribution of codes, a random code rarely gives a digit.',
  },
  dataset: 'mnist',
  network: '784 → 400 → 200 → 32 → 256 → 512 → 784, SiLU, sigmoid',
  learning: {
    by: 'descent',
    objective: reconstructionObjective(shape, {
      batchSize: 128,
      steps: 150_000, // 384 passes
      validateEvery: 2_500,
      optimizer: adam(),
      learningRate: cosine({ peak: 6e-3, warmupSteps: 500 }), // in 12,000 steps, 1e-3 ended at 0.0045, 4e-3 at 0.0037, 8e-3 at 0.0035
      warp: { share: 0.5, rotation: 0.15, shear: 0.15, scale: 0.1, shift: 0.4 }, // 50,000 images alone are learned by heart
    }),
  },
  storage: 'float16',
  atol: 1e-4,
  ...autoencoderGraphs(shape),
  measure: measureAutoencoder(async () => ({
    opponents: [await opponentFromCard('pca-mnist', 'mse_32')],
    published: [
      {
        name: {
          ko: 'Hinton & Salakhutdinov (2006), 30차원 심층 오토인코더',
          en: 'Hinton & Salakhutdinov (2006), deep autoencoder, 30-d',
        },
        value: 3.0 / 784, // the paper sums over the 784 pixels of an image
        source: 'doi:10.1126/science.1127647, figure 2B',
      },
    ],
  })),
});
