/** The pictures of a model's sheet of samples, cut out of it for demos' posters. Runs at build only. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decode } from 'fast-png';
import type { ModelCard } from '#src/model-card.ts';
import { modelSamples } from '#src/models.ts';

/** As `scripts/samples` lays sheets out: pixels of paper around each picture. */
const GAP = 2;

/**
 * @param shape pictures in a row, and rows
 * @returns     each picture's grey levels as ink, 0 = paper and 1 = ink, row by row
 * @throws Error where the model has no sheet, or one of another form
 */
export async function sheetPictures(
  card: ModelCard,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Promise<Float32Array[]> {
  const file = `models/${card.id}/samples.png`;
  const again = `Run \`npm run samples -- ${card.id}\`.`;
  if (!modelSamples(card)) throw new Error(`The demo needs ${file}. ${again}`);
  const { width, height, data, channels } = decode(await readFile(resolve(file)));
  const side = (width - GAP) / columns - GAP;
  if (channels !== 1 || height !== rows * (side + GAP) + GAP)
    throw new Error(`${file} is no sheet of ${rows} × ${columns} grey pictures. ${again}`);
  return Array.from({ length: rows * columns }, (_, picture) => {
    const [left, top] = [picture % columns, Math.floor(picture / columns)].map(
      (at) => GAP + at * (side + GAP),
    );
    return Float32Array.from(
      { length: side ** 2 },
      (_, i) => 1 - data[(top! + Math.floor(i / side)) * width + left! + (i % side)]! / 255,
    );
  });
}
