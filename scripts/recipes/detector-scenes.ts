import { gatherPixels } from '#scripts/datasets/batch.ts';
import { INK, SCENE_WIDTH } from '#scripts/datasets/scenes-composition.ts';
import { asScenes, type ScenesSplit } from '#scripts/datasets/scenes.ts';
import type { Values } from '#scripts/engine.ts';
import { add, mul } from '#scripts/graph/ops/elementwise.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { input } from '#scripts/graph/tensor.ts';
import { meanAveragePrecision } from '#scripts/metrics/detection.ts';
import { readPieces } from '#scripts/metrics/scene-opponents.ts';
import { meanWithError } from '#scripts/metrics/statistics.ts';
import {
  CELL,
  detect,
  detectorLosses,
  initDetector,
  readCandidates,
  type DetectorParams,
  type DetectorShape,
} from '#scripts/networks/detector.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { intersectionOverUnion } from '#src/math/boxes.ts';
import { readDetections, type Detection } from '#src/math/detections.ts';
import type { Metric } from '#src/model-card.ts';
import { detectionTargets } from './detection-targets.ts';
import { openJudge } from './evaluator.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';
import { firstIndices, freshScenes, referenceScenes } from './scenes.ts';

const shape: DetectorShape = {
  width: SCENE_WIDTH,
  classes: 10,
  channels: [16, 32, 96],
  headChannels: 64,
};

const cells = SCENE_WIDTH / CELL;
const limits = { minScore: 0.02, maxOverlap: 0.4 }; // a low bar, as the average precision looks at every recall
const SURE = 0.5;

