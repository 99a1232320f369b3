/** What lectures cite: `content/bibliography.yaml`. Runs at build only. */
import { getCollection, type CollectionEntry } from 'astro:content';
import type { Language } from './i18n.ts';
import { didYouMean, findFor } from './mistakes.ts';

export type Work = CollectionEntry<'bibliography'>['data'] & { readonly id: string };

/** @throws Error with the nearest keys, if the bibliography has no such work */
export async function citedWork(id: string): Promise<Work> {
  const works = await getCollection('bibliography');
  const work = works.find((entry) => entry.id === id);
  if (work) return { ...work.data, id };
  const known = works.map((entry) => entry.id);
  return findFor(`Cite id="${id}"`, () => {
    throw new Error(
      `content/bibliography.yaml has no work "${id}". ${didYouMean(id, known) ?? 'Add it there.'}`,
    );
  });
}

/** The works that a lecture's source cites, each once, by first author and year. */
export async function worksCitedIn(source: string): Promise<readonly Work[]> {
  const keys = [...source.matchAll(/<Cite\b[^>]*?\bid="([^"]+)"/g)].map(([, id]) => id!);
  const works = await Promise.all([...new Set(keys)].map(citedWork));
  return works.sort((a, b) => a.authors[0]!.localeCompare(b.authors[0]!, 'en') || a.year - b.year);
}

/** A work's authors and year: for parentheses, "Kingma and Welling, 2014", or for a sentence, "Kingma and Welling (2014)". */
export function citation(work: Work, language: Language, inSentence: boolean): string {
  const names = shortAuthors(work, language);
  if (!inSentence) return `${names}, ${String(work.year)}`;
  return `${names}${language === 'en' ? ' ' : ''}(${String(work.year)})`;
}

/** The authors' family names as a citation gives them: all of one or two, else the first "et al." */
function shortAuthors({ authors }: Pick<Work, 'authors'>, language: Language): string {
  const [first, second, ...rest] = authors.map((author) => author.split(',')[0]!);
  if (second === undefined) return first!;
  if (rest.length > 0) return language === 'ko' ? `${first!} 외` : `${first!} et al.`;
  return language === 'ko' ? `${first!}, ${second}` : `${first!} and ${second}`;
}

/** Authors, year, title and venue for the list at the end and for the note on a citation. */
export function fullAuthors({ authors }: Pick<Work, 'authors'>): string {
  const inverted = authors.map((author) => author.split(', ').toReversed().join(' '));
  return inverted.join(', ');
}
