/** `npm run verify`: every committed model against its card and reference, on both runtimes. */
import { counted, runCommand } from './command.ts';
import { findModel, listModels, MODELS_DIRECTORY, requireModels } from './model-folder.ts';
import { checkParity, PARITY_ENGINES } from './export/parity.ts';

const help = `Check that models are what their cards say: files, hashes, names, shapes, and values on
onnxruntime-node and onnxruntime-web (WebAssembly).

  npm run verify [-- <id> …] [options]

  <id> …        only these (all)
  --models DIR  folder of the models (${MODELS_DIRECTORY})`;

await runCommand(
  { help, options: { models: { type: 'string', default: MODELS_DIRECTORY } } },
  async ({ values: { models }, positionals }) => {
    await requireModels(models, positionals);
    const ids = positionals.length > 0 ? positionals : await listModels(models);
    if (ids.length === 0)
      throw new Error(`There are no models in ${models}/. Run \`npm run train -- <id>\` to make one.`);
    let failures = 0;
    for (const id of ids) {
      try {
        const model = await findModel(models, id);
        for (const engine of PARITY_ENGINES) {
          for (const { graph, backend, maxAbsDiff } of await checkParity(model, engine)) {
            console.log(
              `ok    ${id}/${graph} on ${backend}: max |Δ| ${maxAbsDiff.toExponential(1)} ≤ ${model.card.reference.atol}`,
            );
          }
        }
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        failures++;
        console.error(`FAIL  ${error.message}`);
      }
    }
    const kept =
      ids.length === 1
        ? 'The model is what its card says.'
        : `All ${ids.length} models are what their cards say.`;
    console.log(`\n${failures === 0 ? kept : `${failures} of ${counted(ids.length, 'model')} failed.`}`);
    return failures === 0 ? 0 : 1;
  },
);
