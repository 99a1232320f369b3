/** The written lectures, in a language, in the order of the course. */
import { getCollection, type CollectionEntry } from 'astro:content';
import type { Language } from './i18n.ts';

export interface WrittenLecture {
  entry: CollectionEntry<'lectures'>;
  /** File name without its ending, as `19-generative-models-1`. */
  slug: string;
  /** The page's path without its language. */
  page: string;
}

export async function writtenLectures(language: Language): Promise<readonly WrittenLecture[]> {
  const entries = await getCollection('lectures', ({ id }) => id.startsWith(`${language}/`));
  return entries
    .map((entry) => {
      const slug = entry.id.slice(language.length + 1);
      return { entry, slug, page: `lectures/${slug}/` };
    })
    .sort((a, b) => a.entry.data.number - b.entry.data.number);
}
