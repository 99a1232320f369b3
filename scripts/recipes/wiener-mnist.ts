import { dropPixels, eraseRectangles } from '#scripts/datasets/masking.ts';
import { input } from '#scripts/graph/tensor.ts';
import { addNoise } from '#scripts/metrics/denoising.ts';
import {
  filterDropped,
  filterErased,
  filterNoise,
  solveWiener,
  type WienerParams,
} from '#scripts/networks/wiener.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { defineRecipe } from './recipe.ts';
import { filterWith, restorationMetrics } from './restoration.ts';

const directions = 256; // the other 528 hold two per cent of the variance

export default defineRecipe<WienerParams>({
  id: 'wiener-mnist',
  title: { ko: 'MNIST 위너 필터', en: 'Wiener filter of MNIST' },
  summary: {
    ko: '망가진 숫자 그림을 되살리는 가장 좋은 선형 필터입니다. 훈련 이미지의 평균과 공분산, 그리고 얼마나 세게 망가졌는지로 공식에 따라 계산하며, 신경망이 얼마나 나은지 재는 잣대가 됩니다.',
    en: 'The best linear filters for restoring damaged digits. A formula gives them from the mean and covariance of the training images and the strength of the damage; they are what a network is held against.',
  },
  limits: {
    ko: '무슨 숫자인지, 어디가 지워졌는지 보지 않고 어느 그림에나 같은 행렬을 곱합니다. 공분산은 주성분 256개와 나머지 방향에 공통인 분산 하나로 줄였고, 네모의 한 변은 짝수일 때만 정확하고 그 사이는 양옆을 섞어서 씁니다.',
    en: 'They multiply every image by the same matrix and do not look at which digit it is or what is missing. The covariance is cut to 256 principal directions and one variance for all others; squares of an even side are exact, those in between are mixed from both neighbours.',
  },
  dataset: 'mnist',
  network: '784 → 256 → 784, linear, with a gain for each direction',
  learning: { by: 'formula', solve: async ({ train }) => solveWiener(train, directions) },
  storage: 'float16',
  atol: 1e-3,
  graphs(params) {
    const x = input('x', ['batch', 784]);
    return {
      noise: { x_mean: filterNoise(params, x, input('sigma', [1])) },
      dropped: { x_mean: filterDropped(params, x, input('share', [1])) },
      rectangle: { x_mean: filterErased(params, x, input('side', [1])) },
    };
  },
  references: async (x) => {
    const random = () => seededRandomStream(5);
    const told = (value: number) => ({ data: Float32Array.of(value), shape: [1] });
    return {
      noise: { x: addNoise(x, 0.5, random()), sigma: told(0.5) },
      dropped: { x: dropPixels(x, 0.5, random()), share: told(0.5) },
      rectangle: { x: eraseRectangles(x, 28, { height: 10, width: 10 }, random()), side: told(10) },
    };
  },
  measure: (run, { test }) => restorationMetrics(test, (damage) => filterWith(run, damage), []),
});
