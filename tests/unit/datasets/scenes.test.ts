import { describe, expect, it } from 'vitest';
import type { Split } from '#scripts/datasets/dataset.ts';
import { composeScene } from '#scripts/datasets/scenes-composition.ts';
import { describeScene, type SceneDigit } from '#scripts/datasets/scenes-sentence.ts';
import { asScenes, makeScenes } from '#scripts/datasets/scenes.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import { seededRandomStream } from '#scripts/random.ts';

const counts = { train: 400, validation: 100, test: 400 };
const singles = makeStrokes({ seed: 7, counts });
const scenes = makeScenes('scenes-strokes', singles, { seed: 5, counts });
const indices = [...Array(400).keys()];
const maskOf = (example: number) => scenes.train.masks.subarray(4096 * example, 4096 * (example + 1));
const imageOf = (example: number) => scenes.train.images.subarray(4096 * example, 4096 * (example + 1));

describe('the scenes data set', () => {
  it('is the same for the same seed and another for another', () => {
    expect(makeScenes('scenes-strokes', singles, { seed: 5, counts }).sha256).toEqual(scenes.sha256);
    const other = makeScenes('scenes-strokes', singles, { seed: 6, counts });
    expect(other.sha256['test-images']).not.toBe(scenes.sha256['test-images']);
  });

  it('holds out the same scenes however many there are to train on', () => {
    const fewer = makeScenes('scenes-strokes', singles, { seed: 5, counts: { ...counts, train: 3 } });
    expect(fewer.test).toEqual(scenes.test);
    expect(fewer.validation).toEqual(scenes.validation);
    expect(fewer.train.count).toBe(3);
  });

  it('composes each split from the same split of the digits', () => {
    const labelled = (split: Split, label: number): Split => ({
      ...split,
      labels: split.labels.map(() => label),
    });
    const marked = {
      ...singles,
      train: labelled(singles.train, 1),
      validation: labelled(singles.validation, 2),
      test: labelled(singles.test, 3),
    };
    const { train, validation, test } = makeScenes('scenes-strokes', marked, {
      seed: 5,
      counts: { train: 30, validation: 30, test: 30 },
    });
    for (const [split, label] of [
      [train, 1],
      [validation, 2],
      [test, 3],
    ] as const) {
      expect(new Set(split.digits.flat().map((digit) => digit.label))).toEqual(new Set([label]));
      expect(new Set(split.masks)).toEqual(new Set([0, 1 + label]));
    }
  });

  it('has one to four digits, each number about as often', () => {
    for (const count of [1, 2, 3, 4]) {
      const found = scenes.train.digits.filter(({ length }) => length === count).length;
      expect(found).toBeGreaterThan(65); // 100 expected, with a standard deviation of 8.7
      expect(found).toBeLessThan(135);
    }
    expect([...scenes.train.labels]).toEqual(scenes.train.digits.map(({ length }) => length));
  });

  it('has masks that cover the ink and nothing else', () => {
    for (const example of indices) {
      const image = imageOf(example);
      expect(maskOf(example).every((value, pixel) => value > 0 === image[pixel]! >= 64)).toBe(true);
    }
  });

  it('has boxes tight around the ink', () => {
    for (const example of indices) {
      const digits = scenes.train.digits[example]!;
      const mask = maskOf(example);
      for (const { label, box } of digits) {
        const [left, top, right, bottom] = box;
        const inside = (pixel: number) =>
          pixel % 64 >= left && pixel % 64 < right && pixel >= 64 * top && pixel < 64 * bottom;
        const owned = [...mask.keys()].filter((pixel) => inside(pixel) && mask[pixel] === 1 + label);
        expect(owned.length).toBeGreaterThan(10);
        if (digits.length > 1) continue; // another digit may hide an edge
        expect(mask.filter((value) => value > 0)).toHaveLength(owned.length);
        expect(Math.min(...owned.map((pixel) => pixel % 64))).toBe(left);
        expect(Math.max(...owned.map((pixel) => pixel % 64))).toBe(right - 1);
        expect(Math.floor(Math.min(...owned) / 64)).toBe(top);
        expect(Math.floor(Math.max(...owned) / 64)).toBe(bottom - 1);
      }
      const isInABox = (pixel: number) =>
        digits.some(
          ({ label, box: [left, top, right, bottom] }) =>
            mask[pixel] === 1 + label &&
            pixel % 64 >= left &&
            pixel % 64 < right &&
            pixel >= 64 * top &&
            pixel < 64 * bottom,
        );
      expect([...mask.keys()].filter((pixel) => mask[pixel]! > 0).every(isInABox)).toBe(true);
    }
  });

  it('has digits of 14 to 28 pixels that lie over a tenth of each other at most', () => {
    const sides: number[] = [];
    for (const digits of scenes.train.digits) {
      for (const [index, { box: a }] of digits.entries()) {
        sides.push(Math.max(a[2] - a[0], a[3] - a[1]));
        for (const { box: b } of digits.slice(index + 1)) {
          const width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
          const height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
          const smaller = Math.min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]));
          expect(width * height).toBeLessThanOrEqual(0.1 * smaller);
        }
      }
    }
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(13); // grey edges may take or give a pixel
    expect(Math.min(...sides)).toBeLessThan(16);
    expect(Math.max(...sides)).toBeLessThanOrEqual(30);
    expect(Math.max(...sides)).toBeGreaterThan(26);
  });

  it('has digits all over the canvas', () => {
    const heat = new Float64Array(16); // by blocks of 16 × 16 pixels
    for (const [index, value] of scenes.train.masks.entries()) {
      const [x, y] = [index % 64, Math.floor((index % 4096) / 64)];
      if (value > 0) heat[4 * Math.floor(y / 16) + Math.floor(x / 16)]! += 1;
    }
    const mass = heat.reduce((sum, ink) => sum + ink, 0);
    for (const corner of [0, 2, 8, 10]) {
      const quarter = heat[corner]! + heat[corner + 1]! + heat[corner + 4]! + heat[corner + 5]!;
      expect(quarter / mass).toBeCloseTo(0.25, 1);
    }
    expect(Math.min(...heat)).toBeGreaterThan(0.15 * Math.max(...heat)); // few reach into a corner
  });

  it('says the same in both languages: each Korean sentence has one English twin', () => {
    const sentences = [...scenes.train.sentences, ...scenes.test.sentences];
    const pairs = new Set(sentences.map(({ ko, en }) => `${ko} ${en}`));
    expect(new Set(sentences.map(({ ko }) => ko)).size).toBe(pairs.size);
    expect(new Set(sentences.map(({ en }) => en)).size).toBe(pairs.size);
    expect(pairs.size).toBeGreaterThan(400);
  });

  it('names the digits that are there', () => {
    for (const [example, { ko, en }] of scenes.train.sentences.entries()) {
      const labels = scenes.train.digits[example]!.map(({ label }) => label);
      for (const sentence of [ko, en]) {
        const named = [...sentence.matchAll(/\d/g)].map(([digit]) => Number(digit)).slice(0, labels.length);
        expect(named.toSorted()).toEqual(labels.toSorted());
      }
    }
  });

  it('is asked for by name', () => {
    expect(asScenes(scenes)).toBe(scenes);
    expect(() => asScenes(singles)).toThrowErrorMatchingInlineSnapshot(
      `[DatasetError: The images of strokes have no boxes, masks and sentences. Those of scenes, scenes-strokes have.]`,
    );
  });
});

