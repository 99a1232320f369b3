/** Pictures cut from a model's sheet of samples, for what is seen before the start. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decode } from 'fast-png';
import { inkPng } from '#src/draw/png.ts';
import type { ModelCard } from '#src/model-card.ts';
import { modelSamples } from '#src/models.ts';

/** As `scripts/samples` lays sheets out: a gap of paper around each picture. */
const GAP = 2;

/**
 * @param sheet how many pictures lie across and down, and which is meant, counted row by row from 0
 * @returns     a PNG in a data address
 * @throws Error where the model has no sheet, or one of another form
 */
export async function sheetTile(
  card: ModelCard,
  { columns, rows, index }: { columns: number; rows: number; index: number },
): Promise<string> {
  const again = `Run \`npm run samples -- ${card.id}\`.`;
  if (!modelSamples(card)) throw new Error(`The demo needs models/${card.id}/samples.png. ${again}`);
  const sheet = decode(await readFile(resolve('models', card.id, 'samples.png')));
  const side = (sheet.width - GAP) / columns - GAP;
  if (sheet.channels !== 1 || sheet.height !== rows * (side + GAP) + GAP)
    throw new Error(
      `models/${card.id}/samples.png is no sheet of ${columns} × ${rows} grey pictures. ${again}`,
    );
  const left = GAP + (index % columns) * (side + GAP);
  const top = GAP + Math.floor(index / columns) * (side + GAP);
  return inkPng(
    Float32Array.from({ length: side ** 2 }, (_, i) => {
      const at = (top + Math.floor(i / side)) * sheet.width + left + (i % side);
      return 1 - sheet.data[at]! / 255;
    }),
  );
}
