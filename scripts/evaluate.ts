/** `npm run evaluate -- <id>`: measures the shipped files again, and writes the figures to the card and what they are made of beside it. */
import { join } from 'node:path';
import { inColumns, runCommand, UsageError } from './command.ts';
import { loadDataset } from './datasets/catalogue.ts';
import { openGraphs } from './recipes/graph-runner.ts';
import { checkParity, NATIVE_ENGINE, PARITY_ENGINES } from './export/parity.ts';
import { makeReference } from './export/reference.ts';
import { sha256 } from './hash.ts';
import { findModel, MODELS_DIRECTORY, readModel, requireModels, writeJson } from './model-folder.ts';
import { printMetrics } from './metrics/table.ts';
import { findRecipe, recipeIds } from './recipes/catalogue.ts';
import { measureDetails } from './recipes/details.ts';
import {
  DetailsSchema,
  ModelCardSchema,
  ReferenceSchema,
  type ModelCard,
  type Reference,
} from '#src/model-card.ts';

const help = `Measure a model's shipped files on its test split and write the figures to its card.

  npm run evaluate -- <id> [options]

  <id>          one of the models below
  --models DIR  folder of the models (${MODELS_DIRECTORY})
  --reference   make reference.json again instead, where the recipe has come to choose other inputs for it

Models:
${inColumns(recipeIds)}`;

await runCommand(
  {
    help,
    options: {
      models: { type: 'string', default: MODELS_DIRECTORY },
      reference: { type: 'boolean', default: false },
    },
  },
  async ({ values: { models, reference }, positionals: [id, ...rest] }) => {
    if (rest.length > 0) throw new UsageError(`One model at a time, not also ${rest.join(', ')}.`);
    const recipe = findRecipe(id);
    await requireModels(models, [recipe.id]);
    const { card, graphs } = await findModel(models, recipe.id);
    const { run, close } = await openGraphs(graphs, NATIVE_ENGINE);
    const folder = join(models, card.id);
    if (reference) {
      await replaceReference(folder, card, await makeReference(recipe, run).finally(close));
      return 0;
    }
    const dataset = await loadDataset(recipe.dataset);
    const { metrics, content } = await measureAll().finally(close);
    if (content) {
      const hashes = Object.entries(card.graphs).map(([name, { sha256 }]) => [name, sha256]);
      const details = DetailsSchema.parse({ content, graphs: Object.fromEntries(hashes) });
      await writeJson(folder, 'details.json', details);
    }
    await writeCard(folder, { ...card, metrics });
    printMetrics(metrics);
    return 0;

    async function measureAll() {
      const metrics = [...(await recipe.measure(run, dataset))];
      return { metrics, content: await measureDetails(card, run, dataset) };
    }
  },
);

function writeCard(folder: string, card: ModelCard): Promise<Uint8Array> {
  return writeJson(folder, 'card.json', ModelCardSchema.parse(card));
}

/** @throws ModelError where an engine does not reproduce it */
async function replaceReference(folder: string, card: ModelCard, reference: Reference): Promise<void> {
  const bytes = await writeJson(folder, 'reference.json', ReferenceSchema.parse(reference));
  await writeCard(folder, { ...card, reference: { ...card.reference, sha256: sha256(bytes) } });
  const written = await readModel(folder);
  for (const engine of PARITY_ENGINES) await checkParity(written, engine);
}
