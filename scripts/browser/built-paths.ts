import { glob } from 'node:fs/promises';
import { sep } from 'node:path';
import { DIST } from './serve-built-site.ts';

/** The address of every page that was built, without the site's origin. */
export async function builtPaths(): Promise<string[]> {
  const paths: string[] = [];
  for await (const file of glob('**/*.html', { cwd: DIST })) {
    paths.push(
      `/${file
        .split(sep)
        .join('/')
        .replace(/(^|\/)index\.html$/, '$1')}`,
    );
  }
  return paths.sort();
}
