/** What the figures of a card are made of, for the models of which a page shows it. */
import type { Dataset } from '#scripts/datasets/dataset.ts';
import type { Details, ModelCard } from '#src/model-card.ts';
import { factorDetails } from './disentanglement.ts';
import type { RunGraph } from './recipe.ts';

/** @returns undefined for a model whose card says all there is to say */
export async function measureDetails(
  { graphs, dataset: { id } }: ModelCard,
  run: RunGraph,
  dataset: Dataset,
): Promise<Details['content'] | undefined> {
  const latentDim = graphs['encoder']?.outputs['z_mean']?.shape.at(-1);
  if (id === 'shapes' && typeof latentDim === 'number') return factorDetails(run, dataset, latentDim);
  return undefined;
}
