/** What es-hangul knows of Hangul, as search asks for it. */
import {
  canBeChoseong,
  combineCharacter,
  convertQwertyToHangul,
  disassemble,
  removeLastCharacter,
} from 'es-hangul';

const isInitial = (character: string) => /[ㄱ-ㅎ]/.test(character) && canBeChoseong(character);

/** Whether a word is typed by initial consonants (초성) alone or has some in it, as `ㅇㅌㅇㅋㄷ` and, half typed, `오토인ㅋ`. */
export function hasInitials(word: string): boolean {
  return [...word].some(isInitial);
}

/** A pattern of a character each; an initial consonant stands for every syllable that begins with it. */
export function atomsOf(word: string): readonly string[] {
  return [...word].map((character) =>
    isInitial(character)
      ? `[${character}${combineCharacter(character, 'ㅏ')}-${combineCharacter(character, 'ㅣ', 'ㅎ')}]`
      : character,
  );
}

/** Letters of a word one by one, as they are typed: `ㅇㅗㅌㅗ`. */
export const lettersOf = (word: string): string => disassemble(word);

/**
 * What a word may be on its way to: while `오토인코더` is typed it reads `오통`, whose last consonant begins the next
 * syllable. The word itself where its last syllable ends in a vowel.
 */
export function beingTyped(word: string): string {
  const last = lettersOf(word).at(-1) ?? '';
  return /[가-힣]$/.test(word) && isInitial(last) ? removeLastCharacter(word) + last : word;
}

/** What was typed on a keyboard left in English, as `dhxhdlszhej`; undefined where that makes no syllables. */
export function typedInEnglish(word: string): string | undefined {
  if (!/^[a-z]{4,}$/.test(word)) return undefined;
  try {
    const hangul = convertQwertyToHangul(word);
    return /^[가-힣]+$/.test(hangul) ? hangul : undefined;
  } catch {
    return undefined; // es-hangul throws at vowels that do not join, as at those of `npxp`
  }
}
