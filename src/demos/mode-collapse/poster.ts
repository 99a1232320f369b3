/** The points at the end of a training, for a picture before the start: cut from the model's sheet of samples. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decode } from 'fast-png';
import { inkPng } from '#src/draw/png.ts';
import type { ModelCard } from '#src/model-card.ts';
import { modelSamples } from '#src/models.ts';
import { snapshotCount } from './state.ts';

/** As `scripts/samples` lays sheets out: four pictures a row, a gap of paper around each. */
const COLUMNS = 4;
const GAP = 2;

/**
 * @returns the last picture of the sheet, a PNG in a data address
 * @throws Error where the model has no sheet, or one of another form
 */
export async function lastPoints({ id, ...card }: ModelCard): Promise<string> {
  const again = `Run \`npm run samples -- ${id}\`.`;
  if (!modelSamples({ id, ...card })) throw new Error(`The demo needs models/${id}/samples.png. ${again}`);
  const { width, height, data, channels } = decode(await readFile(resolve('models', id, 'samples.png')));
  const side = (width - GAP) / COLUMNS - GAP;
  const rows = snapshotCount / COLUMNS;
  if (channels !== 1 || height !== rows * (side + GAP) + GAP)
    throw new Error(`models/${id}/samples.png is no sheet of ${snapshotCount} grey pictures. ${again}`);
  const [left, top] = [GAP + (COLUMNS - 1) * (side + GAP), GAP + (rows - 1) * (side + GAP)];
  return inkPng(
    Float32Array.from({ length: side ** 2 }, (_, i) => {
      const at = (top + Math.floor(i / side)) * width + left + (i % side);
      return 1 - data[at]! / 255;
    }),
  );
}
