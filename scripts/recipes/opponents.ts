import type { Split } from '#scripts/datasets/dataset.ts';
import { classMeans, independentPixels } from '#scripts/metrics/likelihood-opponents.ts';
import { meanOf } from '#scripts/metrics/statistics.ts';
import { findModel, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import type { Metric } from '#src/model-card.ts';

/**
 * Another model's figure, read from its card, to hold a metric against.
 *
 * @throws ModelError where that model has not been trained, RangeError where it has no such metric
 */
export async function opponentFromCard(
  modelId: string,
  metricId: string,
): Promise<Metric['opponents'][number]> {
  const { card } = await findModel(MODELS_DIRECTORY, modelId);
  const metric = card.metrics.find(({ id }) => id === metricId);
  if (!metric) {
    const known = card.metrics.map(({ id }) => id).join(', ');
    throw new RangeError(`The card of ${modelId} has no metric "${metricId}". Metrics: ${known}.`);
  }
  return {
    name: { ko: `${card.title.ko} · ${metric.name.ko}`, en: `${card.title.en} · ${metric.name.en}` },
    value: metric.value,
    source: `models/${modelId}`,
  };
}

/**
 * The likelihood under models that know nothing but means.
 *
 * @param bits binarised test images
 */
export function simplestModels(train: Split, bits: Split): Metric['opponents'] {
  const source = {
    ko: '훈련 데이터로 정한 식, 모델과 함께 잰 값',
    en: 'formulas from the training split, measured with the model',
  };
  return [
    {
      name: { ko: '픽셀마다 따로 정한 확률', en: 'Independent pixels' },
      value: -meanOf(independentPixels(train, bits)),
      source,
    },
    {
      name: { ko: '숫자별 평균 그림 열 장의 혼합', en: 'Mixture of the ten class means' },
      value: -meanOf(classMeans(train, bits, 10)),
      source,
    },
  ];
}
