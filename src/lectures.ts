/** The lectures of the course, in a language, in its order. Runs at build only. */
import { getCollection, type CollectionEntry } from 'astro:content';
import { categories } from './categories.ts';
import { LANGUAGES, type Language } from './i18n.ts';
import { placeOf, unknownKey } from './mistakes.ts';
import { tags } from './tags.ts';

export interface LecturePage {
  entry: CollectionEntry<'lectures'>;
  /** File name without its ending, as `19-generative-models-1`. */
  slug: string;
  /** The page's path without its language. */
  page: string;
}

const known = new Map<Language, Promise<readonly LecturePage[]>>();

/** All that have a page: written, or outlined. Every page asks; a build reads and checks them once. */
export function lecturePages(language: Language): Promise<readonly LecturePage[]> {
  const pages = (import.meta.env.PROD && known.get(language)) || readLecturePages(language);
  known.set(language, pages);
  return pages;
}

async function readLecturePages(language: Language): Promise<readonly LecturePage[]> {
  const all = await getCollection('lectures');
  const entries = all.filter(({ id }) => id.startsWith(`${language}/`));
  checkNumbers(entries);
  await checkKeys(entries);
  if (import.meta.env.PROD) checkTwins(entries, new Map(all.map((entry) => [entry.id, entry])), language);
  return entries
    .map((entry) => {
      const slug = entry.id.slice(language.length + 1);
      return { entry, slug, page: `lectures/${slug}/` };
    })
    .sort((a, b) => a.entry.data.number - b.entry.data.number);
}

export function isWritten({ entry }: LecturePage): boolean {
  return entry.data.status === 'written';
}

export async function writtenLectures(language: Language): Promise<readonly LecturePage[]> {
  return (await lecturePages(language)).filter(isWritten);
}

/** The written lectures, newest first; of one day, the later of the course first. */
export async function newestLectures(language: Language): Promise<readonly LecturePage[]> {
  return (await writtenLectures(language)).toSorted(
    (a, b) =>
      b.entry.data.date.getTime() - a.entry.data.date.getTime() || b.entry.data.number - a.entry.data.number,
  );
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

async function checkKeys(entries: readonly Entry[]): Promise<void> {
  const known = {
    category: (await categories()).map(({ id }) => id),
    tag: (await tags()).map(({ id }) => id),
  };
  for (const entry of entries) {
    const { category, tags: own } = entry.data;
    if (!known.category.includes(category))
      throw unknownKey(fileOf(entry), 'category', category, known.category, 'content/categories.yaml');
    for (const tag of own)
      if (!known.tag.includes(tag))
        throw unknownKey(fileOf(entry), 'tag', tag, known.tag, 'content/tags.yaml');
  }
}

/**
 * Every page links to its twin in the other language, so a published one must have it, filed alike; a draft in dev need
 * not.
 */
function checkTwins(entries: readonly Entry[], byId: ReadonlyMap<string, Entry>, language: Language): void {
  for (const entry of entries) {
    for (const other of LANGUAGES) {
      const twin = byId.get(`${other}${entry.id.slice(language.length)}`);
      if (!twin) {
        throw new Error(
          `${fileOf(entry)} has no twin in the language "${other}". Write it under the same file name.`,
        );
      }
      const facts = ['number', 'date', 'updated', 'category', 'tags', 'status', 'recommended'] as const;
      for (const fact of facts) {
        if (String(entry.data[fact]) === String(twin.data[fact])) continue;
        throw new Error(
          `${placeOf(fileOf(entry), fact)} and ${placeOf(fileOf(twin), fact)} differ in "${fact}". Make them alike.`,
        );
      }
    }
  }
}

const fileOf = ({ id, filePath }: Entry): string => filePath ?? id;

/** The sections of the written lectures, in a language, whose text names a component, as `<Clusters />`. */
export async function sectionsWith(
  component: string,
  language: Language,
): Promise<readonly { lecture: LecturePage; heading: string }[]> {
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
