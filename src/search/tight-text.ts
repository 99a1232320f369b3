/** Text as it is compared: without spaces, marks, case and accents, so that `잠재 변수` is `잠재변수` and `Fréchet` `frechet`. */

const folded = new Map<string, string>();

/** What remains of one character. */
function fold(character: string): string {
  let tight = folded.get(character);
  if (tight === undefined) {
    const plain = character.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();
    tight = plain.replace(/[^\p{L}\p{N}]/gu, '');
    // A consonant by itself is typed as a letter of its own, which NFKD makes a part of a syllable.
    if (/[ㄱ-ㅣ]/.test(character)) tight = character;
    folded.set(character, tight);
  }
  return tight;
}

export function tighten(text: string): string {
  let tight = '';
  for (const character of text.normalize('NFC')) tight += fold(character);
  return tight;
}

/** The place in a text at which each character of its tight form stands; at the end, one behind the last. */
export function placesOf(text: string): readonly number[] {
  const places: number[] = [];
  let end = 0;
  let place = 0;
  for (const character of text) {
    const { length } = fold(character);
    for (let i = 0; i < length; i++) places.push(place);
    place += character.length;
    if (length > 0) end = place;
  }
  places.push(end);
  return places;
}

/** The tight words of a text. */
export function wordsOf(text: string): readonly string[] {
  return text
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(tighten)
    .filter((word) => word !== '');
}
