import { Matrix } from 'ml-matrix';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { square, sub } from '#scripts/graph/ops/elementwise.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { input } from '#scripts/graph/tensor.ts';
import { principalAngles } from '#scripts/metrics/subspace-angles.ts';
import {
  decodeLinear,
  encodeLinear,
  initLinearAutoencoder,
  type LinearAutoencoderParams,
} from '#scripts/networks/linear-autoencoder.ts';
import { solvePca } from '#scripts/networks/pca.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe } from './recipe.ts';
import { reconstructionMetric } from './reconstruction.ts';

const latentDim = 32;

export default defineRecipe<LinearAutoencoderParams>({
  id: 'ae-linear-mnist',
  title: { ko: 'MNIST 선형 오토인코더 (32차원)', en: 'MNIST linear autoencoder (32-d)' },
  summary: {
    ko: '활성화 함수가 없는 오토인코더를 경사하강법으로 훈련했습니다. 공식으로 푼 주성분 분석과 같은 부분공간에 이르는지 볼 수 있습니다.',
    en: 'An autoencoder without nonlinearities, trained by gradient descent. It shows whether descent arrives at the subspace that principal component analysis gives by formula.',
  },
  limits: {
    ko: '주성분과 같은 부분공간을 펼치지만, 코드의 축 하나하나는 주성분이 아니고 훈련마다 다릅니다. 선형이므로 픽셀값이 0보다 작거나 1보다 클 수 있습니다.',
    en: 'It spans the same subspace as the principal components, but the axes of its code are not the components and differ from one training to the next. Being linear, it may give pixels below 0 or above 1.',
  },
  dataset: 'mnist',
  network: `784 → ${latentDim} → 784, linear`,
  learning: {
    by: 'descent',
    objective: descend<LinearAutoencoderParams>({
      batchSize: 500, // the last components differ little in variance, and small batches keep turning them
      steps: 16_000, // 160 passes; after a third as many of half the size it was still three degrees away
      validateEvery: 2_000,
      init: (random) => initLinearAutoencoder(random, 784, latentDim),
      optimizer: adam(),
      learningRate: cosine({ peak: 3e-3, warmupSteps: 200 }),
      inputs: (batchSize) => ({ x: input('x', [batchSize, 784]) }),
      trainingFeeds: ({ train }, indices) => ({ x: gatherPixels(train, indices) }),
      validationFeeds: ({ validation }, indices) => ({ x: gatherPixels(validation, indices) }),
      loss: (params, { x }) => mean(square(sub(decodeLinear(params, encodeLinear(params, x!)), x!))),
    }),
  },
  storage: 'plain', // 204 kB; what it is held against is a matter of the third digit
  atol: 1e-4,
  graphs(params) {
    const z = encodeLinear(params, input('x', ['batch', 784]));
    return {
      autoencoder: { z, x_mean: decodeLinear(params, z) },
      decoder: { x_mean: decodeLinear(params, input('z', ['batch', latentDim])) },
    };
  },
  async references(x, run) {
    const { z } = await run('autoencoder', { x });
    return { autoencoder: { x }, decoder: { z: z! } };
  },
  async measure(run, { train, test }) {
    const { x_mean: images } = await run('decoder', { z: unitCodes() });
    const components = solvePca(train, latentDim).components.values;
    const [largest] = principalAngles(directions(images!), Matrix.from1DArray(784, latentDim, components));
    return [
      await reconstructionMetric(test, async (x) => (await run('autoencoder', { x })).x_mean!, {
        id: 'mse',
        name: { ko: '재구성 오차', en: 'Reconstruction error' },
        opponents: [await opponentFromCard('pca-mnist', 'mse_32')],
        published: [],
      }),
      {
        id: 'subspace_angle',
        name: { ko: '주성분 부분공간과의 각', en: 'Angle to the principal subspace' },
        value: (largest! * 180) / Math.PI,
        standardError: 0,
        unit: { ko: '도', en: 'degrees' },
        better: 'lower',
        split: 'train',
        count: train.count,
        protocol: {
          ko: `디코더의 열이 펼치는 부분공간과 훈련 이미지의 주성분 ${latentDim}개가 펼치는 부분공간 사이의 주각 ${latentDim}개 가운데 가장 큰 것입니다.`,
          en: `The largest of the ${latentDim} principal angles between the space of the decoder's columns and that of the training images' first ${latentDim} principal components.`,
        },
        opponents: [
          {
            name: {
              ko: '마지막 주성분을 다음 것으로 바꾼 부분공간',
              en: 'The last component exchanged for the next',
            },
            value: 90,
            source: { ko: '정의에 따름', en: 'by definition' },
          },
        ],
        published: [],
      },
    ];
  },
});

/** The code 0, then each code with a single 1. */
function unitCodes(): TensorValue {
  const data = new Float32Array((latentDim + 1) * latentDim);
  for (let unit = 0; unit < latentDim; unit++) data[(unit + 1) * latentDim + unit] = 1;
  return { data, shape: [latentDim + 1, latentDim] };
}

/** What each unit adds to the image of the code 0, as columns. */
function directions({ data }: TensorValue): Matrix {
  const columns = new Matrix(784, latentDim);
  for (let unit = 0; unit < latentDim; unit++) {
    for (let pixel = 0; pixel < 784; pixel++) {
      columns.set(pixel, unit, Number(data[(unit + 1) * 784 + pixel]) - Number(data[pixel]));
    }
  }
  return columns;
}
