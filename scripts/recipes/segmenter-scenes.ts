import { gatherPixels } from '#scripts/datasets/batch.ts';
import { INK, PIXEL_CLASSES, SCENE_WIDTH } from '#scripts/datasets/scenes-composition.ts';
import { asScenes, type ScenesSplit } from '#scripts/datasets/scenes.ts';
import type { TensorValue, Values } from '#scripts/engine.ts';
import { mul, neg } from '#scripts/graph/ops/elementwise.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { logSoftmax, softmax } from '#scripts/graph/ops/softmax.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { input } from '#scripts/graph/tensor.ts';
import { readPieces } from '#scripts/metrics/scene-opponents.ts';
import { meanIntersectionOverUnion } from '#scripts/metrics/segmentation.ts';
import { meanWithError } from '#scripts/metrics/statistics.ts';
import { initUnet, segment, type UnetParams, type UnetShape } from '#scripts/networks/unet.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import type { Metric } from '#src/model-card.ts';
import { openJudge } from './evaluator.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';
import { firstIndices, freshScenes, referenceScenes } from './scenes.ts';

const shape: UnetShape = {
  width: SCENE_WIDTH,
  classes: PIXEL_CLASSES,
  channels: [16, 32, 128], // a wide bottom costs little, and there the digits are told apart
  headChannels: 24,
};

const pixels = SCENE_WIDTH ** 2;
const INK_WEIGHT = 4; // nine of ten pixels are paper, which is easily told

