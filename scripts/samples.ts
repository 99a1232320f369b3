/** `npm run samples`: draws what models make, from the shipped files, into `models/<id>/samples.png`. */
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { runCommand } from './command.ts';
import { openGraphs } from './recipes/graph-runner.ts';
import { NATIVE_ENGINE } from './export/parity.ts';
import { findModel, listModels, MODELS_DIRECTORY, requireModels } from './model-folder.ts';
import { seededRandomStream } from './random.ts';
import { drawSheet } from './samples/catalogue.ts';
import { sheetPng } from './samples/sheet.ts';
import { SamplesSchema, type Samples } from '#src/model-card.ts';

const SEED = 1;

const help = `Draw a sheet of what models make, from their shipped files, for their pages.

  npm run samples [-- <id> …] [options]

  <id> …        only these (all)
  --models DIR  folder of the models (${MODELS_DIRECTORY})`;

await runCommand(
  { help, options: { models: { type: 'string', default: MODELS_DIRECTORY } } },
  async ({ values: { models }, positionals }) => {
    await requireModels(models, positionals);
    for (const id of positionals.length > 0 ? positionals : await listModels(models)) {
      const { card, reference, graphs } = await findModel(models, id);
      const { run, close } = await openGraphs(graphs, NATIVE_ENGINE);
      const sheet = await drawSheet({ card, reference, run }, seededRandomStream(SEED)).finally(close);
      if (!sheet) {
        console.log(`${id}: makes no pictures`);
        continue;
      }
      const { png, width, height } = sheetPng(sheet);
      const samples: Samples = {
        caption: sheet.caption,
        width,
        height,
        graphs: Object.fromEntries(Object.entries(card.graphs).map(([name, { sha256 }]) => [name, sha256])),
      };
      await writeFileAtomic(join(models, id, 'samples.png'), Buffer.from(png));
      await writeFileAtomic(
        join(models, id, 'samples.json'),
        `${JSON.stringify(SamplesSchema.parse(samples), null, 2)}\n`,
      );
      console.log(`${id}: ${models}/${id}/samples.png, ${width} × ${height}, ${png.length} bytes`);
    }
    return 0;
  },
);
