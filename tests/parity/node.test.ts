import { describe, expect, it } from 'vitest';
import { checkParity, PARITY_ENGINES } from '#scripts/export/parity.ts';
import { describeRecipe, findRecipe } from '#scripts/recipes/catalogue.ts';
import { findModel, listModels, MODELS_DIRECTORY } from '#scripts/model-folder.ts';

const ids = await listModels(MODELS_DIRECTORY);

describe('every committed model gives its reference outputs', () => {
  it('and there are models', () => {
    expect(ids).toContain('ae-mnist');
    expect(ids).toContain('pca-mnist');
  });

  for (const engine of PARITY_ENGINES) {
    it.each(ids)(`on ${engine.backend} in Node: %s`, async (id) => {
      const model = await findModel(MODELS_DIRECTORY, id);
      const results = await checkParity(model, engine);
      expect(results.map(({ graph }) => graph)).toEqual(Object.keys(model.card.graphs));
    });
  }

  it.each(ids)('was made by the recipe as it reads now: %s', async (id) => {
    const { card } = await findModel(MODELS_DIRECTORY, id);
    expect(card.recipe).toEqual(await describeRecipe(findRecipe(id)));
  });

  it('ae-mnist reconstructs MNIST within 0.0042 squared error per pixel', async () => {
    const { card } = await findModel(MODELS_DIRECTORY, 'ae-mnist');
    expect(card.metrics.find(({ id }) => id === 'mse')!.value).toBeLessThanOrEqual(0.0042);
  });

  it.each(ids)('is at most 2 MB a graph: %s', async (id) => {
    const { card } = await findModel(MODELS_DIRECTORY, id);
    for (const { bytes } of Object.values(card.graphs)) expect(bytes).toBeLessThanOrEqual(2_000_000);
  });
});
