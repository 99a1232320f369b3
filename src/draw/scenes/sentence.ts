/**
 * What a scene shows, in one sentence of a closed grammar. A scene has at most one such sentence: where two readers
 * could put it differently, because a place or a size lies in between, it has none.
 *
 *   one digit    왼쪽 위에 큰 7이 있습니다.
 *                There is a big 7 at the top left.
 *   two          큰 3이 작은 7의 오른쪽에 있습니다.  8이 다른 8의 위쪽에 있습니다.
 *                A big 3 is to the right of a small 7.  An 8 is above another 8.
 *   three, four  숫자 세 개는 왼쪽부터 3, 7, 1이고, 가장 큰 것은 7입니다.
 *                The three digits from left to right are 3, 7 and 1, and the biggest is 7.
 */
import type { Box } from '#src/math/boxes.ts';

export interface Sentence {
  readonly ko: string;
  readonly en: string;
}

export interface SceneDigit {
  /** 0 … 9 */
  readonly label: number;
  /** In whole pixels, tight around the digit's ink. */
  readonly box: Box;
}

/** Between the first and the second two readers may differ: sentences are silent below, sure above. */
const margins = {
  /** Ratio of the longer sides, of two digits. */
  pair: [1.15, 1.3],
  /** The same, of the biggest or smallest of three or four digits and the next. */
  extreme: [1.1, 1.2],
  /** Distance between neighbours in a row, as a share of the scene's width. */
  row: [0.05, 0.08],
  /** How much two digits lie apart more along one axis than along the other, likewise. */
  direction: [0, 0.1],
} as const;

/** Limits of small, of neither and of big for a digit alone: its longer side as a share of the scene's width. */
const aloneSizes = [0.26, 0.29, 0.36, 0.39] as const;
/** Limits of the thirds of a scene for the middle of a digit alone, with what lies between them left out. */
const thirds = [0.36, 0.42, 0.58, 0.64] as const;

/** A quantity is below, between or above four rising limits; undefined where it is in one of the two gaps. */
function bandOf(value: number, limits: readonly [number, number, number, number]): 0 | 1 | 2 | undefined {
  if (value <= limits[0]) return 0;
  if (value >= limits[3]) return 2;
  return value >= limits[1] && value <= limits[2] ? 1 : undefined;
}

/** Whether a quantity is above a margin; undefined where it is within. */
function exceeds(value: number, [silent, sure]: readonly [number, number]): boolean | undefined {
  if (value <= silent) return false;
  return value >= sure ? true : undefined;
}

const middle = ({ box }: SceneDigit, axis: 0 | 1) => (box[axis] + box[axis + 2]!) / 2;
const longerSide = ({ box }: SceneDigit) => Math.max(box[2] - box[0], box[3] - box[1]);

/**
 * @param digits one to four, in any order
 * @param width  of the square scene, in pixels
 * @returns undefined where the scene cannot be put into words that everybody would choose
 */
export function describeScene(digits: readonly SceneDigit[], width: number): Sentence | undefined {
  if (digits.length === 1) return describeOne(digits[0]!, width);
  if (digits.length === 2) return describeTwo([digits[0]!, digits[1]!], width);
  return describeRow(digits, width);
}

/** By row, then column. */
const places: readonly (readonly Sentence[])[] = [
  [
    { ko: '왼쪽 위', en: 'at the top left' },
    { ko: '위쪽 가운데', en: 'at the top' },
    { ko: '오른쪽 위', en: 'at the top right' },
  ],
  [
    { ko: '왼쪽 가운데', en: 'on the left' },
    { ko: '한가운데', en: 'in the middle' },
    { ko: '오른쪽 가운데', en: 'on the right' },
  ],
  [
    { ko: '왼쪽 아래', en: 'at the bottom left' },
    { ko: '아래쪽 가운데', en: 'at the bottom' },
    { ko: '오른쪽 아래', en: 'at the bottom right' },
  ],
];

/** By whether a digit is small, neither or big; each takes the space before the digit along. */
const sizes: readonly Sentence[] = [
  { ko: '작은 ', en: 'small ' },
  { ko: '', en: '' },
  { ko: '큰 ', en: 'big ' },
];

function describeOne(digit: SceneDigit, width: number): Sentence | undefined {
  const size = bandOf(longerSide(digit) / width, aloneSizes);
  const column = bandOf(middle(digit, 0) / width, thirds);
  const row = bandOf(middle(digit, 1) / width, thirds);
  if (size === undefined || column === undefined || row === undefined) return undefined;
  const place = places[row]![column]!;
  return {
    ko: `${place.ko}에 ${sizes[size]!.ko}${withSubjectParticle(digit.label)} 있습니다.`,
    en: `There is ${withArticle(sizes[size]!.en, digit.label)} ${place.en}.`,
  };
}

