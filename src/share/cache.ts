import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** Beside what Astro keeps from one build to the next. */
const FOLDER = join('node_modules', '.astro', 'share');

/** What was made of these ingredients by an earlier build, or what `make` makes of them now. */
export async function cached(
  ingredients: readonly (string | Buffer)[],
  make: () => Promise<Buffer>,
): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const each of ingredients) hash.update(each).update('\0');
  const file = join(FOLDER, hash.digest('hex'));
  const found = await readFile(file).catch(() => undefined);
  if (found) return found;
  const made = await make();
  await mkdir(FOLDER, { recursive: true });
  await writeFileAtomic(file, made);
  return made;
}
