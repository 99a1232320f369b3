/** Dates of frontmatter: days without an hour, which are the same day everywhere. */
import type { Language } from './i18n.ts';

/** As frontmatter writes it: `2026-11-24`. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

const formats = {
  ko: formatsOf('ko'),
  en: formatsOf('en-GB'),
} as const satisfies Readonly<Record<Language, unknown>>;

/** Made once: that takes a hundred times as long as using one. */
function formatsOf(locale: string) {
  return {
    long: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
    month: new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  };
}

export function longDate(date: Date, language: Language): string {
  return formats[language].long.format(date);
}

export function monthName(date: Date, language: Language): string {
  return formats[language].month.format(date);
}
