/**
 * Which texts may hold what is searched for, without the texts: every word with the pages in whose text it stands. A word's ending is a word of its own here, which makes the list a third shorter; a text is still its words
 * set end to end, so nothing that stands in it is missed, also across words. Now and then a page is named in vain.
 */
import { splitEnding } from './endings.ts';
import type { PackedVocabulary, PageText } from './index-file.ts';
import { wordsOf } from './tight-text.ts';

/** A bit a page, in the order of the index. */
export type Pages = bigint;

export const bitOf = (page: number): Pages => 1n << BigInt(page);

/** A word's pages are stored as the steps from one to the next, so that the list grows with the texts alone. */
export function pack(texts: readonly PageText[]): PackedVocabulary {
  const pagesOf = new Map<string, number[]>();
  for (const [page, entries] of texts.entries()) {
    for (const word of new Set(entries.flat().flatMap(wordsOf).flatMap(splitEnding))) {
      const pages = pagesOf.get(word);
      if (pages) pages.push(page);
      else pagesOf.set(word, [page]);
    }
  }
  const words = [...pagesOf.keys()].sort();
  return {
    words: words.map((word, index) => frontCoded(words[index - 1] ?? '', word)).join(' '),
    pages: words
      .map((word) => pagesOf.get(word)!)
      .map((pages) => pages.map((page, index) => (page - (pages[index - 1] ?? 0)).toString(36)).join('.'))
      .join(' '),
  };
}

/** Undoes the steps. */
function pagesIn(code: string): Pages {
  let page = 0;
  let pages = 0n;
  for (const step of code.split('.')) {
    page += Number.parseInt(step, 36);
    pages |= bitOf(page);
  }
  return pages;
}

/** The length of the beginning that a word shares with the one before, one digit in base 36, and its rest. */
function frontCoded(before: string, word: string): string {
  let shared = 0;
  while (shared < 35 && shared < word.length && word[shared] === before[shared]) shared++;
  return shared.toString(36) + word.slice(shared);
}

export interface Vocabulary {
  readonly words: readonly string[];
  /** All words between line ends. */
  readonly text: string;
  /** By word. */
  readonly pages: readonly Pages[];
  /** Number of the word at each place of `text`. */
  readonly wordAt: Uint32Array;
}

export function unpack({ words: packed, pages }: PackedVocabulary): Vocabulary {
  const words: string[] = [];
  let word = '';
  for (const code of packed === '' ? [] : packed.split(' ')) {
    word = word.slice(0, Number.parseInt(code[0]!, 36)) + code.slice(1);
    words.push(word);
  }
  const text = `\n${words.map((each) => `${each}\n`).join('')}`;
  const wordAt = new Uint32Array(text.length);
  let place = 1;
  for (const [index, { length }] of words.entries()) {
    wordAt.fill(index, place - 1, place + length);
    place += length + 1;
  }
  return {
    words,
    text,
    pages: pages === '' ? [] : pages.split(' ').map(pagesIn),
    wordAt,
  };
}

/** Pages with a word that a pattern matches; line ends in it stand for a word's beginning and end. */
function pagesMatching({ text, pages, wordAt }: Vocabulary, pattern: string, all: Pages): Pages {
  const regex = new RegExp(pattern, 'g');
  let found = 0n;
  for (let match = regex.exec(text); match && found !== all; match = regex.exec(text)) {
    found |= pages[wordAt[match.index]!]!;
    regex.lastIndex = match.index + 1;
  }
  return found;
}

const LONGEST = 24; // characters that are looked for; what is longer begins with them

/**
 * Pages in whose text these characters may stand one after the other, in one word or over several.
 *
 * @param atoms patterns of a character each
 */
export function pagesWith(vocabulary: Vocabulary, atoms: readonly string[]): Pages {
  const beginning = atoms.slice(0, LONGEST);
  const all = vocabulary.pages.reduce((sum, each) => sum | each, 0n);
  const matching = (pattern: string) => pagesMatching(vocabulary, pattern, all);
  const piece = (from: number, to: number) => beginning.slice(from, to).join('');
  let found = matching(piece(0, beginning.length));
  /** By length: pages in which the first characters may stand and end with a word. */
  const reached: Pages[] = [0n];
  for (let end = 1; end < beginning.length && found !== all; end++) {
    let pages = matching(`${piece(0, end)}\n`);
    for (let start = 1; start < end; start++) {
      if ((reached[start]! & ~pages) !== 0n) {
        pages |= reached[start]! & matching(`\n${piece(start, end)}\n`);
      }
    }
    reached.push(pages);
    if ((pages & ~found) !== 0n) found |= pages & matching(`\n${piece(end, beginning.length)}`);
  }
  return found;
}
