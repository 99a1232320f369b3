import { load } from 'cheerio';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { builtPages, isWrittenLecture } from './built-pages.ts';

const read = (url: string) => readFileSync(join(DIST, new URL(url, 'http://site').pathname), 'utf8');
const xml = (url: string) => load(read(url), { xml: true });

const sitemap = /^Sitemap: (\S+)$/m.exec(read('/robots.txt'))?.[1] ?? '';
const $index = xml(sitemap);
const entries = $index('sitemap > loc')
  .toArray()
  .flatMap((element) => {
    const $ = xml($index(element).text());
    return $('url')
      .toArray()
      .map((url) => ({
        path: new URL($('loc', url).text()).pathname,
        lastmod: $('lastmod', url).text(),
        twins: Object.fromEntries(
          $('xhtml\\:link', url)
            .toArray()
            .map((link) => [$(link).attr('hreflang'), $(link).attr('href')]),
        ),
      }));
  });
const pages = builtPages.filter(({ $ }) => $('meta[name=robots]').attr('content') !== 'noindex');

test('the sitemap that robots.txt names lists the pages that are to be found, each once', () => {
  expect(new URL(sitemap).origin).toBe('http://localhost:4321');
  expect(entries.map(({ path }) => path).toSorted()).toEqual(pages.map(({ path }) => path).toSorted());
});

test('it names the same twins as the head of each page', () => {
  for (const { path, twins } of entries) {
    const { $ } = pages.find((page) => page.path === path)!;
    const inHead = $('link[hreflang]')
      .toArray()
      .map((link) => [$(link).attr('hreflang'), $(link).attr('href')]);
    expect(twins, path).toEqual(Object.fromEntries(inHead));
  }
});

test('it dates lectures, by what the page says', () => {
  for (const { path, lastmod } of entries) {
    const page = pages.find((each) => each.path === path)!;
    const shown = page.$('article header time').last().attr('datetime') ?? '';
    expect(lastmod.slice(0, 10), path).toBe(isWrittenLecture(page) ? shown : '');
  }
});
