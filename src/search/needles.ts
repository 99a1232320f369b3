/** What a search looks for: each of its words in every form that counts as the same. */
import { stemsOf } from './endings.ts';
import { atomsOf, beingTyped, hasInitials, typedInEnglish } from './hangul.ts';
import { tighten } from './tight-text.ts';

/** How a form came from what was typed, and what a hit of it is worth beside one of the word itself. */
export const WORTH = {
  same: 0,
  stem: -30,
  twin: -60,
  beginning: -120,
  initials: -150,
  typing: -170,
  typo: -250,
} as const;

export interface Needle {
  /** Patterns of a character each. */
  readonly atoms: readonly string[];
  readonly kind: keyof typeof WORTH;
}

/** What the index knows that a word is judged by. */
export interface Known {
  /** Whether something matches in a name, a text that is here, or a word of one that is not. */
  occurs(atoms: readonly string[]): boolean;
  /** Whether it is a word of its own, not only a part of one. */
  isWord(word: string): boolean;
  /** Tight names of one notion, without a plural. */
  readonly twins: readonly (readonly [string, string])[];
  /** Words that differ by a typo. */
  respell(word: string): readonly string[];
}

/** The tight words of a query. */
export function queryWords(query: string): readonly string[] {
  return query
    .split(/\s+/)
    .map(tighten)
    .filter((word) => word !== '')
    .slice(0, 8);
}

const needle = (word: string, kind: Needle['kind']): Needle => ({ atoms: atomsOf(word), kind });

/**
 * All forms of a word. What may have been meant instead is thought of only where nothing else is found.
 *
 * @param guess whether to think of it at all
 */
export function needlesFor(typed: string, known: Known, guess = true): readonly Needle[] {
  const stem = stemsOf(typed).findLast((each) => known.isWord(each));
  const word = stem ?? typed;
  const needles = [
    needle(typed, hasInitials(typed) ? 'initials' : 'same'),
    ...(stem === undefined ? [] : [needle(stem, 'stem')]),
    ...twinNeedles(typed, known),
    ...(stem === undefined ? [] : twinNeedles(stem, known)),
  ];
  if (!guess || needles.some(({ atoms }) => known.occurs(atoms))) return needles;
  for (const [guesses, kind] of [
    [[beingTyped(word)], 'typing'],
    [[typedInEnglish(word) ?? word], 'typo'],
    [known.respell(word), 'typo'],
  ] as const) {
    const guessed = guesses.flatMap((each) => [needle(each, kind), ...twinNeedles(each, known, kind)]);
    if (guessed.some(({ atoms }) => known.occurs(atoms))) return [...needles, ...guessed];
  }
  return needles;
}

const MOST_BEGUN = 3;

/** The names in the other language of what a word names, or with its beginning, if that says enough, begins to name. */
function twinNeedles(word: string, { twins }: Known, kind: Needle['kind'] = 'twin'): readonly Needle[] {
  const pattern = atomsOf(word).join('');
  const whole = new RegExp(`^${pattern.replace(/(?<=[a-z]{3})s$/, '')}$`);
  const others = (matches: RegExp) =>
    twins.flatMap(([one, other]) => [
      ...(matches.test(one) ? [other] : []),
      ...(matches.test(other) ? [one] : []),
    ]);
  const named = others(whole);
  if (named.length > 0) return named.map((name) => needle(name, kind));
  const saysEnough = !hasInitials(word) && word.length >= (/[가-힣]/.test(word) ? 2 : 4);
  if (!saysEnough || kind !== 'twin') return [];
  return others(new RegExp(`^${pattern}`))
    .slice(0, MOST_BEGUN)
    .map((name) => needle(name, 'beginning'));
}
