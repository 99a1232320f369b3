/** What the figures of a card are made of, for the models of which a page shows it. */
import type { Dataset } from '#scripts/datasets/dataset.ts';
import type { Details, ModelCard } from '#src/model-card.ts';
import { codebookDetails } from './codebook.ts';
import { factorDetails } from './disentanglement.ts';
import type { RunGraph } from './recipe.ts';

/** @returns undefined for a model whose card says all there is to say */
export async function measureDetails(
  { id, graphs, dataset: images }: ModelCard,
  run: RunGraph,
  dataset: Dataset,
): Promise<Details['content'] | undefined> {
  const latentDim = graphs['encoder']?.outputs['z_mean']?.shape.at(-1);
  if (images.id === 'shapes' && typeof latentDim === 'number') return factorDetails(run, dataset, latentDim);
  if (id === 'vqvae-mnist') return codebookDetails(run, dataset, { places: 7, patch: 4, codes: 64 });
  return undefined;
}
