/**
 * What the build writes for search and the reader's browser reads, in each language:
 * `search/index.json`, fetched at the first use, and `search/<lecture>.json`, fetched when a lecture may hold an answer.
 */

/** A page or a part of one that a hit leads to. */
export interface Entry {
  /** From the site's root, with the anchor of its section. */
  readonly href: string;
  /** What it is called: the one shown first, then its names in the other language and its id or symbol. */
  readonly names: readonly string[];
  /** Readable text, a line each; of a lecture's section it stands in the lecture's own file. */
  readonly lines: readonly string[];
  /** Of a heading: 2 to 6. */
  readonly depth?: number;
}

export interface IndexedPage {
  readonly kind: 'lecture' | 'glossary' | 'demos' | 'models' | 'page';
  readonly title: string;
  /** Where the text of a lecture stands: a `LectureText`. */
  readonly text?: string;
  /** Of a lecture: itself, then its sections in their order. */
  readonly entries: readonly Entry[];
}

export interface SearchIndex {
  readonly pages: readonly IndexedPage[];
  /** Names of one notion in both languages. */
  readonly twins: readonly (readonly [string, string])[];
  readonly vocabulary: PackedVocabulary;
}

/** The lines of a lecture by entry: before the first heading, then under each. */
export type LectureText = readonly (readonly string[])[];

/** The words of the lectures' texts in which each stands, as `pack` of `vocabulary.ts` writes them. */
export interface PackedVocabulary {
  readonly words: string;
  readonly lectures: string;
}
