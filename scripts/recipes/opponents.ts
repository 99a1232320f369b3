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
