/** `npm run evaluate -- <id>`: measures the shipped files again, and writes the figures to the card and what they are made of beside it. */
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { runCommand, UsageError } from './command.ts';
import { loadDataset } from './datasets/catalogue.ts';
import { openGraphs } from './export/graph-runner.ts';
import { findModel, MODELS_DIRECTORY } from './model-folder.ts';
import { NATIVE_ENGINE } from './export/parity.ts';
import { printMetrics } from './metrics/table.ts';
import { findRecipe, recipeIds } from './recipes/catalogue.ts';
import { measureDetails } from './recipes/details.ts';
import { DetailsSchema, ModelCardSchema, type Details, type Metric } from '#src/model-card.ts';

const help = `Measure a model's shipped files on its test split and write the figures to its card.

  npm run evaluate -- <id> [options]

  <id>          ${recipeIds.join(', ')}
  --models DIR  folder of the models (${MODELS_DIRECTORY})`;

await runCommand(
  { help, options: { models: { type: 'string', default: MODELS_DIRECTORY } } },
  async ({ values: { models }, positionals: [id, ...rest] }) => {
    if (rest.length > 0) throw new UsageError(`One model at a time, not also ${rest.join(', ')}.`);
    const recipe = findRecipe(id);
    const { card, graphs } = await findModel(models, recipe.id);
    const dataset = await loadDataset(recipe.dataset);
    const { run, close } = await openGraphs(graphs, NATIVE_ENGINE);
    const write = (file: string, content: unknown) =>
      writeFileAtomic(join(models, card.id, file), `${JSON.stringify(content, null, 2)}\n`);
    let metrics: Metric[];
    let content: Details['content'] | undefined;
    try {
      metrics = [...(await recipe.measure(run, dataset))];
      content = await measureDetails(card, run, dataset);
    } finally {
      await close();
    }
    if (content) {
      const hashes = Object.entries(card.graphs).map(([name, { sha256 }]) => [name, sha256]);
      await write('details.json', DetailsSchema.parse({ content, graphs: Object.fromEntries(hashes) }));
    }
    await write('card.json', ModelCardSchema.parse({ ...card, metrics }));
    printMetrics(metrics);
    return 0;
  },
);
