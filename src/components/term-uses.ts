/** Which terms of the glossary a text uses. */
import { terms } from '#src/glossary.ts';
import type { Language } from '#src/i18n.ts';
import { isEnding } from '#src/search/endings.ts';

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, '');

/** Longer names first, so that a name within a longer one is not taken for it; spaces in names may be left out. */
const finders = { ko: finder('ko'), en: finder('en') };

function finder(language: Language) {
  const ids = new Map(terms.map((term) => [plain(term[language].name), term.id]));
  const names = terms
    .map((term) => term[language].name)
    .sort((a, b) => b.length - a.length)
    .map((name) => RegExp.escape(name).replaceAll('\\x20', '\\s?'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${names.join('|')})(\\p{L}*)`, 'giu');
  return { ids, pattern };
}

/** Ids of the terms whose names stand in a text, with particles and endings or in the plural, in any case. */
export function termsUsed(text: string, language: Language): ReadonlySet<string> {
  const { ids, pattern } = finders[language];
  const used = new Set<string>();
  for (const [, name, rest] of text.matchAll(pattern)) {
    const id = ids.get(plain(name!));
    if (id !== undefined && isEnding(rest!)) used.add(id);
  }
  return used;
}
