/**
 * The words that scenes' sentences are made of, for a network to say one at a time. A word carries the space before
 * it, and a Korean particle is a word of its own, so that sentences are read off by joining words:
 *
 *   " 왼쪽" + " 위" + "에" + " 큰" + " 7" + "이" + " 있습니다" + "."
 */
import { DatasetError } from './error.ts';

const korean = [
  ...[' 왼쪽', ' 오른쪽', ' 위', ' 아래', ' 위쪽', ' 아래쪽', ' 가운데', ' 한가운데'],
  ...[' 큰', ' 작은', ' 다른', ' 가장', ' 것', ' 숫자', ' 세', ' 네', ' 개', ' 있습니다'],
  ...['에', '에서', '부터', '의', '이', '가', '은', '는', '이고', '입니다'],
];
const english = [
  ...[' A', ' An', ' The', ' There', ' a', ' an', ' the', ' another', ' is', ' are', ' and'],
  ...[
    ' big',
    ' biggest',
    ' small',
    ' smallest',
    ' three',
    ' four',
    ' digits',
    ' at',
    ' on',
    ' in',
    ' of',
    ' to',
    ' from',
  ],
  ...[' left', ' right', ' top', ' bottom', ' middle', ' above', ' below'],
];

/** What a sentence begins with, by its language, and what comes after its last word. */
export const markers = { ko: '<ko>', en: '<en>', end: '<end>' } as const;

/** All words, markers first; a word's number is its place here. */
export const vocabulary: readonly string[] = [
  ...Object.values(markers),
  ...Array.from({ length: 10 }, (_, digit) => ` ${digit}`),
  ...['.', ','],
  ...korean,
  ...english,
];

const numbers = new Map(vocabulary.map((word, number) => [word, number]));
const longest = Math.max(...vocabulary.map(({ length }) => length));

/** The number of a word or marker of the vocabulary. */
export const wordNumber = (word: string): number => numbers.get(word)!;

/**
 * A sentence as numbers of words, without markers: at each place the longest word that fits.
 *
 * @throws DatasetError where a sentence has other words
 */
export function splitWords(sentence: string): readonly number[] {
  const text = ` ${sentence}`;
  const words: number[] = [];
  for (let at = 0; at < text.length;) {
    const length = Array.from({ length: longest }, (_, index) => longest - index).find((size) =>
      numbers.has(text.slice(at, at + size)),
    );
    if (length === undefined)
      throw new DatasetError(`"${sentence}" has no word of the vocabulary at "${text.slice(at)}".`);
    words.push(wordNumber(text.slice(at, at + length)));
    at += length;
  }
  return words;
}

/** The sentence of these words. */
export const joinWords = (words: readonly number[]): string =>
  words
    .map((number) => vocabulary[number])
    .join('')
    .trimStart();
