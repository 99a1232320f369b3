/** Words that differ from a searched one by a letter: one typed wrong, left out, put in, or two exchanged. */
import { lettersOf } from './hangul.ts';

/** Whether one edit, or none, makes one string the other (Damerau's four). */
export function isOneEdit(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let head = 0;
  while (head < short.length && short[head] === long[head]) head++;
  let tail = 0;
  while (tail < short.length - head && short.at(-1 - tail) === long.at(-1 - tail)) tail++;
  if (head + tail >= long.length - 1) return true;
  const isSwap = short[head] === long[head + 1] && short[head + 1] === long[head];
  return short.length === long.length && head + tail === long.length - 2 && isSwap;
}

/** A word with each of its beginnings in letters, so that a part of it is cut out without taking it apart again. */
interface Spelled {
  readonly word: string;
  readonly letters: string;
  /** By character: where its letters begin; at last, their number. */
  readonly starts: readonly number[];
}

const spelling = new Map<string, string>();

function spell(word: string): Spelled {
  const starts = [0];
  let letters = '';
  for (const character of word) {
    let spelled = spelling.get(character);
    if (spelled === undefined) spelling.set(character, (spelled = lettersOf(character)));
    letters += spelled;
    starts.push(letters.length);
  }
  return { word, letters, starts };
}

export type Speller = (word: string) => readonly string[];

const LEAST_LETTERS = 5; // in shorter words one letter makes another word as often as a typo
const LEAST_SYLLABLES = 4; // a whole syllable may be wrong where three others are right
const MOST = 6;

/**
 * @param words what may be meant
 * @returns a function from a word to the parts of those that differ from it by a letter or, in a long one, a syllable
 */
export function makeSpeller(words: Iterable<string>): Speller {
  const spelled = [...new Set(words)].filter(({ length }) => length >= 2).map(spell);
  return (word) => {
    const letters = lettersOf(word);
    if (letters.length < LEAST_LETTERS) return [];
    const found = new Map<string, number>();
    const isLong = word.length >= LEAST_SYLLABLES && /[가-힣]/.test(word);
    for (const candidate of spelled) {
      const { length } = candidate.word;
      const most = Math.min(length, word.length + 1);
      for (let size = Math.max(2, word.length - 1); size <= most; size++) {
        for (let from = 0; from + size <= length; from++) {
          if (!isNear(word, letters, candidate, from, from + size, isLong)) continue;
          const part = candidate.word.slice(from, from + size);
          // The whole of a word is likelier meant than a part from its middle, and its length than another.
          const unlikely = (from === 0 ? 0 : 2) + (size === length ? 0 : 2) + Math.abs(size - word.length);
          found.set(part, Math.min(unlikely, found.get(part) ?? Infinity));
        }
      }
    }
    const likeliest = [...found].sort(([, one], [, other]) => one - other).slice(0, MOST);
    return likeliest.map(([part]) => part);
  };
}

/** Whether a part of a candidate is the word but for a letter or, where it is long, a character. */
function isNear(
  word: string,
  letters: string,
  { word: other, letters: otherLetters, starts }: Spelled,
  from: number,
  to: number,
  isLong: boolean,
): boolean {
  const [start, end] = [starts[from]!, starts[to]!];
  const nearInLetters =
    Math.abs(end - start - letters.length) <= 1 && isOneEdit(letters, otherLetters.slice(start, end));
  return nearInLetters || (isLong && isOneEdit(word, other.slice(from, to)));
}