export default defineRecipe<UnetParams>({
  id: 'segmenter-scenes',
  title: { ko: '숫자 분할 모델', en: 'Digit segmenter' },
  summary: {
    ko: '64×64 장면의 픽셀마다 배경인지 0–9 가운데 어느 숫자의 획인지 가립니다.',
    en: 'Tells of each pixel of a 64×64 scene whether it is background or ink of which of the digits 0–9.',
  },
  limits: {
    ko: '긴 변이 14–28픽셀이고 서로 거의 겹치지 않는 숫자만 보았습니다. 픽셀을 하나씩 판정하므로 한 숫자 안에 두 가지 답이 섞일 수 있고, 같은 숫자가 붙어 있으면 둘로 나누지 않습니다.',
    en: 'It has seen digits of 14 to 28 pixels that hardly overlap. As it judges pixel by pixel, one digit may get two answers, and equal digits that touch are not told apart.',
  },
  dataset: 'scenes',
  network:
    '64×64 → 32×32×4 → conv 3×3 16 → /2 32, 32 → /2 128, 128, 128 → ×2 + 32 → 32 → ×2 + 16 → 24 → 64×64×11, SiLU',
  learning: {
    by: 'descent',
    objective: descend<UnetParams>({
      batchSize: 16,
      steps: 12_000, // 192,000 scenes, none seen twice
      validateEvery: 2_000,
      averaging: 0.999,
      init: (random) => initUnet(random, shape),
      optimizer: adam(),
      learningRate: cosine({ peak: 2e-3, warmupSteps: 200 }),
      inputs: (batchSize) => ({
        x: input('x', [batchSize, pixels]),
        target: input('target', [batchSize, PIXEL_CLASSES, SCENE_WIDTH, SCENE_WIDTH]),
      }),
      trainingFeeds: (dataset, indices, random) =>
        feeds(freshScenes(dataset, indices.length, random), firstIndices(indices.length)),
      validationFeeds: (dataset, indices) => feeds(asScenes(dataset).validation, indices),
      loss: (params, { x, target }) => {
        const logProbabilities = logSoftmax(segment(params, x!, shape), 1);
        return neg(mul(mean(mul(target!, logProbabilities)), PIXEL_CLASSES)); // the mean of the sums over classes
      },
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  graphs: (params) => ({
    segmenter: { probabilities: softmax(segment(params, input('x', ['batch', pixels]), shape), 1) },
  }),
  async references(images) {
    const count = 2; // each answer is 11 pictures
    return { segmenter: { x: gatherPixels(referenceScenes(images, count), firstIndices(count)) } };
  },
  async measure(run, dataset) {
    const { train, test } = asScenes(dataset);
    const predicted = await segmentAll(run, test);
    const opponents = [
      {
        name: {
          ko: '문턱값으로 찾은 잉크를 모두 가장 흔한 숫자로',
          en: 'All ink, found by a threshold, as the commonest digit',
        },
        masks: thresholdMasks(test, commonestInk(train)),
      },
      {
        name: {
          ko: '이어진 잉크 덩어리를 하나씩 classifier-mnist로 읽기',
          en: 'Each connected piece of ink read by classifier-mnist',
        },
        masks: await pieceMasks(test),
      },
    ];
    return [overlapMetric(test, predicted, opponents), inkMetric(test, predicted, opponents)];
  },
});

/** One-hot classes of pixels, times how much they count. */
function feeds(scenes: ScenesSplit, indices: Int32Array): Values {
  const target = new Float32Array(indices.length * PIXEL_CLASSES * pixels);
  for (const [row, index] of indices.entries()) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const label = scenes.masks[index * pixels + pixel]!;
      target[(row * PIXEL_CLASSES + label) * pixels + pixel] = label === 0 ? 1 : INK_WEIGHT;
    }
  }
  return {
    x: gatherPixels(scenes, indices),
    target: { data: target, shape: [indices.length, PIXEL_CLASSES, SCENE_WIDTH, SCENE_WIDTH] },
  };
}

/** [count, pixels] the likeliest class of each. */
async function segmentAll(run: RunGraph, scenes: ScenesSplit): Promise<Uint8Array> {
  const batch = 100;
  const classes = new Uint8Array(scenes.count * pixels);
  for (let from = 0; from < scenes.count; from += batch) {
    const size = Math.min(batch, scenes.count - from);
    const { probabilities } = await run('segmenter', { x: gatherPixels(scenes, firstIndices(size, from)) });
    classes.set(likeliestClasses(probabilities!), from * pixels);
  }
  return classes;
}

function likeliestClasses({ data, shape: [count] }: TensorValue): Uint8Array {
  return Uint8Array.from({ length: count! * pixels }, (_, index) => {
    const first = Math.floor(index / pixels) * PIXEL_CLASSES * pixels + (index % pixels);
    let best = 0;
    for (let label = 1; label < PIXEL_CLASSES; label++) {
      if (data[first + label * pixels]! > data[first + best * pixels]!) best = label;
    }
    return best;
  });
}

/** Class of the digit with the most pixels. */
function commonestInk({ masks }: ScenesSplit): number {
  const counts = new Float64Array(PIXEL_CLASSES);
  for (const label of masks) counts[label]! += 1;
  return counts.indexOf(Math.max(...counts.subarray(1)));
}

const thresholdMasks = ({ images }: ScenesSplit, label: number) =>
  images.map((grey) => (grey >= INK ? label : 0));

async function pieceMasks(scenes: ScenesSplit): Promise<Uint8Array> {
  const { judge, close } = await openJudge();
  const read = await readPieces(scenes, SCENE_WIDTH, INK, 1, judge).finally(close);
  const masks = new Uint8Array(scenes.masks.length);
  for (const [scene, pieces] of read.entries()) {
    for (const { label, pixels: ofPiece } of pieces) {
      for (const pixel of ofPiece) masks[scene * pixels + pixel] = 1 + label;
    }
  }
  return masks;
}

interface Opponent {
  readonly name: Metric['name'];
  readonly masks: Uint8Array;
}

const measuredOn = (opponents: readonly Opponent[], figure: (masks: Uint8Array) => number) =>
  opponents.map(({ name, masks }) => ({
    name,
    value: figure(masks),
    source: { ko: '같은 장면에서 모델과 함께 잰 값', en: 'measured with the model, on the same scenes' },
  }));

function overlapMetric(
  { masks, count }: ScenesSplit,
  predicted: Uint8Array,
  opponents: readonly Opponent[],
): Metric {
  const overlap = (classes: Uint8Array) => meanIntersectionOverUnion(classes, masks, count, PIXEL_CLASSES);
  const { value, standardError } = overlap(predicted);
  return {
    id: 'miou',
    name: { ko: '평균 IoU(mIoU)', en: 'Mean intersection over union (mIoU)' },
    value,
    standardError,
    unit: { ko: 'IoU', en: 'IoU' },
    better: 'higher',
    split: 'test',
    count,
    protocol: {
      ko: '테스트 장면의 모든 픽셀에 대해 클래스마다 교집합과 합집합의 픽셀 수를 세어 나누고, 배경을 포함한 11개 클래스에 대해 평균했습니다. 표준오차는 장면을 200번 다시 뽑아 구했습니다.',
      en: 'Over all pixels of the test scenes, the intersection of each class over its union; averaged over the 11 classes, background included. The standard error is from 200 bootstrap draws of scenes.',
    },
    opponents: measuredOn(opponents, (classes) => overlap(classes).value),
    published: [],
  };
}

function inkMetric(
  { masks, count }: ScenesSplit,
  predicted: Uint8Array,
  opponents: readonly Opponent[],
): Metric {
  const share = (classes: Uint8Array) =>
    meanWithError(
      Array.from({ length: count }, (_, scene) => {
        let [inked, right] = [0, 0];
        for (let pixel = scene * pixels; pixel < (scene + 1) * pixels; pixel++) {
          if (masks[pixel] === 0) continue;
          inked += 1;
          if (classes[pixel] === masks[pixel]) right += 1;
        }
        return right / inked;
      }),
    );
  return {
    id: 'ink_accuracy',
    name: { ko: '획의 정확도', en: 'Accuracy on ink' },
    ...share(predicted),
    unit: { ko: '맞힌 비율', en: 'share right' },
    better: 'higher',
    split: 'test',
    protocol: {
      ko: '장면마다 획에 속하는 픽셀 가운데 숫자를 맞힌 비율을 구해 평균했습니다.',
      en: 'The share of a scene’s ink pixels that are given the right digit, averaged over scenes.',
    },
    opponents: measuredOn(opponents, (classes) => share(classes).value),
    published: [],
  };
}
