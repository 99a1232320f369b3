import { bendImages, thickenImages, warpImages } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { adamW } from '#scripts/graph/optimizers.ts';
import { input } from '#scripts/graph/tensor.ts';
import {
  balancedDraw,
  FEW_LABEL_DRAWS,
  fewLabelError,
  logisticAccuracy,
  neighbourAccuracy,
  selectCodes,
  type Codes,
} from '#scripts/metrics/probes.ts';
import { firstPixels } from '#scripts/metrics/sample-quality.ts';
import { meanAndDeviation } from '#scripts/metrics/statistics.ts';
import { findModel, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import {
  encodeFeatures,
  FEATURES,
  initContrastive,
  pairingLoss,
  project,
  type ContrastiveParams,
} from '#scripts/networks/contrastive.ts';
import { applyDense, initDense, type DenseParams } from '#scripts/networks/dense.ts';
import type { RandomStream } from '#scripts/random.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import type { Metric } from '#src/model-card.ts';
import { errorFromScratch, type Pupil } from './from-scratch.ts';
import { defineRecipe } from './recipe.ts';

const temperature = 0.2;

/** What a digit may suffer and stay the same digit: all that the features learn to look past. */
const warp = { share: 1, rotation: 0.35, shear: 0.35, scale: 0.25, shift: 2 };
const bend = { share: 1, strength: 1.2, meshes: 4 };
const thickening = 0.7;

/** Labels in all, of the ten digits together; the first is the headline of the card. */
const labelCounts = [100, 10, 20, 50, 200, 500, 1000];

export default defineRecipe<ContrastiveParams>({
  id: 'transfer-mnist',
  title: { ko: 'MNIST 자기 지도 특징 추출기', en: 'MNIST features learned without labels' },
  summary: {
    ko: '이름표 없이 그림만 보고 특징을 배운 인코더입니다. 그 위에 선형 분류기를 얹으면 이름표 몇십 개로도 숫자를 읽습니다.',
    en: 'An encoder that learned its features from images without labels. A linear classifier on top of them reads digits after a few dozen labels.',
  },
  limits: {
    ko: '같은 숫자를 돌리고 기울이고 휘어도 같은 숫자라는 지식이 훈련에 들어 있습니다. 방향이나 굵기를 구별해야 하는 일에는 맞지 않습니다.',
    en: 'That a digit turned, slanted or bent is the same digit is knowledge put into its training. It suits no task that has to tell direction or thickness.',
  },
  dataset: 'mnist',
  network:
    '28×28 → conv 5×5/2 16 → conv 3×3 32 → max pool 2 → conv 3×3 64 → max pool 2 → 128 → 128 → 64 on the unit sphere, SiLU',
  learning: {
    by: 'descent',
    objective: descend<ContrastiveParams>({
      batchSize: 128, // 256 views
      steps: 15_000, // 38 passes
      validateEvery: 1_000,
      init: (random) => initContrastive(random),
      optimizer: adamW({ weightDecay: 0.02 }),
      learningRate: cosine({ peak: 2e-3, warmupSteps: 300 }),
      averaging: 0.999,
      inputs: (batchSize) => ({ views: input('views', [2 * batchSize, 784]) }),
      trainingFeeds: ({ train, width }, indices, random) => ({
        views: twoViews(train, width, indices, random),
      }),
      validationFeeds: ({ validation, width }, indices, random) => ({
        views: twoViews(validation, width, indices, random),
      }),
      loss: (params, { views }) => pairingLoss(project(params, encodeFeatures(params, views!)), temperature),
    }),
  },
  storage: 'float16',
  atol: 2e-3,
  graphs: (params) => ({
    encoder: { z: project(params, encodeFeatures(params, input('x', ['batch', 784]))) },
  }),
  references: async (x) => ({ encoder: { x } }),
  async measure(run, { train, test }) {
    const ours: Encode = async (x) => (await run('encoder', { x })).z!;
    const [trainCodes, testCodes] = [await codesOf(train, ours), await codesOf(test, ours)];
    const opponents = await fitOpponents(train, test);
    const metrics: Metric[] = [];
    for (const count of labelCounts) {
      const { mean, deviation } = await fewLabelError(trainCodes, testCodes, 10, count);
      const spread = `${(100 * deviation).toFixed(1)}%`;
      metrics.push({
        id: `error_${count}`,
        name: { ko: `이름표 ${count}개로 배운 오류율`, en: `Error after ${count} labels` },
        value: mean,
        standardError: deviation / Math.sqrt(FEW_LABEL_DRAWS),
        unit: { ko: '틀린 비율', en: 'share wrong' },
        better: 'lower',
        split: 'test',
        count: test.count,
        protocol: {
          ko: `훈련 이미지에서 숫자마다 같은 수로 ${count}장을 ${FEW_LABEL_DRAWS}번 뽑아, 특징 위에 로지스틱 회귀를 배우고 테스트 이미지로 잰 오류율의 평균입니다. 뽑기에 따른 표준편차는 ${spread}입니다.`,
          en: `Mean test error of logistic regression on the features, fitted to ${count} training images, as many of each digit, over ${FEW_LABEL_DRAWS} draws. Standard deviation over draws ${spread}.`,
        },
        opponents: await Promise.all(
          opponents.map(async ({ name, errorOf }) => {
            const { mean, deviation } = await errorOf(count);
            return {
              name,
              value: mean,
              standardError: deviation / Math.sqrt(FEW_LABEL_DRAWS),
              source: {
                ko: '같은 뽑기에서 모델과 함께 잰 값',
                en: 'the same draws, measured with the model',
              },
            };
          }),
        ),
        published:
          count === 100
            ? [
                {
                  name: {
                    ko: 'Ladder network, 이름표 100개와 나머지 그림을 함께 훈련',
                    en: 'Ladder network, trained on 100 labels and all images at once',
                  },
                  value: 0.0106,
                  source:
                    'Rasmus et al. 2015, as quoted by Dai et al. 2017 (github.com/kimiyoung/ssl_bad_gan)',
                },
              ]
            : [],
      });
    }
    const all = await logisticAccuracy(trainCodes, testCodes, 10);
    const onPixels = await logisticAccuracy(await codesOf(train, pixels), await codesOf(test, pixels), 10);
    metrics.push({
      ...all,
      id: 'error_all',
      name: { ko: `이름표 ${train.count}개로 배운 오류율`, en: `Error after all ${train.count} labels` },
      value: 1 - all.value,
      unit: { ko: '틀린 비율', en: 'share wrong' },
      better: 'lower',
      split: 'test',
      protocol: {
        ko: '훈련 이미지 전부로 특징 위에 로지스틱 회귀를 배우고 테스트 이미지로 잰 오류율입니다.',
        en: 'Test error of logistic regression on the features, fitted to all training images.',
      },
      opponents: [
        {
          name: { ko: '픽셀 위의 로지스틱 회귀', en: 'Logistic regression on pixels' },
          value: 1 - onPixels.value,
          source: { ko: '모델과 함께 잰 값', en: 'measured with the model' },
        },
      ],
      published: [],
    });
    return metrics;
  },
});

/** Each image seen twice, by changes of its own: [2 · indices.length, pixels], the second views after all first ones. */
function twoViews(split: Split, width: number, indices: Int32Array, random: RandomStream): TensorValue {
  const images = gatherPixels(split, Int32Array.of(...indices, ...indices));
  changeImages(images, width, random);
  return images;
}

function changeImages(images: TensorValue, width: number, random: RandomStream): void {
  thickenImages(images, width, thickening, random);
  bendImages(images, width, bend, random);
  warpImages(images, width, warp, random);
}

type Encode = (x: TensorValue) => Promise<TensorValue>;

type PupilParams = Pick<ContrastiveParams, 'encoder'> & { readonly head: DenseParams };

/** The encoder itself with a classifier on it, taught all at once, on images that change as the encoder's did. */
const pupil: Pupil<PupilParams> = {
  init: (random) => ({
    encoder: initContrastive(random).encoder,
    head: initDense(random, FEATURES, 10, 1),
  }),
  logits: (params, x) => applyDense(params.head, encodeFeatures(params, x)),
  augment: (images, random) => changeImages(images, 28, random),
};

const pixels: Encode = async (x) => x;

const BATCH = 1_000;

async function codesOf(split: Split, encode: Encode): Promise<Codes> {
  const { data, shape } = firstPixels(split, split.count);
  const [count, width] = shape as readonly [number, number];
  const parts: Float32Array[] = [];
  let dims = 0;
  for (let from = 0; from < count; from += BATCH) {
    const to = Math.min(count, from + BATCH);
    const codes = await encode({ data: data.slice(from * width, to * width), shape: [to - from, width] });
    dims = codes.shape[1]!;
    parts.push(codes.data as Float32Array);
  }
  const joined = new Float32Array(count * dims);
  for (const [index, part] of parts.entries()) joined.set(part, index * BATCH * dims);
  return { z: { data: joined, shape: [count, dims] }, labels: split.labels };
}

/** What the same labels teach on pixels and on codes that were learned to reconstruct, by the same draws. */
async function fitOpponents(train: Split, test: Split) {
  const raw = { train: await codesOf(train, pixels), test: await codesOf(test, pixels) };
  const opponents = [
    {
      name: { ko: '픽셀 위의 로지스틱 회귀', en: 'Logistic regression on pixels' },
      errorOf: (count: number) => fewLabelError(raw.train, raw.test, 10, count),
    },
    {
      name: {
        ko: '같은 신경망을 이름표로만 처음부터 훈련',
        en: 'The same network, trained from the labels alone',
      },
      async errorOf(count: number) {
        const errors: number[] = [];
        for (let draw = 1; draw <= FEW_LABEL_DRAWS; draw++) {
          const chosen = balancedDraw(train.labels, 10, count, draw);
          errors.push(await errorFromScratch(pupil, train, chosen, test, draw));
        }
        return meanAndDeviation(errors);
      },
    },
    {
      name: { ko: '픽셀의 최근접 이웃', en: 'Nearest neighbour in pixels' },
      async errorOf(count: number) {
        const errors: number[] = [];
        for (let draw = 1; draw <= FEW_LABEL_DRAWS; draw++) {
          const chosen = selectCodes(raw.train, balancedDraw(train.labels, 10, count, draw));
          errors.push(1 - (await neighbourAccuracy(chosen, raw.test, 1)).value);
        }
        return meanAndDeviation(errors);
      },
    },
  ];
  for (const id of ['ae-mnist-10', 'ae-mnist']) {
    const { card, graphs } = await findModel(MODELS_DIRECTORY, id);
    const session = await openSession(graphs['encoder']!, { backend: 'cpu', threads: 1 });
    const encode: Encode = async (x) => (await session.run({ x }))['z']!;
    const codes = { train: await codesOf(train, encode), test: await codesOf(test, encode) };
    await session.release();
    opponents.push({
      name: {
        ko: `${card.title.ko}의 코드 위의 로지스틱 회귀`,
        en: `Logistic regression on the code of: ${card.title.en}`,
      },
      errorOf: (count) => fewLabelError(codes.train, codes.test, 10, count),
    });
  }
  return opponents;
}
