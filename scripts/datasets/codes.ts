/** MNIST as the shipped VQ-VAE writes it: grids of code numbers, for a prior to learn. */
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { findModel, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import { gatherPixels } from './batch.ts';
import type { Dataset, Split } from './dataset.ts';
import { loadMnist, type MnistOptions } from './mnist.ts';

const QUANTIZER = 'vqvae-mnist';
const BATCH = 500;

/**
 * Every split's `images` are codes, a byte each.
 *
 * @throws ModelError where the VQ-VAE has not been trained, DatasetError as `loadMnist`
 */
export async function loadMnistCodes(options: Partial<MnistOptions> = {}): Promise<Dataset> {
  const mnist = await loadMnist(options);
  const { card, graphs } = await findModel(MODELS_DIRECTORY, QUANTIZER);
  const { shape } = card.graphs['encoder']!.outputs['codes']!;
  const [height, width] = shape.slice(1) as [number, number];
  const session = await openSession(graphs['encoder']!, { backend: 'cpu', threads: 1 });
  const encode = async (x: TensorValue) => (await session.run({ x }))['codes']!;
  try {
    return {
      id: 'mnist-codes',
      height,
      width,
      train: await encodeSplit(mnist.train, encode),
      validation: await encodeSplit(mnist.validation, encode),
      test: await encodeSplit(mnist.test, encode),
      name: { ko: `${mnist.name.ko}를 VQ-VAE로 옮긴 코드`, en: `Codes of ${mnist.name.en} by the VQ-VAE` },
      source: `${mnist.source}; encoded by models/${QUANTIZER}`,
      licence: mnist.licence,
      sha256: { ...mnist.sha256, [`${QUANTIZER}/encoder.onnx`]: card.graphs['encoder']!.sha256 },
    };
  } finally {
    await session.release();
  }
}

/**
 * @param encode [batch, pixels] → codes [batch, …], whole numbers up to 255
 */
export async function encodeSplit(
  split: Split,
  encode: (x: TensorValue) => Promise<TensorValue>,
): Promise<Split> {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < split.count; from += BATCH) {
    const rows = Math.min(BATCH, split.count - from);
    const indices = Int32Array.from({ length: rows }, (_, row) => from + row);
    parts.push(Uint8Array.from((await encode(gatherPixels(split, indices))).data as Float32Array));
  }
  return { images: new Uint8Array(Buffer.concat(parts)), labels: split.labels, count: split.count };
}