describe('a new scene', () => {
  it('depends on nothing but the stream and the digits', () => {
    const compose = () => {
      const random = seededRandomStream(3);
      return [composeScene(random, singles.train), composeScene(random, singles.train)];
    };
    expect(compose()).toEqual(compose());
    expect(compose()[0]).not.toEqual(compose()[1]);
  });
});

/** A digit by its middle and longer side, in a scene 100 pixels wide. */
function digit(label: number, x: number, y: number, size = 32): SceneDigit {
  return { label, box: [x - size / 4, y - size / 2, x + size / 4, y + size / 2] };
}

describe('the sentence of a scene', () => {
  it.each([
    [[digit(7, 25, 25, 40)], '왼쪽 위에 큰 7이 있습니다.', 'There is a big 7 at the top left.'],
    [[digit(2, 50, 50)], '한가운데에 2가 있습니다.', 'There is a 2 in the middle.'],
    [[digit(8, 80, 50, 24)], '오른쪽 가운데에 작은 8이 있습니다.', 'There is a small 8 on the right.'],
    [[digit(8, 50, 80)], '아래쪽 가운데에 8이 있습니다.', 'There is an 8 at the bottom.'],
    [[digit(4, 45, 20)], '위쪽 가운데에 4가 있습니다.', 'There is a 4 at the top.'],
    [
      [digit(3, 70, 40, 40), digit(7, 20, 50, 20)],
      '큰 3이 작은 7의 오른쪽에 있습니다.',
      'A big 3 is to the right of a small 7.',
    ],
    [
      [digit(7, 20, 50, 20), digit(3, 70, 40, 40)],
      '큰 3이 작은 7의 오른쪽에 있습니다.',
      'A big 3 is to the right of a small 7.',
    ],
    [
      [digit(9, 50, 80, 40), digit(9, 40, 20, 20)],
      '큰 9가 작은 9의 아래쪽에 있습니다.',
      'A big 9 is below a small 9.',
    ],
    [[digit(8, 50, 80), digit(8, 45, 20, 34)], '8이 다른 8의 위쪽에 있습니다.', 'An 8 is above another 8.'],
    [[digit(5, 80, 50), digit(8, 20, 50)], '8이 5의 왼쪽에 있습니다.', 'An 8 is to the left of a 5.'],
    [
      [digit(1, 80, 30), digit(3, 20, 50), digit(7, 50, 70, 50)],
      '숫자 세 개는 왼쪽부터 3, 7, 1이고, 가장 큰 것은 7입니다.',
      'The three digits from left to right are 3, 7 and 1, and the biggest is 7.',
    ],
    [
      [digit(1, 50, 80), digit(3, 51, 15), digit(7, 49, 50, 20)],
      '숫자 세 개는 위에서부터 3, 7, 1이고, 가장 작은 것은 7입니다.',
      'The three digits from top to bottom are 3, 7 and 1, and the smallest is 7.',
    ],
    [
      [digit(0, 80, 80), digit(2, 20, 20), digit(4, 40, 70), digit(4, 60, 20)],
      '숫자 네 개는 왼쪽부터 2, 4, 4, 0입니다.',
      'The four digits from left to right are 2, 4, 4 and 0.',
    ],
  ])('%#', (digits, ko, en) => {
    expect(describeScene(digits, 100)).toEqual({ ko, en });
  });

  it('has the particle of the digit as it is read: 영이, 일이, 이가, 삼이, 사가, 오가, 육이, 칠이, 팔이, 구가', () => {
    const sentences = [...Array(10).keys()].map((label) => describeScene([digit(label, 50, 50)], 100)!.ko);
    expect(sentences.map((sentence) => /\d(.)/.exec(sentence)![1]).join('')).toBe('이이가이가가이이이가');
  });

  it.each([
    ['a size between small and not', [digit(7, 50, 50, 27.5)]],
    ['a place between left and middle', [digit(7, 39, 50)]],
    ['a place between middle and below', [digit(7, 50, 61)]],
    ['one that is as far left as it is above', [digit(7, 20, 20), digit(3, 75, 80)]],
    ['two sizes that are nearly alike', [digit(7, 20, 50, 25), digit(3, 75, 50, 31)]],
    ['a row and a column in one', [digit(1, 20, 20), digit(2, 26, 50), digit(3, 80, 80)]],
    ['no row and no column', [digit(1, 20, 20), digit(2, 20, 80), digit(3, 80, 20), digit(4, 80, 80)]],
    ['a biggest one that is hardly so', [digit(1, 20, 50, 32), digit(2, 50, 50, 37), digit(3, 80, 50, 20)]],
    ['a smallest one that is hardly so', [digit(1, 20, 50, 37), digit(2, 50, 50, 37), digit(3, 80, 50, 32)]],
  ])('does not exist of %s', (_, digits) => {
    expect(describeScene(digits, 100)).toBeUndefined();
  });

  it('is of four digits at most', () => {
    const five = [1, 2, 3, 4, 5].map((label) => digit(label, 18 * label, 50, 20));
    expect(() => describeScene(five, 100)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A scene has one to four digits, not 5.]`,
    );
  });
});
