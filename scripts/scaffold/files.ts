import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

export interface NewFiles {
  /** Contents by path. */
  readonly files: Readonly<Record<string, string>>;
  /** What is left to do by hand, in order. */
  readonly next: readonly string[];
}

/**
 * Writes new files, all or none of which may be there.
 *
 * @throws Error naming a file that is there already: nothing is overwritten, and nothing was written
 */
export async function writeNewFiles({ files }: NewFiles): Promise<void> {
  const there = Object.keys(files).find((path) => existsSync(path));
  if (there !== undefined)
    throw new Error(`${there} is there already. Choose another name, or go on writing it.`);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, text);
  }
}
