import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { add, greater, mul, square, sub, where } from '#scripts/graph/ops/elementwise.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { input } from '#scripts/graph/tensor.ts';
import { logisticAccuracy } from '#scripts/metrics/probes.ts';
import { firstPixels } from '#scripts/metrics/sample-quality.ts';
import { meanWithError } from '#scripts/metrics/statistics.ts';
import {
  decodeSparse,
  encodeSparse,
  initSparse,
  type SparseParams,
} from '#scripts/networks/sparse-autoencoder.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import type { Metric, ModelCard } from '#src/model-card.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';
import { reconstructionMetric } from './reconstruction.ts';

const UNITS = 1000;

/** The mask that switches no unit off. */
const ALL_UNITS = { data: new Float32Array(UNITS).fill(1), shape: [UNITS] };

interface Variant {
  readonly id: string;
  readonly title: ModelCard['title'];
  readonly summary: ModelCard['summary'];
  /** Units that stay on for an image. */
  readonly keep?: number;
  /** Weight of the sum of the code's values. */
  readonly strength?: number;
}

const penalised = (place: number, strength: number): Variant => ({
  id: `sae-mnist-l1-${place}`,
  strength,
  title: {
    ko: `MNIST 희소 오토인코더 (L1, λ = ${strength})`,
    en: `MNIST sparse autoencoder (L1, λ = ${strength})`,
  },
  summary: {
    ko: '그림 한 장을 유닛 1,000개로 나타내되, 켜진 유닛의 값을 모두 더한 것에 벌점을 주어 대부분을 0으로 만듭니다.',
    en: 'Writes a digit with 1,000 units and makes most of them zero by a penalty on the sum of their values.',
  },
});

const variants: readonly Variant[] = [
  {
    id: 'sae-mnist',
    keep: 25,
    title: { ko: 'MNIST 희소 오토인코더 (k = 25)', en: 'MNIST sparse autoencoder (k = 25)' },
    summary: {
      ko: '유닛 1,000개 가운데 가장 크게 반응한 25개만으로 숫자를 되살립니다. 유닛마다 맡은 획이 있어 그림으로 볼 수 있습니다.',
      en: 'Brings a digit back from the 25 of its 1,000 units that respond most. Each unit stands for a stroke that can be looked at.',
    },
  },
  penalised(1, 0.02),
  penalised(2, 0.05),
  penalised(3, 0.15),
];

