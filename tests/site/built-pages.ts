import { load, type CheerioAPI } from 'cheerio';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DIST } from '#scripts/browser/serve-built-site.ts';

export interface BuiltPage {
  /** From the site's root, ending in a slash, or `/404.html`. */
  path: string;
  $: CheerioAPI;
}

const all: readonly BuiltPage[] = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
  .map((entry) => {
    const file = join(entry.parentPath, entry.name);
    return {
      path: `/${relative(DIST, file)}`.replace(/index\.html$/, ''),
      $: load(readFileSync(file, 'utf8')),
    };
  });

const isEmbed = ({ path }: BuiltPage) => path.includes('/embed/');

/** Every page that readers open. */
export const builtPages: readonly BuiltPage[] = all.filter((page) => !isEmbed(page));

/** The demos for other people's pages. */
export const builtEmbeds: readonly BuiltPage[] = all.filter(isEmbed);

export function builtPage(path: string): BuiltPage {
  const page = builtPages.find((each) => each.path === path);
  if (page) return page;
  throw new Error(`No page ${path} was built. Pages: ${builtPages.map((each) => each.path).join(', ')}`);
}

/** Whether a page is a lecture that is written, not outlined only. */
export function isWrittenLecture({ $ }: BuiltPage): boolean {
  return $('[data-lecture]').length > 0;
}
