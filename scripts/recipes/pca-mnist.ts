import { input } from '#scripts/graph/tensor.ts';
import { decodePca, encodePca, solvePca, type PcaParams } from '#scripts/networks/pca.ts';
import { defineRecipe } from './recipe.ts';
import { reconstructionMetric } from './reconstruction.ts';

const components = 64; // twice the code of `ae-mnist`, so that a page can ask how many PCA needs to catch up
const reported = [32, 2, 10, 16, 20, 64]; // code sizes of autoencoders; that of `ae-mnist` first, as the headline

const keep = (count: number) => ({
  data: Float32Array.from({ length: components }, (_, component) => (component < count ? 1 : 0)),
  shape: [components],
});

export default defineRecipe<PcaParams>({
  id: 'pca-mnist',
  title: { ko: 'MNIST의 주성분 분석', en: 'PCA of MNIST' },
  summary: {
    ko: 'MNIST 훈련 이미지에서 구한 주성분 64개입니다. 입력 mask로 앞에서부터 몇 개를 쓸지 정하므로, 코드 크기가 같은 오토인코더와 나란히 비교할 수 있습니다.',
    en: 'The first 64 principal components of the MNIST training images. The input mask chooses how many are used, so that it can stand beside an autoencoder with a code of the same size.',
  },
  limits: {
    ko: '선형이므로 픽셀값이 0보다 작거나 1보다 클 수 있고, 획이 움직이거나 휘는 변화를 나타내려면 성분이 많이 필요합니다.',
    en: 'Being linear, it may give pixels below 0 or above 1, and needs many components for strokes that move and bend.',
  },
  dataset: 'mnist',
  network: '784 → 64 → 784, linear',
  learning: { by: 'formula', solve: async ({ train }) => solvePca(train, components) },
  storage: 'plain', // 204 kB; float16 would cost the fourth digit
  atol: 1e-4,
  graphs(params) {
    const z = encodePca(params, input('x', ['batch', 784]));
    return { pca: { z, x_mean: decodePca(params, z, input('mask', [components])) } };
  },
  references: async (x) => ({ pca: { x, mask: keep(32) } }),
  async measure(run, { test }) {
    const metrics = [];
    for (const count of reported) {
      const mask = keep(count);
      metrics.push(
        await reconstructionMetric(test, async (x) => (await run('pca', { x, mask })).x_mean!, {
          id: `mse_${count}`,
          name: { ko: `주성분 ${count}개의 재구성 오차`, en: `Reconstruction error, ${count} components` },
          opponents: [],
          published: [],
        }),
      );
    }
    return metrics;
  },
});
