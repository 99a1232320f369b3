/** The sections of the lectures that have a page, as their source and where they stand. Runs at build only. */
import { render } from 'astro:content';
import { pathIn, wordsIn, type Language } from './i18n.ts';
import { lecturePages, type LecturePage } from './lectures.ts';
import { splitSections } from './section-source.ts';

export interface Section {
  readonly lecture: LecturePage;
  /** Of its heading; of the lecture before the first one. */
  readonly href: string;
  /** As `Lecture 19 · Codes`. */
  readonly label: string;
  readonly source: string;
}

const found = new Map<Language, Promise<readonly Section[]>>();

/** All sections of a language in the order of the course. */
export function sectionsIn(language: Language): Promise<readonly Section[]> {
  const sections = found.get(language) ?? findSections(language);
  if (import.meta.env.PROD) found.set(language, sections);
  return sections;
}

async function findSections(language: Language): Promise<readonly Section[]> {
  const lectures = await lecturePages(language);
  return (await Promise.all(lectures.map((lecture) => sectionsOf(lecture, language)))).flat();
}

async function sectionsOf(lecture: LecturePage, language: Language): Promise<readonly Section[]> {
  const { headings } = await render(lecture.entry);
  const sources = splitSections(lecture.entry.body ?? '');
  if (sources.length !== headings.length + 1) {
    throw new Error(
      `${lecture.entry.id} has ${String(headings.length)} headings, but ${String(sources.length - 1)} stand in its ` +
        'source. Write headings as Markdown lines that begin with ##, not as HTML.',
    );
  }
  const page = pathIn(language, lecture.page);
  const { number, title } = lecture.entry.data;
  return sources.map((source, i) => {
    const heading = headings[i - 1];
    return {
      lecture,
      href: heading === undefined ? page : `${page}#${heading.slug}`,
      label: `${wordsIn(language).lecture(number)} · ${heading?.text ?? title}`,
      source,
    };
  });
}
