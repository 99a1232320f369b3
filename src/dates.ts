/** Dates of frontmatter: days without an hour, which are the same day everywhere. */
import type { Language } from './i18n.ts';

/** As frontmatter writes it: `2026-11-24`. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function longDate(date: Date, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'ko' ? 'ko' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return format.format(date);
}

export function monthName(date: Date, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'ko' ? 'ko' : 'en-GB', {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return format.format(date);
}