/** Where the first of two digits is, seen from the second: by axis, and by whether it comes first along it. */
const directions = [
  { before: { ko: '왼쪽', en: 'to the left of' }, after: { ko: '오른쪽', en: 'to the right of' } },
  { before: { ko: '위쪽', en: 'above' }, after: { ko: '아래쪽', en: 'below' } },
] as const;

/** The bigger one is spoken of, or of two that are alike the one on the left or above. */
function describeTwo([one, other]: readonly [SceneDigit, SceneDigit], width: number): Sentence | undefined {
  const apart = ([0, 1] as const).map((axis) => Math.abs(middle(one, axis) - middle(other, axis)) / width);
  const axis = apart[0]! > apart[1]! ? 0 : 1;
  const isClear = exceeds(Math.abs(apart[0]! - apart[1]!), margins.direction);
  const ratio = longerSide(one) / longerSide(other);
  const isUneven = exceeds(Math.max(ratio, 1 / ratio), margins.pair);
  if (!isClear || isUneven === undefined) return undefined;
  const isOneFirst = isUneven ? ratio > 1 : middle(one, axis) < middle(other, axis);
  const [subject, object] = isOneFirst ? [one, other] : [other, one];
  const direction = directions[axis][middle(subject, axis) < middle(object, axis) ? 'before' : 'after'];
  const [big, small] = isUneven ? [sizes[2]!, sizes[0]!] : [sizes[1]!, sizes[1]!];
  const isAnother = !isUneven && subject.label === object.label;
  const seenFrom = isAnother
    ? { ko: `다른 ${object.label}`, en: `another ${object.label}` }
    : { ko: `${small.ko}${object.label}`, en: withArticle(small.en, object.label) };
  return {
    ko: `${big.ko}${withSubjectParticle(subject.label)} ${seenFrom.ko}의 ${direction.ko}에 있습니다.`,
    en: `${capitalised(withArticle(big.en, subject.label))} is ${direction.en} ${seenFrom.en}.`,
  };
}

const rows = [
  { ko: '왼쪽부터', en: 'from left to right' },
  { ko: '위에서부터', en: 'from top to bottom' },
] as const;

const counts: Readonly<Record<number, Sentence>> = {
  3: { ko: '세', en: 'three' },
  4: { ko: '네', en: 'four' },
};

/** From left to right where no two are one above the other, else from top to bottom. */
function describeRow(digits: readonly SceneDigit[], width: number): Sentence | undefined {
  const count = counts[digits.length];
  if (!count) throw new RangeError(`A scene has one to four digits, not ${digits.length}.`);
  const along = ([0, 1] as const).map((axis) => {
    const middles = digits.map((digit) => middle(digit, axis)).sort((a, b) => a - b);
    return Math.min(...middles.slice(1).map((place, index) => place - middles[index]!)) / width;
  });
  const isBeside = exceeds(along[0]!, margins.row);
  if (isBeside === undefined || (!isBeside && !exceeds(along[1]!, margins.row))) return undefined;
  const axis = isBeside ? 0 : 1;
  const labels = digits.toSorted((a, b) => middle(a, axis) - middle(b, axis)).map(({ label }) => label);

  const bySize = digits.toSorted((a, b) => longerSide(b) - longerSide(a));
  const ratioAt = (index: number) => longerSide(bySize.at(index)!) / longerSide(bySize.at(index + 1)!);
  const hasBiggest = exceeds(ratioAt(0), margins.extreme);
  const hasSmallest = exceeds(ratioAt(-2), margins.extreme);
  if (hasBiggest === undefined || (!hasBiggest && hasSmallest === undefined)) return undefined;
  const koRow = `숫자 ${count.ko} 개는 ${rows[axis].ko} ${labels.join(', ')}`;
  const enRow = `The ${count.en} digits ${rows[axis].en} are ${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`;
  if (hasBiggest) {
    const { label } = bySize[0]!;
    return {
      ko: `${koRow}이고, 가장 큰 것은 ${label}입니다.`,
      en: `${enRow}, and the biggest is ${label}.`,
    };
  }
  if (hasSmallest) {
    const { label } = bySize.at(-1)!;
    return {
      ko: `${koRow}이고, 가장 작은 것은 ${label}입니다.`,
      en: `${enRow}, and the smallest is ${label}.`,
    };
  }
  return { ko: `${koRow}입니다.`, en: `${enRow}.` };
}

/** 영 일 이 삼 사 오 육 칠 팔 구: 이 after a consonant, 가 after a vowel. */
const subjectParticles = ['이', '이', '가', '이', '가', '가', '이', '이', '이', '가'] as const;

const withSubjectParticle = (label: number) => `${label}${subjectParticles[label]}`;

const withArticle = (size: string, label: number) =>
  `${size === '' && label === 8 ? 'an' : 'a'} ${size}${label}`;

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