export default defineRecipe<DetectorParams>({
  id: 'detector-scenes',
  title: { ko: '숫자 검출기', en: 'Digit detector' },
  summary: {
    ko: '64×64 장면에 흩어진 숫자들을 한 번에 찾아, 숫자마다 상자와 종류를 내놓습니다. 같은 숫자를 가리키는 후보를 하나로 줄이는 일은 그래프 바깥에서 합니다.',
    en: 'Finds the digits scattered over a 64×64 scene in one pass and gives each a box and a class. Candidates for the same digit are thinned out afterwards, outside the graph.',
  },
  limits: {
    ko: '긴 변이 14–28픽셀이고 서로 거의 겹치지 않는 숫자만 보았습니다. 많이 겹친 숫자나 이보다 크거나 작은 숫자, 숫자가 아닌 그림에는 쓸 수 없습니다.',
    en: 'It has seen digits of 14 to 28 pixels that hardly overlap. It is not for digits on top of each other, much larger or smaller ones, or drawings of anything else.',
  },
  dataset: 'scenes',
  network: `64×64 → conv 3×3/2 16 → /2 32, 32 → /2 96, 96, 96 → ×2 + 32 → 64 → ${cells}×${cells} × (10 + 4), SiLU`,
  learning: {
    by: 'descent',
    objective: descend<DetectorParams>({
      batchSize: 32,
      steps: 8_000, // 256,000 scenes, none seen twice
      validateEvery: 1_000,
      averaging: 0.999,
      init: (random) => initDetector(random, shape),
      optimizer: adam(),
      learningRate: cosine({ peak: 3e-3, warmupSteps: 200 }),
      inputs: (batchSize) => ({
        x: input('x', [batchSize, SCENE_WIDTH ** 2]),
        heat: input('heat', [batchSize, shape.classes, cells, cells]),
        geometry: input('geometry', [batchSize, 4, cells, cells]),
        weight: input('weight', [batchSize, 1, cells, cells]),
      }),
      trainingFeeds: (dataset, indices, random) =>
        feeds(freshScenes(dataset, indices.length, random), firstIndices(indices.length)),
      validationFeeds: (dataset, indices) => feeds(asScenes(dataset).validation, indices),
      loss(params, { x, heat, geometry, weight }) {
        const targets = { heat: heat!, geometry: geometry!, weight: weight! };
        const { focal, box } = detectorLosses(detect(params, x!, shape), targets);
        return { loss: add(focal, mul(box, 0.5)), reports: { focal, box } };
      },
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  graphs: (params) => ({
    detector: readCandidates(detect(params, input('x', ['batch', SCENE_WIDTH ** 2]), shape)),
  }),
  async references(images) {
    const count = 4;
    return { detector: { x: gatherPixels(referenceScenes(images, count), firstIndices(count)) } };
  },
  async measure(run, dataset) {
    const { test } = asScenes(dataset);
    const found = await detectAll(run, test);
    const pieces = await findPieces(test);
    return [
      precisionMetric(0.5, test, found, pieces),
      precisionMetric(0.75, test, found, pieces),
      wholeScenesMetric(test, found, pieces),
    ];
  },
});

type Found = readonly (readonly Detection[])[];

function feeds(scenes: ScenesSplit, indices: Int32Array): Values {
  const digits = Array.from(indices, (index) => scenes.digits[index]!);
  return { x: gatherPixels(scenes, indices), ...detectionTargets(digits, SCENE_WIDTH, shape.classes) };
}

async function detectAll(run: RunGraph, scenes: ScenesSplit): Promise<Found> {
  const batch = 250;
  const found: (readonly Detection[])[] = [];
  for (let from = 0; from < scenes.count; from += batch) {
    const size = Math.min(batch, scenes.count - from);
    const { boxes, scores } = await run('detector', { x: gatherPixels(scenes, firstIndices(size, from)) });
    const row = ({ data }: Values[string], index: number) =>
      (data as Float32Array).subarray((index * data.length) / size, ((index + 1) * data.length) / size);
    for (let index = 0; index < size; index++) {
      found.push(readDetections(row(boxes!, index), row(scores!, index), limits));
    }
  }
  return found;
}

async function findPieces(scenes: ScenesSplit): Promise<Found> {
  const { judge, close } = await openJudge();
  return readPieces(scenes, SCENE_WIDTH, INK, 6, judge).finally(close);
}

const opponent = (value: number): Metric['opponents'][number] => ({
  name: {
    ko: '이어진 잉크 덩어리를 하나씩 classifier-mnist로 읽기',
    en: 'Each connected piece of ink read by classifier-mnist',
  },
  value,
  source: { ko: '같은 장면에서 모델과 함께 잰 값', en: 'measured with the model, on the same scenes' },
});

function precisionMetric(overlap: number, { digits }: ScenesSplit, found: Found, pieces: Found): Metric {
  const { value, standardError, count } = meanAveragePrecision(found, digits, shape.classes, overlap);
  return {
    id: `map_${100 * overlap}`,
    name: { ko: `평균 정밀도(mAP@${overlap})`, en: `Mean average precision (mAP@${overlap})` },
    value,
    standardError,
    unit: { ko: '정밀도', en: 'precision' },
    better: 'higher',
    split: 'test',
    count,
    protocol: {
      ko: `상자의 IoU가 ${overlap} 이상이고 숫자가 맞으면 찾은 것으로 셉니다. 숫자마다 재현율에 따른 정밀도의 넓이를 구해 열 숫자에 대해 평균했습니다. 표준오차는 장면을 200번 다시 뽑아 구했습니다.`,
      en: `A digit is found by a box of IoU ${overlap} or more with the right class. The area under precision by recall is averaged over the ten classes; the standard error is from 200 bootstrap draws of scenes.`,
    },
    opponents: [opponent(meanAveragePrecision(pieces, digits, shape.classes, overlap).value)],
    published: [],
  };
}

function wholeScenesMetric({ digits }: ScenesSplit, found: Found, pieces: Found): Metric {
  const share = (answers: Found) =>
    meanWithError(digits.map((truth, scene) => (isRight(answers[scene]!, truth) ? 1 : 0)));
  return {
    id: 'scenes_right',
    name: { ko: '모두 맞힌 장면', en: 'Scenes with everything right' },
    ...share(found),
    unit: { ko: '장면의 비율', en: 'share of scenes' },
    better: 'higher',
    split: 'test',
    protocol: {
      ko: `점수가 ${SURE} 이상인 답이 장면의 숫자와 하나씩 짝을 이루어, 저마다 숫자가 같고 상자의 IoU가 0.5 이상인 장면의 비율입니다.`,
      en: `Share of scenes in which the answers of score ${SURE} or more and the digits pair off, each with the same class and an IoU of 0.5 or more.`,
    },
    opponents: [opponent(share(pieces).value)],
    published: [],
  };
}

function isRight(answers: readonly Detection[], truth: ScenesSplit['digits'][number]): boolean {
  const sure = answers.filter(({ score }) => score >= SURE);
  return (
    sure.length === truth.length &&
    truth.every(({ label, box }) =>
      sure.some((answer) => answer.label === label && intersectionOverUnion(answer.box, box) >= 0.5),
    )
  );
}
