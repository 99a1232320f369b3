/** Korean particles after a digit, by how the digit is read: 영 일 이 삼 사 오 육 칠 팔 구. */

const endsInVowel = (digit: number) => [2, 4, 5, 9].includes(digit);

/** `7로`, `3으로`: 영, 삼 and 육 end in a consonant other than ㄹ. */
export const asDigit = (digit: number) => `${digit}${[0, 3, 6].includes(digit) ? '으로' : '로'}`;

/** `7이`, `4가`. */
export const digitIs = (digit: number) => `${digit}${endsInVowel(digit) ? '가' : '이'}`;

/** `7과`, `4와`. */
export const digitAnd = (digit: number) => `${digit}${endsInVowel(digit) ? '와' : '과'}`;

/** `7이라고`, `4라고`. */
export const digitSays = (digit: number) => `${digit}${endsInVowel(digit) ? '라고' : '이라고'}`;
