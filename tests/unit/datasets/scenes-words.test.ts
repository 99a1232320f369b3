import { describe, expect, it } from 'vitest';
import { composeScene } from '#scripts/datasets/scenes-composition.ts';
import { joinWords, splitWords, vocabulary, wordNumber } from '#scripts/datasets/scenes-words.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import { seededRandomStream } from '#scripts/random.ts';

const words = (sentence: string) => splitWords(sentence).map((number) => vocabulary[number]);

describe('the words of scenes', () => {
  it('are each in the vocabulary once, under their number', () => {
    expect(new Set(vocabulary).size).toBe(vocabulary.length);
    for (const [number, word] of vocabulary.entries()) expect(wordNumber(word)).toBe(number);
  });

  it('are Korean stems and particles', () => {
    expect(words('왼쪽 위에 큰 7이 있습니다.')).toEqual([
      ' 왼쪽',
      ' 위',
      '에',
      ' 큰',
      ' 7',
      '이',
      ' 있습니다',
      '.',
    ]);
    expect(words('숫자 세 개는 위에서부터 3, 7, 1이고, 가장 작은 것은 1입니다.')).toEqual(
      [' 숫자', ' 세', ' 개', '는', ' 위', '에서', '부터', ' 3', ',', ' 7', ',', ' 1', '이고', ',', ' 가장', ' 작은', ' 것', '은', ' 1', '입니다', '.'], // prettier-ignore
    );
  });

  it('are English words, of which none is taken for the beginning of a longer one', () => {
    expect(words('An 8 is above another 8.')).toEqual([' An', ' 8', ' is', ' above', ' another', ' 8', '.']);
    expect(words('There is a big 7 at the top left.')).toEqual(
      [' There', ' is', ' a', ' big', ' 7', ' at', ' the', ' top', ' left', '.'], // prettier-ignore
    );
  });

  it('make up every sentence, and join to it again', () => {
    const { train } = makeStrokes({ seed: 1, counts: { train: 200, validation: 1, test: 1 } });
    const random = seededRandomStream(2);
    const said = new Set<number>();
    for (let scene = 0; scene < 800; scene++) {
      for (const sentence of Object.values(composeScene(random, train).sentence)) {
        const numbers = splitWords(sentence);
        expect(joinWords(numbers)).toBe(sentence);
        for (const number of numbers) said.add(number);
      }
    }
    const never = vocabulary.filter((_, number) => !said.has(number));
    expect(never).toEqual(['<ko>', '<en>', '<end>']);
  });

  it('are refused in other sentences', () => {
    expect(() => splitWords('왼쪽에 고양이가 있습니다.')).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: "왼쪽에 고양이가 있습니다." has no word of the vocabulary at " 고양이가 있습니다.".]`,
    );
  });
});
