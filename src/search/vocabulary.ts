/**
 * Which lectures' texts may hold what is searched for, without the texts: every word with the lectures in which it
 * stands. A word's ending is a word of its own here, which makes the list a third shorter; a text is still its words
 * set end to end, so nothing that stands in it is missed, also across words. Now and then a lecture is named in vain.
 */
import { splitEnding } from './endings.ts';
import type { LectureText, PackedVocabulary } from './index-file.ts';
import { wordsOf } from './tight-text.ts';

/** A bit a lecture, in the order of the index. */
export type Lectures = number;

const MOST_LECTURES = 31; // bits of a number on which JavaScript reckons with a sign

/** @throws Error for more lectures than bits */
export function pack(texts: readonly LectureText[]): PackedVocabulary {
  if (texts.length > MOST_LECTURES) {
    throw new Error(
      `The search index tells at most ${String(MOST_LECTURES)} lectures apart, not ${String(texts.length)}. ` +
        'Store a word’s lectures in two numbers in src/search/vocabulary.ts.',
    );
  }
  const lecturesOf = new Map<string, Lectures>();
  for (const [lecture, sections] of texts.entries()) {
    for (const word of new Set(sections.flat().flatMap(wordsOf).flatMap(splitEnding))) {
      lecturesOf.set(word, (lecturesOf.get(word) ?? 0) | (1 << lecture));
    }
  }
  const words = [...lecturesOf.keys()].sort();
  return {
    words: words.map((word, index) => frontCoded(words[index - 1] ?? '', word)).join(' '),
    lectures: words.map((word) => lecturesOf.get(word)!.toString(36)).join(' '),
  };
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
  readonly lectures: readonly Lectures[];
  /** Number of the word at each place of `text`. */
  readonly wordAt: Uint32Array;
}

export function unpack({ words: packed, lectures }: PackedVocabulary): Vocabulary {
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
    lectures: lectures === '' ? [] : lectures.split(' ').map((code) => Number.parseInt(code, 36)),
    wordAt,
  };
}

/** Lectures with a word that a pattern matches; line ends in it stand for a word's beginning and end. */
function lecturesMatching({ text, lectures, wordAt }: Vocabulary, pattern: string, all: Lectures): Lectures {
  const regex = new RegExp(pattern, 'g');
  let found = 0;
  for (let match = regex.exec(text); match && found !== all; match = regex.exec(text)) {
    found |= lectures[wordAt[match.index]!]!;
    regex.lastIndex = match.index + 1;
  }
  return found;
}

/**
 * Lectures in whose text these characters may stand one after the other, in one word or over several.
 *
 * @param atoms patterns of a character each
 */
export function lecturesWith(vocabulary: Vocabulary, atoms: readonly string[]): Lectures {
  const all = vocabulary.lectures.reduce((sum, each) => sum | each, 0);
  const matching = (pattern: string) => lecturesMatching(vocabulary, pattern, all);
  const piece = (from: number, to: number) => atoms.slice(from, to).join('');
  let found = matching(piece(0, atoms.length));
  /** By length: lectures in which the first characters may stand and end with a word. */
  const reached: Lectures[] = [0];
  for (let end = 1; end < atoms.length && found !== all; end++) {
    let lectures = matching(`${piece(0, end)}\n`);
    for (let start = 1; start < end; start++) {
      if ((reached[start]! & ~lectures) !== 0) {
        lectures |= reached[start]! & matching(`\n${piece(start, end)}\n`);
      }
    }
    reached.push(lectures);
    if ((lectures & ~found) !== 0) found |= lectures & matching(`\n${piece(end, atoms.length)}`);
  }
  return found;
}
