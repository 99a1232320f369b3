/** How good generated images are: as a set, each for itself, and whether they are new. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Dataset, Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import type { Metric } from '#src/model-card.ts';
import { argmax } from './classification.ts';
import { frechetBetween } from './frechet.ts';
import { nearestNeighbours } from './nearest.ts';
import { meanWithError } from './statistics.ts';

/**
 * A classifier that was not trained with the model it judges.
 *
 * @param x [batch, pixels] in [0, 1] → features [batch, 64], logits [batch, classes]
 */
export type Judge = (
  x: TensorValue,
) => Promise<{ readonly features: TensorValue; readonly logits: TensorValue }>;

export interface Judged {
  /** [count, features] */
  readonly features: TensorValue;
  /** [count] the likeliest class of each image */
  readonly classes: Uint8Array;
}

const BATCH = 500;

/** @param x [count, pixels] */
export async function judgeImages({ data, shape }: TensorValue, judge: Judge): Promise<Judged> {
  const [count, pixels] = shape as readonly [number, number];
  const classes = new Uint8Array(count);
  const features: number[] = [];
  let width = 0;
  for (let from = 0; from < count; from += BATCH) {
    const to = Math.min(from + BATCH, count);
    const x = { data: data.slice(from * pixels, to * pixels), shape: [to - from, pixels] };
    const judged = await judge(x);
    width = judged.features.shape[1]!;
    for (const value of judged.features.data) features.push(Number(value));
    for (let row = 0; row < to - from; row++) classes[from + row] = argmax(judged.logits, row);
  }
  return { features: { data: Float32Array.from(features), shape: [count, width] }, classes };
}

/** Share of each class, [classCount]. */
export function classShares(classes: Uint8Array, classCount: number): Float64Array {
  const shares = new Float64Array(classCount);
  for (const label of classes) shares[label]! += 1 / classes.length;
  return shares;
}

/**
 * Mean distance of generated images to the nearest training image, over that of held-out real ones: about 1 where
 * the images are new, towards 0 where they are copies. Its standard error is to first order.
 *
 * @param generated [count, pixels] in [0, 1]
 */
export async function nearestNeighbourRatio(
  generated: TensorValue,
  train: Split,
  heldOut: Split,
): Promise<{ readonly value: number; readonly standardError: number; readonly count: number }> {
  const references = firstPixels(train, train.count);
  const toTrain = async (queries: TensorValue) =>
    meanWithError((await nearestNeighbours(queries, references, 1)).distances);
  const [ours, real] = [await toTrain(generated), await toTrain(firstPixels(heldOut, generated.shape[0]!))];
  const value = ours.value / real.value;
  const relative = Math.hypot(ours.standardError / ours.value, real.standardError / real.value);
  return { value, standardError: value * relative, count: ours.count };
}

/** The first images of a split, [min(count, split.count), pixels]. */
export function firstPixels(split: Split, count: number): TensorValue {
  return gatherPixels(
    split,
    Int32Array.from({ length: Math.min(count, split.count) }, (_, index) => index),
  );
}

/** The smallest share that any of ten classes has. */
export function rarestShare(classes: Uint8Array) {
  const value = Math.min(...classShares(classes, 10));
  return { value, standardError: Math.sqrt((value * (1 - value)) / classes.length), count: classes.length };
}

/** Enough for a ratio's second digit, and a tenth of the time of 10,000. */
const NEIGHBOUR_QUERIES = 2_000;

/**
 * Fréchet distance in the judge's features with the distance of real images to real ones as its floor, then the
 * nearest-neighbour ratio and the rarest class's share, as metrics of a card.
 *
 * @param generated [count, pixels] in [0, 1]; as many as the test split has
 */
export async function sampleMetrics(
  generated: TensorValue,
  { train, test }: Dataset,
  judge: Judge,
  comparisons: Pick<Metric, 'opponents' | 'published'>,
): Promise<readonly [distance: Metric, ratio: Metric, rarest: Metric]> {
  const count = generated.shape[0]!;
  const ours = await judgeImages(generated, judge);
  const real = await judgeImages(firstPixels(test, count), judge);
  const other = await judgeImages(firstPixels(train, count), judge);
  const floor = frechetBetween(other.features, real.features);

  const pixels = generated.shape[1]!;
  const queries = Math.min(count, NEIGHBOUR_QUERIES);
  const some = { data: generated.data.slice(0, queries * pixels), shape: [queries, pixels] };
  const ratio = await nearestNeighbourRatio(some, train, test);

  return [
    {
      id: 'fd_64',
      name: { ko: 'FD-64 (자체 분류기)', en: 'FD-64, ours' },
      ...frechetBetween(ours.features, real.features),
      unit: { ko: '특징 거리의 제곱', en: 'squared feature distance' },
      better: 'lower',
      split: 'test',
      protocol: {
        ko: `생성한 이미지 ${count}장과 테스트 이미지 ${real.classes.length}장을 이 프로젝트의 분류기에 넣어 얻은 특징 64개의 프레셰 거리입니다. Inception으로 잰 FID와 비교할 수 없습니다. 표준오차는 생성한 이미지를 다시 뽑아(부트스트랩) 구했습니다.`,
        en: `Fréchet distance in 64 features of the project's own classifier between ${count} generated and ${real.classes.length} test images. It does not compare with FIDs measured by Inception. Standard error by bootstrap over the generated images.`,
      },
      opponents: [
        {
          name: {
            ko: `실제 이미지끼리의 거리 (훈련 이미지 ${count}장)`,
            en: `Real images against real ones (${count} training images)`,
          },
          value: floor.value,
          source: 'scripts/metrics/sample-quality.ts',
        },
        ...comparisons.opponents,
      ],
      published: comparisons.published,
    },
    {
      id: 'nn_ratio',
      name: { ko: '최근접 이웃 거리비', en: 'Nearest-neighbour ratio' },
      ...ratio,
      unit: { ko: '1이면 실제 이미지와 같음', en: '1 as real images' },
      better: 'higher',
      split: 'test',
      protocol: {
        ko: `생성한 이미지 ${queries}장에서 가장 가까운 훈련 이미지까지의 픽셀 거리 평균을, 테스트 이미지 ${queries}장에서 잰 같은 평균으로 나누었습니다. 1보다 많이 작으면 훈련 이미지를 베꼈다는 뜻입니다.`,
        en: `Mean pixel distance from ${queries} generated images to the nearest training image, over that from ${queries} test images. Far below 1 means copies of training images.`,
      },
      opponents: [],
      published: [],
    },
    {
      id: 'rarest_digit',
      name: { ko: '가장 드문 숫자의 비율', en: 'Share of the rarest digit' },
      ...rarestShare(ours.classes),
      unit: { ko: '비율', en: 'share' },
      better: 'higher',
      split: 'test',
      protocol: {
        ko: `생성한 이미지 ${count}장을 이 프로젝트의 분류기로 읽어 숫자마다 비율을 재고 가장 작은 값을 적었습니다.`,
        en: `The project's own classifier reads ${count} generated images; the smallest share of any digit.`,
      },
      opponents: [
        {
          name: { ko: '테스트 이미지에서 같은 비율', en: 'The same share of test images' },
          value: rarestShare(real.classes).value,
          source: 'scripts/metrics/sample-quality.ts',
        },
      ],
      published: [],
    },
  ];
}
