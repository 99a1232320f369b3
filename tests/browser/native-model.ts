/** The outside truth of the browser tests: the committed models on onnxruntime-node. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { Reference } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';

const models = join(import.meta.dirname, '../../models');

const sessions = new Map<string, Promise<ort.InferenceSession>>();

/** Outputs of a committed graph, by name. */
export async function runNatively(
  model: string,
  graph: string,
  inputs: Readonly<Record<string, { data: Float32Array; shape: readonly number[] }>>,
): Promise<Record<string, Float32Array>> {
  const file = join(models, model, `${graph}.onnx`);
  const opened = sessions.get(file) ?? ort.InferenceSession.create(file);
  sessions.set(file, opened);
  const session = await opened;
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => [name, new ort.Tensor('float32', data, shape)]),
  );
  const results = await session.run(feeds);
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
}

/** An example as all references hold it, which a demo begins with: its poster is of this ink. */
export async function referenceInk(label: number): Promise<Float32Array<ArrayBuffer>> {
  const stored = await readFile(join(models, 'ae-mnist/reference.json'), 'utf8');
  const { examples, graphs } = JSON.parse(stored) as Reference;
  const row = examples.findIndex((example) => example.label === label);
  return decodeTensor(graphs['encoder']!.inputs['x']!).slice(784 * row, 784 * (row + 1));
}

/** A drawing's code and reconstructions. */
export async function reconstructNatively(x: Float32Array) {
  const image = { data: x, shape: [1, 784] };
  const mask = { data: Float32Array.from({ length: 64 }, (_, i) => (i < 32 ? 1 : 0)), shape: [64] };
  const { z: code } = await runNatively('ae-mnist', 'encoder', { x: image });
  const z = { data: code!, shape: [1, code!.length] };
  const autoencoder = await runNatively('ae-mnist', 'decoder', { z });
  const pca = await runNatively('pca-mnist', 'pca', { x: image, mask });
  return { code: code!, autoencoder: autoencoder['x_mean']!, pca: pca['x_mean']! };
}
