/** How words are compared, taken apart and guessed. */
import { describe, expect, test } from 'vitest';
import { isEnding, splitEnding, stemsOf } from '#src/search/endings.ts';
import { atomsOf, beingTyped, hasInitials, typedInEnglish } from '#src/search/hangul.ts';
import { placesOf, tighten, wordsOf } from '#src/search/tight-text.ts';
import { isOneEdit, makeSpeller } from '#src/search/typos.ts';

describe('text is compared', () => {
  test.each([
    ['잠재 변수', '잠재변수'],
    ['Fréchet', 'frechet'],
    ['VQ-VAE', 'vqvae'],
    ['‘값’, 100 %', '값100'],
    ['ㅇㅌㅇ', 'ㅇㅌㅇ'],
    ['값'.normalize('NFD'), '값'], // as macOS names files
  ])('%s as %s', (text, tight) => {
    expect(tighten(text)).toBe(tight);
  });

  test('word by word', () => {
    expect(wordsOf('오토인코더(auto-encoder)는 값입니다.')).toEqual([
      '오토인코더',
      'auto',
      'encoder',
      '는',
      '값입니다',
    ]);
  });

  test('and each of its characters is known where it stood', () => {
    const text = 'a b, 다';
    expect(placesOf(text)).toEqual([0, 2, 5, 6]);
    expect(placesOf(text)).toHaveLength(tighten(text).length + 1);
  });
});

describe('particles', () => {
  test.each([
    ['잠재변수를', '잠재변수'],
    ['오토인코더에서의', '오토인코더'],
    ['모델까지는', '모델까지'],
    ['autoencoders', 'autoencoder'],
  ])('of %s leave %s', (word, stem) => {
    expect(stemsOf(word)).toContain(stem);
  });

  test.each(['지도', '평가', 'gas', '코드'])(
    'are not cut from %s, of which too little would be left',
    (word) => {
      expect(stemsOf(word)).toEqual([]);
    },
  );

  test.each(['배웁니다', '인코더에서는', '를', 'images'])('%s is its pieces set together', (word) => {
    expect(splitEnding(word).join('')).toBe(word);
  });

  test('are told from the rest of another word', () => {
    expect(isEnding('에서는')).toBe(true);
    expect(isEnding('')).toBe(true);
    expect(isEnding('코더')).toBe(false);
  });
});

describe('initial consonants', () => {
  const matches = (typed: string, text: string) => new RegExp(`^${atomsOf(typed).join('')}$`).test(text);

  test.each([
    ['ㅇㅌㅇㅋㄷ', '오토인코더'],
    ['오토인ㅋㄷ', '오토인코더'],
    ['ㄱ', '깋'.normalize()],
  ])('%s stands for %s', (typed, text) => {
    expect(hasInitials(typed)).toBe(true);
    expect(matches(typed, text)).toBe(true);
  });

  test('a consonant does not stand for its double, nor for a vowel', () => {
    expect(matches('ㄱ', '까')).toBe(false);
    expect(hasInitials('ㅏ')).toBe(false);
    expect(hasInitials('값')).toBe(false);
  });

  test('the last consonant of a half-typed word may begin its next syllable', () => {
    expect(beingTyped('오통')).toBe('오토ㅇ');
    expect(beingTyped('오토')).toBe('오토');
  });

  test('Hangul typed on a keyboard left in English is read', () => {
    expect(typedInEnglish('dhxhdlszhej')).toBe('오토인코더');
    expect(typedInEnglish('encoder')).toBeUndefined();
    expect(typedInEnglish('npxp')).toBeUndefined();
  });
});

describe('a typo', () => {
  test.each([
    ['encoder', 'encodar', true],
    ['encoder', 'encodr', true],
    ['encoder', 'encooder', true],
    ['encoder', 'enocder', true],
    ['encoder', 'encoder', true],
    ['encoder', 'ecndoer', false],
    ['encoder', 'encod', false],
    ['ab', 'ba', true],
  ])('takes %s to %s: %s', (one, other, isNear) => {
    expect(isOneEdit(one, other)).toBe(isNear);
    expect(isOneEdit(other, one)).toBe(isNear);
  });

  const respell = makeSpeller(['오토인코더', '잠재변수', '최대가능도', '모델', 'autoencoder']);
  test.each([
    ['오토잉코더', '오토인코더'], // a consonant
    ['오토민코더', '오토인코더'],
    ['오토코더', '오토인코더'], // a syllable left out
    ['잠재벼수', '잠재변수'],
    ['가능더', '가능도'], // inside a word
    ['autoencodr', 'autoencoder'],
  ])('%s is read as %s', (typed, meant) => {
    expect(respell(typed)[0]).toBe(meant);
  });

  test('is not looked for in a word so short that it may be another', () => {
    expect(respell('모대')).toEqual([]);
  });
});
