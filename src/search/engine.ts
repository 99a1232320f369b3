/** Search itself: from an index and what is typed to pages with their sections, best first. Knows no browser. */
import { Findings, PHRASE } from './findings.ts';
import { groupBy } from './groups.ts';
import type { IndexedPage, PageText, SearchIndex } from './index-file.ts';
import { needlesFor, queryWords, type Known, type Needle } from './needles.ts';
import { describe, type Result } from './result.ts';
import { makeShelf, occursIn, type Shelf } from './shelf.ts';
import { tighten, wordsOf } from './tight-text.ts';
import { makeSpeller } from './typos.ts';
import { bitOf, pagesWith, unpack, type Pages } from './vocabulary.ts';

export interface PageResults {
  readonly kind: IndexedPage['kind'];
  readonly title: string;
  readonly results: readonly Result[];
  /** Results of this page beyond those listed. */
  readonly more: number;
}

export interface Answer {
  readonly pages: readonly PageResults[];
  /** Results in all, those beyond the listed too. */
  readonly count: number;
  /** Pages whose text may hold more and is not here yet, likeliest first. */
  readonly missing: readonly number[];
}

export interface Engine {
  readonly index: SearchIndex;
  /** Puts a page's text where it is searched. */
  addText(page: number, text: PageText): void;
  search(query: string, limits?: Limits): Answer;
}

export interface Limits {
  readonly pages: number;
  /** Of a page. */
  readonly results: number;
}

const SHOWN: Limits = { pages: 12, results: 6 };

export function makeEngine(index: SearchIndex): Engine {
  const vocabulary = unpack(index.vocabulary);
  const names = makeShelf(
    index.pages.flatMap(({ entries }, page) =>
      entries.flatMap((entry, place) =>
        entry.names.map((text, name) => ({ page, entry: place, text, name })),
      ),
    ),
  );
  const texts = new Map<number, Shelf>();
  const contents = new Map<number, PageText>();
  const words = new Set([
    ...vocabulary.words,
    ...names.lines.flatMap(({ text }) => [tighten(text), ...wordsOf(text)]),
  ]);
  const respell = remembered(makeSpeller(words));
  const pagesOf = remembered((pattern: string) => pagesWith(vocabulary, pattern.split(SEPARATOR)));
  const known: Known = {
    occurs: (atoms) =>
      occursIn([names.text, vocabulary.text, ...[...texts.values()].map(({ text }) => text)], atoms),
    isWord: (word) => words.has(word),
    twins: index.twins.map(([one, other]) => [singular(tighten(one)), singular(tighten(other))] as const),
    respell,
  };

  return {
    index,
    addText(page, text) {
      // A text younger than the index may have more sections.
      const kept = text.slice(0, index.pages[page]!.entries.length);
      contents.set(page, kept);
      texts.set(
        page,
        makeShelf(kept.flatMap((lines, entry) => lines.map((line) => ({ page, entry, text: line })))),
      );
    },
    search(query, limits = SHOWN) {
      const typed = queryWords(query);
      if (typed.join('').length < 2) return { pages: [], count: 0, missing: [] };
      const words = typed.map((word) => needlesFor(word, known));
      const isUnknown = words.some((needles) => !needles.some(({ atoms }) => known.occurs(atoms)));
      const phrase = typed.length > 1 ? needlesFor(typed.join(''), known, isUnknown) : [];

      const findings = new Findings(index.pages, words.length);
      for (const shelf of [names, ...texts.values()]) {
        for (const [word, needles] of words.entries()) findings.collect(shelf, needles, word);
        findings.collect(shelf, phrase, PHRASE);
      }
      const ranked = findings.rank();
      const pages = groupBy(ranked, ({ page }) => page);
      const absent = [...index.pages.keys()].filter((page) => !texts.has(page));
      const mayHold = absent.length === 0 ? 0n : mayHoldAll(words, phrase);
      const missing = absent.filter((page) => pages.has(page) || (mayHold & bitOf(page)) !== 0n);
      return {
        pages: [...pages].slice(0, limits.pages).map(([page, found]) => ({
          kind: index.pages[page]!.kind,
          title: index.pages[page]!.title,
          results: found
            .slice(0, limits.results)
            .map((finding) => describe(index.pages[page]!, finding, contents.get(page))),
          more: Math.max(0, found.length - limits.results),
        })),
        count: ranked.length,
        missing: missing.sort((one, other) => Number(pages.has(other)) - Number(pages.has(one))),
      };
    },
  };

  /** Pages whose text may hold all words, else those that may hold any. */
  function mayHoldAll(words: readonly (readonly Needle[])[], phrase: readonly Needle[]): Pages {
    const mayHold = (needles: readonly Needle[]) =>
      needles.reduce((sum, { atoms }) => sum | pagesOf(atoms.join(SEPARATOR)), 0n);
    const each = words.map(mayHold);
    return (
      each.reduce((sum, pages) => sum & pages, -1n) | mayHold(phrase) ||
      each.reduce((sum, pages) => sum | pages, 0n)
    );
  }
}

const SEPARATOR = '\n';
const MOST_REMEMBERED = 200;

/** A function that gives again what it gave for the same word: most of a query is that of the keystroke before. */
function remembered<T>(compute: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const answer = known.get(word) ?? compute(word);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(word, answer);
    return answer;
  };
}

const singular = (name: string) => name.replace(/(?<=[a-z]{3})s$/, '');
