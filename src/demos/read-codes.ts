/** The stored codes of a model, for pictures drawn at build. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { restore } from '#src/math/quantise.ts';
import type { ModelCard } from '#src/model-card.ts';
import { modelCodes } from '#src/models.ts';

/** @returns [images, latentDim], class by class */
export async function readCodes(card: ModelCard): Promise<Float32Array> {
  const { limit, bytes } = modelCodes(card);
  const content = await readFile(resolve('models', card.id, 'codes.bin'));
  if (content.length !== bytes) {
    throw new Error(
      `models/${card.id}/codes.bin has ${content.length} bytes; codes.json says ${bytes}. Run \`npm run codes -- ${card.id}\` again.`,
    );
  }
  return restore(new Int16Array(Uint8Array.from(content).buffer), limit);
}
