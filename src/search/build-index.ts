/** The index of a language from what the site is made of. Runs at build only. */
import type { Entry, IndexedPage, PageText, SearchIndex } from './index-file.ts';
import { pack } from './vocabulary.ts';

export interface PageToIndex extends Pick<IndexedPage, 'kind' | 'title'> {
  /** Name of the file of its text. */
  readonly file: string;
  readonly entries: readonly (Entry & { readonly lines: readonly string[] })[];
}

/** @param textHref where the text of a file's name will stand */
export function buildIndex(
  pages: readonly PageToIndex[],
  twins: SearchIndex['twins'],
  textHref: (file: string) => string,
): SearchIndex {
  return {
    pages: pages.map(({ kind, title, file, entries }) => ({
      kind,
      title,
      text: textHref(file),
      entries: entries.map(({ href, names, depth }) => ({ href, names, ...(depth && { depth }) })),
    })),
    twins: twins.filter(([one, other]) => one.toLowerCase() !== other.toLowerCase()),
    vocabulary: pack(pages.map(({ entries }) => entries.map(({ names, lines }) => [...names, ...lines]))),
  };
}

export const pageText = ({ entries }: PageToIndex): PageText => entries.map(({ lines }) => lines);

/**
 * The sections of a lecture under the headings that its page has.
 *
 * @param text its lines before the first heading, then under each
 * @throws Error where the page has other headings than the text
 */
export function sectionEntries(
  href: string,
  headings: readonly { readonly slug: string; readonly text: string; readonly depth: number }[],
  text: PageText,
): PageToIndex['entries'] {
  if (headings.length !== text.length - 1) {
    throw new Error(
      `${href} has ${String(headings.length)} headings, but search reads ${String(text.length - 1)} in its source. ` +
        'Write headings as Markdown, not as HTML.',
    );
  }
  return headings.map(({ slug, text: name, depth }, index) => ({
    href: `${href}#${slug}`,
    names: [name],
    depth,
    lines: text[index + 1]!,
  }));
}
