/** The terms of the course in both languages: `content/glossary.json`. */
import { z } from 'zod';
import type { Language } from './i18n.ts';
import { notJson } from './mistakes.ts';

const EntrySchema = z.tuple([z.string().min(1), z.string().min(1)]);
const GlossarySchema = z.record(
  z.string().regex(/^[a-z0-9-]+$/),
  z.strictObject({ ko: EntrySchema, en: EntrySchema, symbol: z.string().min(1).optional() }),
);

export interface Term {
  readonly id: string;
  readonly symbol: string | undefined;
  readonly ko: { readonly name: string; readonly definition: string };
  readonly en: { readonly name: string; readonly definition: string };
}

const named = ([name, definition]: readonly [string, string]) => ({ name, definition });

const FILE = 'content/glossary.json';
const source = await import('../content/glossary.json', { with: { type: 'json' } }).catch(
  (error: unknown) => {
    throw notJson(error, FILE);
  },
);
const glossary = GlossarySchema.safeParse(source.default);
if (!glossary.success) throw new Error(`${FILE} has mistakes:\n${z.prettifyError(glossary.error)}`);

export const terms: readonly Term[] = Object.entries(glossary.data).map(([id, { ko, en, symbol }]) => ({
  id,
  symbol,
  ko: named(ko),
  en: named(en),
}));

/** The term of this name, in any case and with a plural or not. */
export function findTerm(name: string, language: Language): Term | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/s$/, '');
  return terms.find((term) => plain(term[language].name) === plain(name));
}
