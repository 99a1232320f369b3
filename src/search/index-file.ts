/**
 * What the build writes for search and the reader's browser reads, in each language: `search/index.json`, fetched at
 * the first use, has every name on the site and every word of its texts; `search/<page>.<hash>.json`, a text, is
 * fetched when it may hold an answer. All texts of a course of 25 long lectures would be half a megabyte, compressed.
 */

/** A page or a part of one that a hit leads to. */
export interface Entry {
  /** From the site's root, with the anchor of its section. */
  readonly href: string;
  /** What it is called: the one shown first, then its names in the other language and its id or symbol. */
  readonly names: readonly string[];
  /** Of a heading: 2 to 6. */
  readonly depth?: number;
}

export interface IndexedPage {
  readonly kind: 'lecture' | 'glossary' | 'demos' | 'models' | 'site';
  readonly title: string;
  /** Where its `PageText` stands. */
  readonly text: string;
  /** Of a lecture: itself, then its sections in their order; else what the page lists. */
  readonly entries: readonly Entry[];
}

/** The readable lines of each entry, in their order. */
export type PageText = readonly (readonly string[])[];

export interface SearchIndex {
  readonly pages: readonly IndexedPage[];
  /** Names of one notion in both languages. */
  readonly twins: readonly (readonly [string, string])[];
  /** Of all names and texts. */
  readonly vocabulary: PackedVocabulary;
}

/** Words and, for each, the pages in whose text it stands, as `pack` of `vocabulary.ts` writes them. */
export interface PackedVocabulary {
  readonly words: string;
  readonly pages: string;
}