export default variants.map(({ id, title, summary, keep, strength = 0 }) =>
  defineRecipe<SparseParams>({
    id,
    family: 'sae-mnist',
    title,
    summary,
    limits: {
      ko: '디코더가 선형이므로 픽셀값이 0보다 작거나 1보다 클 수 있습니다. 어느 유닛이 어떤 획을 맡는지는 훈련마다 다릅니다.',
      en: 'Its decoder is linear, so pixels may fall below 0 or above 1. Which unit stands for which stroke differs from one training to the next.',
    },
    dataset: 'mnist',
    network: `784 → ${UNITS} (ReLU${keep === undefined ? '' : `, ${keep} largest`}) → 784, tied weights, linear`,
    learning: {
      by: 'descent',
      objective: descend<SparseParams>({
        batchSize: 128,
        steps: 10_000, // 26 passes
        validateEvery: 1_000,
        init: (random) => initSparse(random, 784, UNITS),
        optimizer: adam(),
        learningRate: cosine({ peak: 1e-3, warmupSteps: 300 }),
        inputs: (batchSize) => ({ x: input('x', [batchSize, 784]) }),
        trainingFeeds: ({ train }, indices) => ({ x: gatherPixels(train, indices) }),
        validationFeeds: ({ validation }, indices) => ({ x: gatherPixels(validation, indices) }),
        loss(params, { x }) {
          const z = encodeSparse(params, x!, keep);
          const error = mean(sum(square(sub(decodeSparse(params, z), x!)), [1]));
          const size = mean(sum(z, [1]));
          const active = mean(sum(where(greater(z, 0), 1, 0), [1]));
          return { loss: add(error, mul(size, strength)), reports: { error, active } };
        },
      }),
    },
    storage: 'float16',
    atol: 2e-3,
    graphs(params) {
      const z = encodeSparse(params, input('x', ['batch', 784]), keep);
      return { autoencoder: { z, x_mean: decodeSparse(params, mul(z, input('mask', [UNITS]))) } };
    },
    references: async (x) => ({ autoencoder: { x, mask: ALL_UNITS } }),
    async measure(run, { train, test }) {
      const shared: Pick<Metric, 'split' | 'opponents' | 'published'> = {
        split: 'test',
        opponents: [],
        published: [],
      };
      const [trainCodes, testCodes] = [await codesOf(run, train), await codesOf(run, test)];
      const probe = await logisticAccuracy(
        { z: trainCodes, labels: train.labels },
        { z: testCodes, labels: test.labels },
        10,
      );
      const pixels = (split: Split) => ({ z: firstPixels(split, split.count), labels: split.labels });
      const onPixels = await logisticAccuracy(pixels(train), pixels(test), 10);
      const [activity, dead] = activityOf(testCodes, trainCodes);
      return [
        {
          ...shared,
          ...probe,
          value: 1 - probe.value,
          id: 'probe_error',
          name: { ko: '선형 분류기의 오류율', en: 'Error of a linear classifier' },
          unit: { ko: '틀린 비율', en: 'share wrong' },
          better: 'lower',
          protocol: {
            ko: '훈련 이미지의 코드로 로지스틱 회귀를 배워 테스트 이미지의 숫자를 맞혔습니다.',
            en: 'Logistic regression is fitted on the codes of the training images and read off on the test images.',
          },
          opponents: [
            {
              name: { ko: '픽셀 위의 같은 분류기', en: 'The same classifier on pixels' },
              value: 1 - onPixels.value,
              source: 'measured with the model',
            },
          ],
        },
        await reconstructionMetric(
          test,
          async (x) => (await run('autoencoder', { x, mask: ALL_UNITS })).x_mean!,
          {
            id: 'mse',
            name: { ko: '재구성 오차', en: 'Reconstruction error' },
            opponents: [await opponentFromCard('pca-mnist', 'mse_32')],
            published: [],
          },
        ),
        {
          ...shared,
          ...activity,
          id: 'active_units',
          name: { ko: '그림마다 켜진 유닛', en: 'Units on for an image' },
          unit: { ko: '개', en: 'units' },
          better: 'lower',
          protocol: {
            ko: '테스트 이미지마다 0이 아닌 코드 값을 세어 평균했습니다.',
            en: 'Values of the code that are not zero, averaged over the test images.',
          },
        },
        {
          ...shared,
          ...dead,
          id: 'dead_units',
          name: { ko: '죽은 유닛의 비율', en: 'Share of dead units' },
          unit: { ko: '비율', en: 'share' },
          better: 'lower',
          split: 'train',
          protocol: {
            ko: '훈련 이미지 가운데 어느 것에도 켜지지 않은 유닛의 비율입니다.',
            en: 'Share of units that no training image switches on.',
          },
        },
      ];
    },
  }),
);

async function codesOf(run: RunGraph, split: Split): Promise<TensorValue> {
  const data = new Float32Array(split.count * UNITS);
  for (let from = 0; from < split.count; from += 1000) {
    const size = Math.min(1000, split.count - from);
    const x = gatherPixels(
      split,
      Int32Array.from({ length: size }, (_, index) => from + index),
    );
    data.set((await run('autoencoder', { x, mask: ALL_UNITS })).z!.data as Float32Array, from * UNITS);
  }
  return { data, shape: [split.count, UNITS] };
}

type Figure = Pick<Metric, 'value' | 'standardError' | 'count'>;

function activityOf(test: TensorValue, train: TensorValue): readonly [active: Figure, dead: Figure] {
  const perImage = new Float64Array(test.shape[0]!);
  for (const [at, value] of test.data.entries()) if (value > 0) perImage[Math.floor(at / UNITS)]!++;
  const everOn = new Uint8Array(UNITS);
  for (const [at, value] of train.data.entries()) if (value > 0) everOn[at % UNITS] = 1;
  const dead = 1 - everOn.reduce((count, on) => count + on, 0) / UNITS;
  return [meanWithError(perImage), { value: dead, standardError: 0, count: train.shape[0]! }];
}
