import { expect, test } from 'vitest';
import type { PageText } from '#src/search/index-file.ts';
import { tighten } from '#src/search/tight-text.ts';
import { bitOf, pack, pagesWith, unpack } from '#src/search/vocabulary.ts';

const texts: readonly PageText[] = [
  [['잠재 변수를 배웁니다.', 'The latent space'], ['인코더']],
  [['잠재변수는 값입니다.'], ['latents paced']],
  [[], ['잠재', '변수']],
];
const vocabulary = unpack(pack(texts));
const pagesOf = (query: string) => {
  const bits = pagesWith(vocabulary, [...tighten(query)]);
  return texts.flatMap((_text, page) => ((bits & bitOf(page)) === 0n ? [] : [page]));
};

test('a word is found in the pages that have it, with any particle', () => {
  expect(pagesOf('변수')).toEqual([0, 1, 2]);
  expect(pagesOf('변수를')).toEqual(expect.arrayContaining([0]));
  expect(pagesOf('코더')).toEqual([0]);
  expect(pagesOf('없다')).toEqual([]);
});

test('words are found across the spaces between them', () => {
  expect(pagesOf('잠재변수')).toEqual(expect.arrayContaining([0, 1]));
  expect(pagesOf('latentspace')).toEqual([0, 1]);
});

test('a long query is looked for by its beginning', () => {
  expect(pagesOf(`The latent space ${'어디에도 없는 말'.repeat(20)}`)).toEqual([]);
  expect(pagesOf('잠재 변수를 배웁니다')).toEqual([0]);
});

test('no run of characters of any line is missed', () => {
  for (const [page, text] of texts.entries()) {
    for (const line of text.flat().map(tighten)) {
      for (let from = 0; from < line.length; from++) {
        for (let to = from + 1; to <= line.length; to++) {
          expect(pagesOf(line.slice(from, to)), line.slice(from, to)).toContain(page);
        }
      }
    }
  }
});

test('a hundred pages are told apart', () => {
  const many = unpack(
    pack(Array.from({ length: 100 }, (_, page) => [[`낱말 ${page % 7 === 0 ? '일곱' : '여럿'}`]])),
  );
  const expected = Array.from({ length: 15 }, (_, week) => bitOf(7 * week)).reduce((sum, bit) => sum | bit);
  expect(pagesWith(many, [...'일곱'])).toBe(expected);
});
