/** Letters from the project's own pen paths, written by the same hands as the digits: what is no digit, for comparison. */
import type { RandomStream } from '#src/math/random.ts';
import { drawForms, type Drawn } from './digits.ts';
import { parsePath } from './pen-path.ts';

export const letters = ['A', 'E', 'H', 'K', 'M', 'R', 'W', 'ㄹ', 'ㅂ', 'ㅎ'] as const;
export type Letter = (typeof letters)[number];

/** In hundredths of the letter's height, written upright; `!` is a corner, `/` lifts the pen. */
const paths: Readonly<Record<Letter, string>> = {
  A: '0,100 36,0! 72,100 / 14,64 58,64',
  E: '60,2 4,0! 4,98! 62,98 / 4,50 52,48',
  H: '4,0 4,100 / 66,0 66,100 / 4,50 66,50',
  K: '6,0 6,100 / 62,0 6,56! 64,100',
  M: '0,100 8,0! 40,66! 72,0! 80,100',
  R: '6,100 6,0! 40,2 58,24 40,48 6,52! 62,100',
  W: '0,0 20,100! 42,30! 64,100! 84,0',
  ㄹ: '6,4 66,2! 64,48! 8,50! 8,98! 70,96',
  ㅂ: '6,0 6,98! 64,98! 64,0 / 6,50 64,50',
  ㅎ: '24,0 48,2 / 2,24 70,22 / 36,42 14,56 12,82 36,98 58,84 58,56 38,42',
};

/** One letter, written and inked. */
export function drawLetter(
  letter: Letter,
  random: RandomStream,
  options?: { readonly calm?: boolean },
): Drawn {
  return drawForms([{ weight: 1, extremes: [parsePath(paths[letter])] }], random, options);
}
