/** The written lectures, in a language, in the order of the course. */
import { getCollection, type CollectionEntry } from 'astro:content';
import { LANGUAGES, type Language } from './i18n.ts';

export interface WrittenLecture {
  entry: CollectionEntry<'lectures'>;
  /** File name without its ending, as `19-generative-models-1`. */
  slug: string;
  /** The page's path without its language. */
  page: string;
}

export async function writtenLectures(language: Language): Promise<readonly WrittenLecture[]> {
  const all = await getCollection('lectures');
  const entries = all.filter(({ id }) => id.startsWith(`${language}/`));
  checkNumbers(entries);
  if (import.meta.env.PROD) checkTwins(entries, new Set(all.map(({ id }) => id)), language);
  return entries
    .map((entry) => {
      const slug = entry.id.slice(language.length + 1);
      return { entry, slug, page: `lectures/${slug}/` };
    })
    .sort((a, b) => a.entry.data.number - b.entry.data.number);
}

type Entry = CollectionEntry<'lectures'>;

/** Two lectures of one number would hide each other in the series. */
function checkNumbers(entries: readonly Entry[]): void {
  const byNumber = new Map<number, Entry>();
  for (const entry of entries) {
    const other = byNumber.get(entry.data.number);
    if (other) {
      throw new Error(
        `${fileOf(other)} and ${fileOf(entry)} both have the number ${String(entry.data.number)}. Change one.`,
      );
    }
    byNumber.set(entry.data.number, entry);
  }
}

/** Every page links to its twin in the other language, so a published one must have it; a draft in dev need not. */
function checkTwins(entries: readonly Entry[], ids: ReadonlySet<string>, language: Language): void {
  for (const entry of entries) {
    for (const other of LANGUAGES) {
      if (ids.has(`${other}${entry.id.slice(language.length)}`)) continue;
      throw new Error(
        `${fileOf(entry)} has no twin in the language "${other}". Write it under the same file name.`,
      );
    }
  }
}

const fileOf = ({ id, filePath }: Entry): string => filePath ?? id;

/** The sections of the written lectures, in a language, whose text names a component, as `<Clusters />`. */
export async function sectionsWith(
  component: string,
  language: Language,
): Promise<readonly { lecture: WrittenLecture; heading: string }[]> {
  const named = new RegExp(`^<${component}\\b`);
  return (await writtenLectures(language)).flatMap((lecture) => {
    let heading = '';
    const sections = [];
    for (const line of (lecture.entry.body ?? '').split('\n')) {
      heading = /^#{2,3} (.+)$/.exec(line)?.[1] ?? heading;
      if (named.test(line)) sections.push({ lecture, heading });
    }
    return sections;
  });
}
