import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { pathIn, type Language } from '#src/i18n.ts';
import { makeEngine, type Engine } from '#src/search/engine.ts';
import type { PageText, SearchIndex } from '#src/search/index-file.ts';

const read = (href: string): unknown => JSON.parse(readFileSync(join(DIST, href), 'utf8'));

export const indexHref = (language: Language) => pathIn(language, 'search/index.json');

export const builtIndex = (language: Language) => read(indexHref(language)) as SearchIndex;

export const builtText = (href: string) => read(href) as PageText;

/** Search over the built site, all texts at hand. */
export function builtEngine(language: Language): Engine {
  const engine = makeEngine(builtIndex(language));
  for (const [page, { text }] of engine.index.pages.entries()) engine.addText(page, builtText(text));
  return engine;
}
