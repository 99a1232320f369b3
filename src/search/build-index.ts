/** The index of a language from what the site is made of. Runs at build only. */
import type { Entry, IndexedPage, LectureText, SearchIndex } from './index-file.ts';
import { pack } from './vocabulary.ts';

/** A lecture with its headings as the page has them. */
export interface IndexedLecture {
  readonly title: string;
  /** As `19강`. */
  readonly number: string;
  readonly href: string;
  /** Where its text will stand. */
  readonly textHref: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly headings: readonly { readonly slug: string; readonly text: string; readonly depth: number }[];
  readonly text: LectureText;
}

export interface SiteToIndex {
  readonly lectures: readonly IndexedLecture[];
  /** The other pages, those of lists with what they list. */
  readonly pages: readonly IndexedPage[];
  readonly twins: SearchIndex['twins'];
}

export function buildIndex({ lectures, pages, twins }: SiteToIndex): SearchIndex {
  return {
    pages: [...lectures.map(lecturePage), ...pages],
    twins: twins.filter(([one, other]) => one.toLowerCase() !== other.toLowerCase()),
    vocabulary: pack(lectures.map(({ text }) => text)),
  };
}

/** @throws Error where the page has other headings than the text */
function lecturePage({
  title,
  number,
  href,
  textHref,
  description,
  tags,
  headings,
  text,
}: IndexedLecture): IndexedPage {
  if (headings.length !== text.length - 1) {
    throw new Error(
      `${href} has ${String(headings.length)} headings, but search reads ${String(text.length - 1)} in its source. ` +
        'Headings inside components or HTML are not read: write them as Markdown.',
    );
  }
  const sections = headings.map(({ slug, text: name, depth }): Entry => ({
    href: `${href}#${slug}`,
    names: [name],
    lines: [],
    depth,
  }));
  return {
    kind: 'lecture',
    title: `${number} · ${title}`,
    text: textHref,
    entries: [{ href, names: [title, number], lines: [description, tags.join(', ')] }, ...sections],
  };
}
