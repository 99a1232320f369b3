/** `npm run codes -- <id>`: where a model's encoder puts the test images, into `models/<id>/codes.bin`. */
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { calledAs, runCommand, UsageError } from './command.ts';
import { gatherPixels } from './datasets/batch.ts';
import { loadDataset } from './datasets/catalogue.ts';
import type { Split } from './datasets/dataset.ts';
import { openGraphs } from './recipes/graph-runner.ts';
import { NATIVE_ENGINE } from './export/parity.ts';
import { sha256 } from './hash.ts';
import { findModel, MODELS_DIRECTORY, requireModels } from './model-folder.ts';
import { findRecipe } from './recipes/catalogue.ts';
import type { RunGraph } from './recipes/recipe.ts';
import { quantise } from '#src/math/quantise.ts';
import { CodesSchema, type Codes, type ModelCard } from '#src/model-card.ts';

const BATCH = 500;

const help = `Store the codes of the test images, class by class, for the maps of the site. They are numbers alone:
no image of the data set can be made of them.

  npm run codes -- <id> … [options]

  <id> …        models with a graph \`encoder\` from x to z_mean or z
  --models DIR  folder of the models (${MODELS_DIRECTORY})`;

await runCommand(
  { help, options: { models: { type: 'string', default: MODELS_DIRECTORY } } },
  async ({ values: { models }, positionals }) => {
    if (positionals.length === 0)
      throw new UsageError(`Name a model with an encoder, as in \`${calledAs()} vae-mnist-2\`.`);
    await requireModels(models, positionals);
    for (const id of positionals) {
      const { card, graphs } = await findModel(models, id);
      const output = codeOutput(card);
      const { test } = await loadDataset(findRecipe(id).dataset);
      const { run, close } = await openGraphs({ encoder: graphs['encoder']! }, NATIVE_ENGINE);
      const { values, counts } = await encodeByClass(test, run, output).finally(close);
      const limit = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      const bytes = new Uint8Array(quantise(values, limit).buffer);
      const codes: Codes = {
        split: 'test',
        counts,
        latentDim: values.length / test.count,
        limit,
        bytes: bytes.length,
        sha256: sha256(bytes),
        graphs: { encoder: card.graphs['encoder']!.sha256 },
      };
      await writeFileAtomic(join(models, id, 'codes.bin'), Buffer.from(bytes));
      await writeFileAtomic(
        join(models, id, 'codes.json'),
        `${JSON.stringify(CodesSchema.parse(codes), null, 2)}\n`,
      );
      console.log(`${id}: ${models}/${id}/codes.bin, ${test.count} codes, ${bytes.length} bytes`);
    }
    return 0;
  },
);

/** The output of the encoder that is its code: the mean, where it gives a distribution. */
function codeOutput({ id, graphs }: ModelCard): string {
  const outputs = graphs['encoder']?.outputs ?? {};
  const output = ['z_mean', 'z'].find((name) => name in outputs);
  if (output) return output;
  throw new Error(`The model "${id}" has no graph "encoder" with an output "z_mean" or "z".`);
}

/** @returns values [images, latentDim], class by class, and the images of each class */
async function encodeByClass(split: Split, run: RunGraph, output: string) {
  const order = Int32Array.from(Array.from({ length: 10 }, (_, label) => indicesOf(split, label)).flat());
  const values: number[] = [];
  for (let first = 0; first < order.length; first += BATCH) {
    const x = gatherPixels(split, order.subarray(first, first + BATCH));
    values.push(...((await run('encoder', { x }))[output]!.data as Float32Array));
  }
  const counts = Array.from({ length: 10 }, (_, label) => indicesOf(split, label).length);
  return { values, counts };
}

function indicesOf({ labels }: Split, label: number): number[] {
  return [...labels.keys()].filter((index) => labels[index] === label);
}
