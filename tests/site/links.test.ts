import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { builtPages } from './built-pages.ts';

const pageAt = new Map(builtPages.map((page) => [page.path, page]));

/** What is wrong with a link of a page, or undefined. */
function fault(link: string, from: string): string | undefined {
  const url = new URL(link, `http://site${from}`);
  if (url.host !== 'site') return undefined;
  const path = decodeURIComponent(url.pathname);
  const page = pageAt.get(path);
  if (page === undefined)
    return existsSync(join(DIST, path)) && !path.endsWith('/') ? undefined : `${link}: no such page`;
  const id = decodeURIComponent(url.hash.slice(1));
  const found =
    id === '' ||
    page
      .$('[id]')
      .toArray()
      .some((element) => page.$(element).attr('id') === id);
  return found ? undefined : `${link}: no element with this id`;
}

describe.each(builtPages)('$path', ({ path, $ }) => {
  test('every link inside the site leads somewhere', () => {
    const links = $('a[href], link[href], script[src], img[src]')
      .toArray()
      .map((element) => {
        return $(element).attr('href') ?? $(element).attr('src') ?? '';
      });
    const faults = links
      .filter((link) => !/^(data|mailto):/.test(link) && !link.startsWith('http://localhost:4321')) // canonical: see head.test.ts
      .map((link) => fault(link, path))
      .filter((each) => each !== undefined);
    expect(faults).toEqual([]);
  });

  test('loads nothing from another origin', () => {
    const loaded = $(
      'script[src], img[src], link[rel=stylesheet], link[rel=preload], link[rel=modulepreload], link[rel=icon], iframe, video, audio',
    )
      .toArray()
      .map((element) => $(element).attr('src') ?? $(element).attr('href') ?? '');
    expect(loaded.filter((address) => !/^(\/(?!\/)|data:)/.test(address))).toEqual([]);
  });
});
