import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { add, greater, mul, square, sub, where } from '#scripts/graph/ops/elementwise.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { input } from '#scripts/graph/tensor.ts';
import { logisticAccuracy, type Codes } from '#scripts/metrics/probes.ts';
import { firstPixels } from '#scripts/metrics/sample-quality.ts';
import { meanWithError } from '#scripts/metrics/statistics.ts';
import {
  decodeSparse,
  idleness,
  initSparse,
  respond,
  sparsify,
  type SparseParams,
} from '#scripts/networks/sparse-autoencoder.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import type { Metric, ModelCard } from '#src/model-card.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';
import { reconstructionMetric } from './reconstruction.ts';

const UNITS = 1000;

/**
 * So many times as many units are kept where a code is read and not decoded, as Makhzani & Frey (2014, algorithm 1) do:
 * what comes close to being kept tells something too.
 */
const WIDER = 3;

/** Weight of `idleness`. Adam moves a unit that has no other gradient at its full rate, whatever the weight. */
const REVIVAL = 10;

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
  penalised(1, 0.1),
  penalised(2, 0.25),
  penalised(3, 0.6),
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
        init: (random, { train, width }) => initSparse(random, train, width, UNITS),
        optimizer: adam(),
        learningRate: cosine({ peak: 2e-3, warmupSteps: 200 }),
        inputs: (batchSize) => ({ x: input('x', [batchSize, 784]) }),
        trainingFeeds: ({ train }, indices) => ({ x: gatherPixels(train, indices) }),
        validationFeeds: ({ validation }, indices) => ({ x: gatherPixels(validation, indices) }),
        loss(params, { x }) {
          const responses = respond(params, x!);
          const z = sparsify(responses, keep);
          const error = mean(sum(square(sub(decodeSparse(params, z), x!)), [1]));
          const size = mean(sum(z, [1]));
          const active = mean(sum(where(greater(z, 0), 1, 0), [1]));
          const idle = idleness(responses);
          const loss = add(error, add(mul(size, strength), mul(idle, REVIVAL)));
          return { loss, reports: { error, active, idle } };
        },
      }),
    },
    storage: 'float16',
    atol: 2e-3,
    graphs(params) {
      const x = input('x', ['batch', 784]);
      const responses = respond(params, x);
      const z = sparsify(responses, keep);
      return {
        autoencoder: {
          z,
          x_mean: decodeSparse(params, mul(z, input('mask', [UNITS]))),
          ...(keep !== undefined && { z_wide: sparsify(responses, WIDER * keep) }),
        },
      };
    },
    references: async (x) => ({ autoencoder: { x, mask: ALL_UNITS } }),
    async measure(run, { train, test }) {
      const shared: Pick<Metric, 'split' | 'opponents' | 'published'> = {
        split: 'test',
        opponents: [],
        published: [],
      };
      const pixels = (split: Split) => ({ z: firstPixels(split, split.count), labels: split.labels });
      const onPixels = await probeError(pixels(train), pixels(test));
      const codes = async (split: Split, output: string) => ({
        z: await codesOf(run, split, output),
        labels: split.labels,
      });
      const [trainCodes, testCodes] = [await codes(train, 'z'), await codes(test, 'z')];
      const [activity, dead] = activityOf(testCodes.z, trainCodes.z);
      const probe: Metric = {
        ...shared,
        ...(await probeError(trainCodes, testCodes)),
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
            value: onPixels.value,
            source: { ko: '모델과 함께 잰 값', en: 'measured with the model' },
          },
        ],
      };
      const onWider: Metric[] =
        keep === undefined
          ? []
          : [
              {
                ...probe,
                ...(await probeError(await codes(train, 'z_wide'), await codes(test, 'z_wide'))),
                id: 'probe_error_wide',
                name: {
                  ko: `선형 분류기의 오류율, 가장 큰 ${WIDER * keep}개`,
                  en: `Error of a linear classifier on the ${WIDER * keep} largest`,
                },
                protocol: {
                  ko: `그림을 되살릴 때는 ${keep}개를 쓰지만, 여기서는 가장 크게 반응한 유닛 ${WIDER * keep}개의 값으로 로지스틱 회귀를 배우고 테스트 이미지의 숫자를 맞혔습니다.`,
                  en: `Images are brought back from ${keep} units; here logistic regression is fitted on the ${WIDER * keep} that respond most, of the training images, and read off on the test images.`,
                },
              },
            ];
      return [
        probe,
        ...onWider,
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

async function codesOf(run: RunGraph, split: Split, output: string): Promise<TensorValue> {
  const data = new Float32Array(split.count * UNITS);
  for (let from = 0; from < split.count; from += 1000) {
    const size = Math.min(1000, split.count - from);
    const x = gatherPixels(
      split,
      Int32Array.from({ length: size }, (_, index) => from + index),
    );
    const codes = (await run('autoencoder', { x, mask: ALL_UNITS }))[output]!;
    data.set(codes.data as Float32Array, from * UNITS);
  }
  return { data, shape: [split.count, UNITS] };
}

async function probeError(train: Codes, test: Codes): Promise<Figure> {
  const { value, ...rest } = await logisticAccuracy(train, test, 10);
  return { ...rest, value: 1 - value };
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
