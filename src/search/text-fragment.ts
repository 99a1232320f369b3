import type { Span } from './excerpt.ts';
import { placesOf } from './tight-text.ts';

const MOST_BEFORE = 2;
const MOST_AFTER = 3;

/** A word that stands on the page as it does in the index: letters alone, no formula and no figure. */
const isPlain = (word: string) => /^(?:[가-힣]+|[a-z]{2,})[,.]?$/i.test(word);

/**
 * The end of an address that makes browsers scroll to a hit and mark it; those that know no such thing, or do not find
 * the words, go to the section (https://wicg.github.io/scroll-to-text-fragment/).
 */
export function textFragment(href: string, text: string, { from, to }: Span): string {
  const places = placesOf(text);
  const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    word,
    index,
    end: index + word.length,
  }));
  const first = words.findIndex(({ end }) => end > places[from]!);
  const last = words.findLastIndex(({ index }) => index <= places[to - 1]!);
  if (first < 0 || !words.slice(first, last + 1).every(({ word }) => isPlain(word))) return '';
  let start = first;
  while (start > 0 && first - start < MOST_BEFORE && isPlain(words[start - 1]!.word)) start--;
  let end = last;
  while (end + 1 < words.length && end - last < MOST_AFTER && isPlain(words[end + 1]!.word)) end++;
  const quoted = encodeURIComponent(text.slice(words[start]!.index, words[end]!.end)).replaceAll('-', '%2D');
  return `${href.includes('#') ? '' : '#'}:~:text=${quoted}`;
}
