import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, TensorProto_DataType } from 'onnx-buf';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import { exportModel } from '#scripts/export/export-model.ts';
import { checkParity, NATIVE_ENGINE, PARITY_ENGINES } from '#scripts/export/parity.ts';
import { findModel, listModels, MODELS_DIRECTORY, replaceModel } from '#scripts/model-folder.ts';
import { describeRecipe, findRecipe } from '#scripts/recipes/catalogue.ts';
import type { Recipe } from '#scripts/recipes/recipe.ts';
import { train } from '#scripts/training/loop.ts';
import { decodeTensor, encodeTensor } from '#src/tensor-data.ts';
import { tinyOptions } from '../training/tiny.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'models-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const message = async (promise: Promise<unknown>) =>
  String(
    await promise.then(
      () => 'no error',
      (error: unknown) => error,
    ),
  ).replaceAll(folder, '<models>');

// That its weights come to something is seen in tests/unit/recipes/.
describe('the recipe ae-strokes, after a step', () => {
  it('exports its files and passes parity on both runtimes', async () => {
    const recipe = findRecipe('ae-strokes');
    const dataset = makeStrokes({ seed: 1, counts: { train: 2000, validation: 500, test: 200 } });
    const { learning } = recipe;
    if (learning.by !== 'descent') throw new TypeError('ae-strokes is trained by descent.');
    const { params, snapshots, curve } = await train(
      learning.objective,
      dataset,
      tinyOptions(join(folder, 'c'), { steps: 1 }),
    );
    const trained = {
      recipe: await describeRecipe(recipe),
      command: 'none',
      params,
      snapshots,
      curve,
      training: {
        seed: 5,
        steps: 1,
        batchSize: 128,
        epochs: 0.064,
        selectedStep: 1,
        engine: 'cpu',
        wallTimeSeconds: 1,
      },
    };
    const card = await exportModel(recipe, trained, dataset, join(folder, 'models'));
    expect(Object.keys(card.graphs)).toEqual(['encoder', 'decoder']);
    expect((await readdir(join(folder, 'models', 'ae-strokes'))).sort()).toEqual([
      'card.json',
      'curve.json',
      'decoder.onnx',
      'encoder.onnx',
      'reference.json',
    ]);
    expect(await readdir(join(folder, 'models'))).toEqual(['ae-strokes']);
    expect(card.parameters).toBe(
      784 * 256 +
        256 +
        256 * 128 +
        128 +
        128 * 16 +
        16 +
        (16 * 128 + 128 + 128 * 256 + 256 + 256 * 784 + 784),
    );

    const model = await findModel(join(folder, 'models'), 'ae-strokes');
    for (const engine of PARITY_ENGINES) expect(await checkParity(model, engine)).toHaveLength(2);
    const { x } = model.reference.graphs['encoder']!.inputs;
    expect(Math.max(...decodeTensor(x!))).toBeLessThanOrEqual(1);
    expect(model.reference.examples.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('an exported graph', () => {
  it('computes PCA as float64 arithmetic outside the graph does', async () => {
    const { card, graphs, reference } = await findModel(MODELS_DIRECTORY, 'pca-mnist');
    expect(card.network).toBe('784 → 64 → 784, linear');
    const weights = readInitializers(graphs['pca']!);
    const [mean, components] = [weights.get('mean')!, weights.get('components')!]; // [784], [784, 64]
    const { inputs, outputs } = reference.graphs['pca']!;
    const [x, mask] = [decodeTensor(inputs['x']!), decodeTensor(inputs['mask']!)];
    const [z, xMean] = [decodeTensor(outputs['z']!), decodeTensor(outputs['x_mean']!)];
    for (const row of [0, 7]) {
      const code = Array.from({ length: 64 }, (_, component) =>
        mean.reduce(
          (sum, m, pixel) => sum + (x[row * 784 + pixel]! - m) * components[pixel * 64 + component]!,
          0,
        ),
      );
      for (const [component, value] of code.entries()) expect(z[row * 64 + component]).toBeCloseTo(value, 4);
      for (const pixel of [100, 400, 406]) {
        const value = code.reduce(
          (sum, c, component) => sum + c * mask[component]! * components[pixel * 64 + component]!,
          mean[pixel]!,
        );
        expect(xMean[row * 784 + pixel]).toBeCloseTo(value, 4);
      }
    }
  });

  it('decodes as float64 arithmetic over its stored float16 weights does', async () => {
    const { graphs, reference } = await findModel(MODELS_DIRECTORY, 'ae-mnist');
    const weights = readInitializers(graphs['decoder']!);
    const { inputs, outputs } = reference.graphs['decoder']!;
    const [z, xMean] = [decodeTensor(inputs['z']!), decodeTensor(outputs['x_mean']!)];
    for (const row of [0, 3]) {
      let hidden: number[] = [...z.subarray(row * 32, (row + 1) * 32)];
      for (const layer of [0, 1, 2]) {
        const [weight, bias] = ['weight', 'bias'].map((name) =>
          weights.get(`decoder.${layer}.${name}.float16`)!,
        );
        const output = Array.from(bias!, (b, column) =>
          hidden.reduce((sum, h, index) => sum + h * weight![index * bias!.length + column]!, b),
        );
        const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));
        hidden = output.map((v) => (layer === 2 ? sigmoid(v) : v * sigmoid(v)));
      }
      for (const [pixel, value] of hidden.entries()) expect(xMean[row * 784 + pixel]).toBeCloseTo(value, 4);
    }
  });
});

/** Stored tensors by name, read by the ONNX schema itself. */
function readInitializers(bytes: Uint8Array): Map<string, Float32Array> {
  const { graph } = fromBinary(ModelProtoSchema, bytes);
  return new Map(
    graph!.initializer.map(({ name, dataType, rawData }) => {
      const { buffer } = Uint8Array.from(rawData); // aligned, unlike a part of the file
      const isHalf = dataType === Number(TensorProto_DataType.FLOAT16);
      const isFloat = isHalf || dataType === Number(TensorProto_DataType.FLOAT);
      const values = !isFloat
        ? new Float32Array()
        : isHalf
          ? Float32Array.from(new Float16Array(buffer))
          : new Float32Array(buffer);
      return [name, values];
    }),
  );
}

describe('a model folder', () => {
  it('is replaced whole, or stays as it was when writing fails', async () => {
    const write = (text: string) =>
      replaceModel(folder, 'm', (staging) => writeFile(join(staging, 'a'), text));
    await write('first');
    const failing = replaceModel(folder, 'm', async (staging) => {
      await writeFile(join(staging, 'a'), 'half');
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await readFile(join(folder, 'm', 'a'), 'utf8')).toBe('first');
    expect(await readdir(folder)).toEqual(['m']);
    await write('second');
    expect(await readFile(join(folder, 'm', 'a'), 'utf8')).toBe('second');
    expect(await readdir(folder)).toEqual(['m']);
  });

  it('is not exported when an engine does not reproduce the reference', async () => {
    const recipe = findRecipe('pca-mnist');
    const dataset = makeStrokes({ seed: 1, counts: { train: 300, validation: 500, test: 100 } });
    if (recipe.learning.by !== 'formula') throw new TypeError('pca-mnist is solved by a formula.');
    const params = await recipe.learning.solve(dataset);
    const strict: Recipe = { ...recipe, atol: 1e-12 }; // no two engines agree to this
    const training = {
      seed: 1,
      steps: 0,
      batchSize: 300,
      epochs: 1,
      selectedStep: 0,
      engine: 'none',
      wallTimeSeconds: 0,
    };
    const trained = {
      recipe: await describeRecipe(recipe),
      command: 'none',
      params,
      snapshots: [],
      curve: undefined,
      training,
    };
    expect(await message(exportModel(strict, trained, dataset, folder))).toMatch(
      /^ModelError: pca-mnist\/pca\.onnx on wasm: .* beyond atol 1e-12\.$/,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a damaged model is named, with what to do:', () => {
  beforeEach(() => cp(join(MODELS_DIRECTORY, 'pca-mnist'), join(folder, 'pca-mnist'), { recursive: true }));
  const path = (file: string) => join(folder, 'pca-mnist', file);
  const edit = async (file: string, change: (text: string) => string) =>
    writeFile(path(file), change(await readFile(path(file), 'utf8')));

  it('an id that is not there', async () => {
    expect(await message(findModel(folder, 'vae'))).toBe(
      'ModelError: No model card for "vae". `npm run train` lists the recipes. Trained models:\n  pca-mnist',
    );
    expect(await listModels(folder)).toEqual(['pca-mnist']);
  });

  it('a missing graph', async () => {
    await rm(path('pca.onnx'));
    expect(await message(findModel(folder, 'pca-mnist'))).toMatchInlineSnapshot(
      `"ModelError: <models>/pca-mnist/pca.onnx is missing. Restore it from version control, or run \`npm run train -- pca-mnist\`."`,
    );
  });

  it('a missing reference', async () => {
    await rm(path('reference.json'));
    expect(await message(findModel(folder, 'pca-mnist'))).toMatchInlineSnapshot(
      `"ModelError: <models>/pca-mnist/reference.json is missing. Restore it from version control, or run \`npm run train -- pca-mnist\`."`,
    );
  });

  it('a changed graph', async () => {
    await writeFile(path('pca.onnx'), 'other bytes');
    expect(await message(findModel(folder, 'pca-mnist'))).toMatch(
      /^ModelError: <models>\/pca-mnist\/pca\.onnx is not the file the card describes: expected \d+ bytes with SHA-256 .*, found 11 with .*\. Restore it from version control, or run `npm run train -- pca-mnist`\.$/,
    );
  });

  it('a misspelt key of the card', async () => {
    await edit('card.json', (text) => text.replace('"limits"', '"limit"'));
    expect(await message(findModel(folder, 'pca-mnist'))).toMatchInlineSnapshot(`
      "ModelError: <models>/pca-mnist/card.json does not follow its schema:
      ✖ Unrecognized key: "limit"
      ✖ Invalid input: expected object, received undefined
        → at limits"
    `);
  });

  it('a card that is not JSON', async () => {
    await writeFile(path('card.json'), '{ "id": ');
    expect(await message(findModel(folder, 'pca-mnist'))).toMatch(
      /^ModelError: <models>\/pca-mnist\/card\.json is not JSON: /,
    );
  });

  it('a card in another folder', async () => {
    await cp(join(folder, 'pca-mnist'), join(folder, 'other'), { recursive: true });
    expect(await message(findModel(folder, 'other'))).toMatchInlineSnapshot(
      `"ModelError: <models>/other: the card is that of "pca-mnist"."`,
    );
  });

  it('names, then shapes, then values that differ', async () => {
    const model = await findModel(folder, 'pca-mnist');
    const graph = model.card.graphs['pca']!;
    const renamed = { ...graph, outputs: { z: graph.outputs['z']!, y: graph.outputs['x_mean']! } };
    const reshaped = {
      ...graph,
      inputs: { ...graph.inputs, mask: { dtype: 'float32' as const, shape: [32] } },
    };
    const withGraph = (changed: typeof graph) => ({
      ...model,
      card: { ...model.card, graphs: { pca: changed } },
    });
    expect(await message(checkParity(withGraph(renamed), NATIVE_ENGINE))).toMatchInlineSnapshot(
      `"ModelError: pca-mnist/pca.onnx on cpu: the card names the outputs y, z; the graph has x_mean, z."`,
    );
    expect(await message(checkParity(withGraph(reshaped), NATIVE_ENGINE))).toMatchInlineSnapshot(
      `"ModelError: pca-mnist/pca.onnx on cpu: the card says mask is float32[32]; in the graph it is float32[64]."`,
    );

    const { outputs } = model.reference.graphs['pca']!;
    const { z, ...rest } = outputs;
    const partial = {
      ...model.reference,
      graphs: { pca: { ...model.reference.graphs['pca']!, outputs: rest } },
    };
    expect(z).toBeDefined();
    expect(await message(checkParity({ ...model, reference: partial }, NATIVE_ENGINE))).toMatchInlineSnapshot(
      `"ModelError: pca-mnist/pca.onnx on cpu: the card names the outputs x_mean, z; reference.json has values for x_mean."`,
    );
    const values = decodeTensor(outputs['x_mean']!);
    values[5]! += 0.01;
    outputs['x_mean'] = encodeTensor(values, outputs['x_mean']!.shape);
    expect(await message(checkParity(model, NATIVE_ENGINE))).toMatch(
      /^ModelError: pca-mnist\/pca\.onnx on cpu: x_mean\[5\] is .*, the reference .*; the difference 0\.0100 is beyond atol 0\.0001\.$/,
    );
  });
});
