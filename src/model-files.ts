import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelCard } from './model-card.ts';

/**
 * Holds a card against the graph files beside it, so that no page offers a file that is not the one described.
 *
 * @param folder the model's folder, `models/<id>`
 * @throws Error naming each file that is missing, or whose size or SHA-256 the card does not give
 */
export async function checkModelFiles(card: ModelCard, folder: string): Promise<void> {
  const problems: string[] = [];
  for (const { file, bytes, sha256 } of Object.values(card.graphs)) {
    const content = await readFile(join(folder, file)).catch(() => null);
    if (content === null) {
      problems.push(`${file} is missing`);
    } else if (content.length !== bytes) {
      problems.push(`${file} has ${String(content.length)} bytes; its card says ${String(bytes)}`);
    } else {
      const found = createHash('sha256').update(content).digest('hex');
      if (found !== sha256) problems.push(`${file} has SHA-256 ${found}; its card says ${sha256}`);
    }
  }
  if (problems.length === 0) return;
  throw new Error(
    `The files in ${folder} are not those of its card:\n  ${problems.join('\n  ')}\n` +
      `Restore the folder as committed, or run \`npm run train -- ${card.id}\` to make the model again.`,
  );
}
