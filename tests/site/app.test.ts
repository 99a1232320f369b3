/** The site as an app: what browsers ask before they install it, and the lists by which pages are kept. */
import { createHash } from 'node:crypto';
import { decode } from 'fast-png';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { filesOf, type PageFiles } from '#src/offline/page-files.ts';
import type { SearchIndex } from '#src/search/index-file.ts';
import { builtPage, builtPages } from './built-pages.ts';

const read = (path: string) => readFileSync(join(DIST, path));

/** What Chromium asks for of an app (web.dev/articles/install-criteria), and what is ours. */
const ManifestSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  short_name: z.string().max(12),
  description: z.string(),
  lang: z.string(),
  dir: z.literal('ltr'),
  start_url: z.string(),
  scope: z.literal('/'),
  display: z.literal('standalone'),
  background_color: z.string(),
  theme_color: z.string(),
  icons: z.array(
    z.strictObject({
      src: z.string(),
      sizes: z.string(),
      type: z.literal('image/png'),
      purpose: z.enum(['any', 'maskable']),
    }),
  ),
});

describe.each([
  { home: '/', language: 'ko', name: '잠재노트' },
  { home: '/en/', language: 'en', name: 'Latent Notes' },
])('the app at $home', ({ home, language, name }) => {
  const { $ } = builtPage(home);
  const manifest = ManifestSchema.parse(JSON.parse(read($('link[rel=manifest]').attr('href')!).toString()));

  test('has a name, a language and a first page', () => {
    expect(manifest).toMatchObject({ id: home, start_url: home, lang: language, short_name: name });
  });

  test('has icons of both kinds in both sizes, which are as large as it says', () => {
    const kinds = manifest.icons.map(({ purpose, sizes }) => `${purpose} ${sizes}`);
    expect(kinds.sort()).toEqual(['any 192x192', 'any 512x512', 'maskable 192x192', 'maskable 512x512']);
    for (const { src, sizes } of manifest.icons) {
      const { width, height } = decode(read(src));
      expect(`${String(width)}x${String(height)}`, src).toBe(sizes);
    }
    const { width } = decode(read($('link[rel=apple-touch-icon]').attr('href')!));
    expect(width).toBe(180);
  });

  test('gives the bars around its pages their colour', () => {
    const colors = $('meta[name=theme-color]')
      .toArray()
      .map((meta) => [$(meta).attr('media'), $(meta).attr('content')]);
    expect(colors).toEqual([
      ['(prefers-color-scheme: light)', manifest.theme_color],
      ['(prefers-color-scheme: dark)', '#14181a'],
    ]);
  });
});

test.each(['/search/index.json', '/en/search/index.json'])(
  '%s is listed with the texts it leads to, which carry their hashes',
  (path) => {
    const index = JSON.parse(read(path).toString()) as SearchIndex;
    const texts = index.pages.map(({ text }) => text);
    const list = JSON.parse(read(path.replace('index', 'files')).toString()) as PageFiles;
    expect(filesOf(list).map((file) => file.path)).toEqual([path, ...texts]);
    for (const text of texts)
      expect(text).toContain(`.${createHash('sha256').update(read(text)).digest('hex').slice(0, 8)}.json`);
  },
);

test('the service worker is at most 3 kB compressed', () => {
  expect(gzipSync(read('sw.js')).length).toBeLessThanOrEqual(3000);
});

describe.each(builtPages.filter(({ path }) => path !== '/404.html'))('$path', ({ path, $ }) => {
  const list = JSON.parse(read(join(path, 'files.json')).toString()) as PageFiles;

  test('lists its files with their sizes, each once', () => {
    const files = filesOf(list);
    expect(list).toMatchObject({ path, language: $('html').attr('lang') });
    expect($('title').text()).toContain(list.title);
    expect(new Set(files.map((file) => file.path)).size).toBe(files.length);
    for (const file of files) {
      const at = file.path.replace(/\/$/, '/index.html');
      expect(statSync(join(DIST, at)).size, file.path).toBe(file.bytes);
    }
  });

  test('lists for reading what a browser fetches to show it', () => {
    const shown = $('link[rel=stylesheet], link[rel=preload], script[src], img[src^="/_astro/"]')
      .toArray()
      .map((element) => $(element).attr('href') ?? $(element).attr('src')!);
    expect(list.reading.map((file) => file.path)).toEqual(expect.arrayContaining([path, ...shown]));
  });
});
