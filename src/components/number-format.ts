import type { Language } from '#src/i18n.ts';

/** A measured value with a number of significant digits: `0.00412`. */
export function significant(value: number, digits: number, language: Language): string {
  return new Intl.NumberFormat(language, {
    minimumSignificantDigits: digits,
    maximumSignificantDigits: digits,
  }).format(value);
}

/** A count, with its thousands set apart: `1,087,184`. */
export function whole(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

/** A size in megabytes of 10⁶ bytes or, below a tenth of one, kilobytes of 10³: `1.9 MB`, `84 kB`, on one line. */
export function size(bytes: number, language: Language): string {
  const inMegabytes = bytes >= 1e5;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: inMegabytes ? 2 : 0 });
  return `${number.format(bytes / (inMegabytes ? 1e6 : 1e3))}\u00a0${inMegabytes ? 'MB' : 'kB'}`;
}
