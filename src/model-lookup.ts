import { didYouMean } from './mistakes.ts';
import type { Metric, ModelCard } from './model-card.ts';

/** @throws Error listing the known ids, if no card has this one */
export function findModelCard(cards: readonly ModelCard[], id: string): ModelCard {
  const card = cards.find((each) => each.id === id);
  if (card) return card;
  const known = cards.map((each) => each.id);
  const advice =
    didYouMean(id, known) ??
    `Trained models: ${known.join(', ') || 'none'}. \`npm run train\` lists the recipes.`;
  throw new Error(`No model card for "${id}". ${advice}`);
}

/** @throws Error listing the card's metrics, if it has none of this id */
export function findMetric(card: ModelCard, id: string): Metric {
  const metric = card.metrics.find((each) => each.id === id);
  if (metric) return metric;
  const known = card.metrics.map((each) => each.id);
  const advice = didYouMean(id, known) ?? `Its metrics: ${known.join(', ') || 'none'}.`;
  throw new Error(`Model "${card.id}" has no metric "${id}". ${advice}`);
}

/**
 * How many weights a model has, or one of its graphs.
 *
 * @throws Error listing the card's graphs, if it has none of this name
 */
export function findParameters(card: ModelCard, graph: string | undefined): number {
  const counted = graph === undefined ? card : card.graphs[graph];
  if (counted) return counted.parameters;
  const known = Object.keys(card.graphs);
  const advice = didYouMean(graph ?? '', known) ?? `Its graphs: ${known.join(', ')}.`;
  throw new Error(`Model "${card.id}" has no graph "${graph ?? ''}". ${advice}`);
}

/** A figure that a metric is held against, by its place in the list or by its name in either language. */
export type ComparisonKey = number | string;

/** What to give in the place of a metric's own value. */
export type Comparison = Readonly<Partial<Record<'opponent' | 'published', ComparisonKey | undefined>>>;

/** @throws Error listing the metric's comparisons of this kind, if none matches */
export function findComparison(
  card: ModelCard,
  metric: Metric,
  kind: 'opponents' | 'published',
  key: ComparisonKey,
): Metric['opponents'][number] {
  const list = metric[kind];
  const found = list.find(({ name }, index) => key === index || key === name.ko || key === name.en);
  if (found) return found;
  const known =
    list.map(({ name }, index) => `${String(index)} "${name.en}" ("${name.ko}")`).join(', ') || 'none';
  throw new Error(`Metric "${metric.id}" of model "${card.id}" has no "${key}" among its ${kind}: ${known}.`);
}

/**
 * A metric's own value or, where one is asked for, that of an opponent or a published one.
 *
 * @throws Error listing what there is, if there is no such figure
 */
export function findFigure(card: ModelCard, id: string, { opponent, published }: Comparison): number {
  const metric = findMetric(card, id);
  if (opponent !== undefined) return findComparison(card, metric, 'opponents', opponent).value;
  if (published !== undefined) return findComparison(card, metric, 'published', published).value;
  return metric.value;
}
