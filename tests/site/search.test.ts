import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { LANGUAGES, type Language } from '#src/i18n.ts';
import { makeEngine } from '#src/search/engine.ts';
import { tighten, wordsOf } from '#src/search/tight-text.ts';
import { pack } from '#src/search/vocabulary.ts';
import { builtPage, builtPages, isWrittenLecture } from './built-pages.ts';
import { builtEngine, builtIndex, builtText, indexHref } from './built-search.ts';
import { queries } from './search-queries.ts';

const LECTURES = 25; // as many as the index must have room for
const MOST_BYTES = 150_000;

test('the table of queries is long enough to tell', () => {
  expect(queries.ko.length + queries.en.length).toBeGreaterThanOrEqual(60);
});

describe.each(LANGUAGES)('search in %s', (language: Language) => {
  const engine = builtEngine(language);
  const { index } = engine;

  test.each(queries[language])('%s leads first to %s', (query, href) => {
    const [first] = engine.search(query).pages;
    expect(decodeURI(first?.results[0]?.href ?? '').replace(/#?:~:.*/, '')).toBe(href);
  });

  test('finds every two characters of every word, in every section that has them', () => {
    const places = new Map<string, Set<string>>();
    for (const { entries, text } of index.pages) {
      for (const [place, lines] of builtText(text).entries()) {
        const { href, names } = entries[place]!;
        for (const word of [...names, ...lines].flatMap(wordsOf)) {
          for (let from = 0; from + 2 <= word.length; from++) {
            const pair = word.slice(from, from + 2);
            places.set(pair, (places.get(pair) ?? new Set()).add(href));
          }
        }
      }
    }
    expect(places.size).toBeGreaterThan(500);
    const pairs = [...places].filter((_pair, number) => number % 7 === 0);
    const missed = pairs.flatMap(([pair, hrefs]) => {
      const found = new Set(
        engine
          .search(pair, { pages: Infinity, results: Infinity })
          .pages.flatMap(({ results }) => results.map(({ href }) => href.replace(/#?:~:.*/, ''))),
      );
      return [...hrefs].filter((href) => !found.has(href)).map((href) => `${pair} in ${href}`);
    });
    expect(missed).toEqual([]);
  });

  test('knows before a text is here that it holds what is searched for', () => {
    const empty = makeEngine(index);
    for (const [page, { text }] of index.pages.entries()) {
      const lines = builtText(text).flat().map(tighten);
      const pieces = lines.flatMap((line) =>
        line.length < 6 ? [] : [line.slice(line.length / 2 - 3, line.length / 2 + 3)],
      );
      for (const piece of pieces.filter((_piece, number) => number % 9 === 0)) {
        expect(empty.search(piece).missing, piece).toContain(page);
      }
    }
  });

  test('leads to addresses that are there', () => {
    const missing = index.pages
      .flatMap(({ entries }) => entries.map(({ href }) => href))
      .filter((href) => {
        const [path, anchor] = href.split('#');
        const { $ } = builtPage(path!);
        return anchor !== undefined && $(`[id="${anchor}"]`).length === 0;
      });
    expect(missing).toEqual([]);
  });

  test('has every written lecture, demo, model and term', () => {
    const count = (kind: string) =>
      index.pages.filter((page) => page.kind === kind).flatMap(({ entries }) => entries).length;
    const prefix = language === 'en' ? '/en' : '';
    const under = (path: string) => builtPages.filter((page) => page.path.startsWith(prefix + path));
    const pagesUnder = (path: string) => under(path).length;
    expect(index.pages.filter(({ kind }) => kind === 'lecture')).toHaveLength(
      under('/lectures/').filter(isWrittenLecture).length,
    );
    expect(count('demos')).toBe(pagesUnder('/demos/'));
    expect(count('models')).toBe(pagesUnder('/models/'));
    expect(count('glossary')).toBe(builtPage(`${prefix}/glossary/`).$('dt').length + 1);
  });

  test('reads no markup', () => {
    const lines = index.pages.flatMap(({ text }) => builtText(text).flat());
    expect(lines.filter((line) => /<\/?[A-Z]|\$|\\|\*\*|\]\(/.test(line))).toEqual([]);
  });

  /**
   * Names grow with the lectures; words by Heaps' law, n^β, whose β the lectures at hand give: how much longer the list
   * of all their words is than that of one lecture.
   */
  test(`has an index of at most ${String(MOST_BYTES / 1000)} kB, compressed, for ${String(LECTURES)} lectures like these`, () => {
    const lectures = index.pages.filter(({ kind }) => kind === 'lecture').map(({ text }) => builtText(text));
    const whole = gzipSync(readFileSync(join(DIST, indexHref(language)))).length;
    const bytesOf = (texts: typeof lectures) => gzipSync(JSON.stringify(pack(texts))).length;
    const vocabulary = gzipSync(JSON.stringify(index.vocabulary)).length;
    const one = lectures.reduce((sum, text) => sum + bytesOf([text]), 0) / lectures.length;
    const exponent = Math.log(bytesOf(lectures) / one) / Math.log(lectures.length);
    const times = LECTURES / lectures.length;
    const scaled = (whole - vocabulary) * times + vocabulary * times ** exponent;
    expect(exponent).toBeGreaterThan(0.4);
    expect(exponent).toBeLessThan(0.9);
    expect(scaled).toBeLessThanOrEqual(MOST_BYTES);
  });
});

test('an index is of its language', () => {
  expect(JSON.stringify(builtIndex('en').pages)).not.toContain('강의');
});
