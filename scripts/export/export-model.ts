/** From trained parameters to `models/<id>/`: graphs, reference, curve and card, checked before anything is replaced. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '#scripts/datasets/dataset.ts';
import { countDistinctParameters, countParameters, graphInputs, writeOnnx } from '#scripts/graph/onnx.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import { sha256 } from '#scripts/hash.ts';
import { readModel, replaceModel, writeJson } from '#scripts/model-folder.ts';
import { paramsAsConstants, type ParamTree } from '#scripts/networks/params.ts';
import type { Recipe, RunGraph } from '#scripts/recipes/recipe.ts';
import { ModelCardSchema, ReferenceSchema, type Curve, type Graph, type ModelCard } from '#src/model-card.ts';
import { openGraphs } from '#scripts/recipes/graph-runner.ts';
import { checkParity, NATIVE_ENGINE, PARITY_ENGINES } from './parity.ts';
import { makeReference } from './reference.ts';

export interface Trained {
  /** The file that was followed, as it read then. */
  readonly recipe: ModelCard['recipe'];
  /** What makes this model again. */
  readonly command: string;
  readonly params: ParamTree;
  /** The weights along the training that the recipe's objective asked for. */
  readonly snapshots: readonly { readonly step: number; readonly params: ParamTree }[];
  readonly training: Omit<ModelCard['training'], 'curve'>;
  readonly curve: Curve | undefined;
}

/**
 * Writes `<directory>/<id>/` whole, or leaves it as it was.
 *
 * @throws ModelError where the files do not reproduce the reference on every engine
 */
export async function exportModel(
  recipe: Recipe,
  trained: Trained,
  dataset: Dataset,
  directory: string,
): Promise<ModelCard> {
  const outputs = recipe.graphs(
    paramsAsConstants(trained.params, recipe.storage),
    trained.snapshots.map(({ step, params }) => ({
      step,
      params: paramsAsConstants(params, recipe.storage),
    })),
  );
  const files = Object.fromEntries(
    Object.entries(outputs).map(([name, tensors]) => [name, writeOnnx(tensors, name)]),
  );
  const graphs = await openGraphs(files, NATIVE_ENGINE);
  const { reference, metrics } = await describeBehaviour(recipe, graphs.run, dataset).finally(graphs.close);

  await replaceModel(directory, recipe.id, async (folder) => {
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, `${name}.onnx`), bytes);
    const referenceBytes = await writeJson(folder, 'reference.json', reference);
    if (trained.curve) await writeJson(folder, 'curve.json', trained.curve);
    const { id, title, summary, limits, network, vocabulary, atol } = recipe;
    const card: ModelCard = {
      id,
      title,
      summary,
      limits,
      licence: 'MIT',
      command: trained.command,
      recipe: trained.recipe,
      network,
      parameters: countDistinctParameters(
        Object.values(outputs).flatMap((tensors) => Object.values(tensors)),
      ),
      ...(vocabulary && { vocabulary: [...vocabulary] }),
      dataset: describeDataset(dataset),
      training: { ...trained.training, curve: trained.curve ? 'curve.json' : null },
      graphs: Object.fromEntries(
        Object.entries(files).map(([name, bytes]) => [name, describeGraph(name, bytes, outputs[name]!)]),
      ),
      reference: { file: 'reference.json', sha256: sha256(referenceBytes), atol },
      metrics: [...metrics],
    };
    await writeJson(folder, 'card.json', ModelCardSchema.parse(card));

    const written = await readModel(folder);
    for (const engine of PARITY_ENGINES) await checkParity(written, engine);
  });
  return (await readModel(join(directory, recipe.id))).card;
}

async function describeBehaviour(recipe: Recipe, run: RunGraph, dataset: Dataset) {
  const reference = ReferenceSchema.parse(await makeReference(recipe, run));
  return { reference, metrics: await recipe.measure(run, dataset) };
}

function describeGraph(name: string, bytes: Uint8Array, outputs: Readonly<Record<string, Tensor>>): Graph {
  const tensors = Object.values(outputs);
  return {
    file: `${name}.onnx`,
    bytes: bytes.length,
    sha256: sha256(bytes),
    parameters: countParameters(tensors),
    inputs: describeTensors(graphInputs(tensors)),
    outputs: describeTensors(outputs),
  };
}

function describeTensors(tensors: Readonly<Record<string, Tensor>>): Graph['inputs'] {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape }]) => {
      if (dtype === 'bool')
        throw new TypeError(`"${name}": shipped graphs take and give numbers, not booleans.`);
      return [name, { dtype, shape: [...shape] }];
    }),
  );
}

function describeDataset({
  id,
  name,
  source,
  licence,
  sha256: hashes,
  train,
  validation,
  test,
}: Dataset): ModelCard['dataset'] {
  return {
    id,
    name,
    source,
    licence,
    sha256: hashes,
    splits: { train: train.count, validation: validation.count, test: test.count },
  };
}
