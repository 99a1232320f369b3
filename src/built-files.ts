/** What is done to the built site's files once all of them are written. */
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Rewrites each file of the built site that matches a pattern, if that changes it. */
export async function rewriteFiles(
  site: string,
  pattern: string,
  rewrite: (text: string, file: string) => string,
): Promise<void> {
  for await (const file of glob(pattern, { cwd: site })) {
    const text = await readFile(join(site, file), 'utf8');
    const rewritten = rewrite(text, file);
    if (rewritten !== text) await writeFile(join(site, file), rewritten);
  }
}

/**
 * Writes a file whose name says its content, beside those that Vite names so; once, however often it is asked for.
 *
 * @returns its address
 */
export function writeHashed(
  site: string,
  { stem, extension, content }: { stem: string; extension: string; content: string | Uint8Array },
): string {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
  const address = `/_astro/${stem}.${hash}.${extension}`;
  const file = join(site, address);
  if (!existsSync(file)) writeFileSync(file, content);
  return address;
}
