/** What a page is made of: written at build beside each page as `files.json`, read by whoever keeps pages. */
import type { Language } from '#src/i18n.ts';

export interface KeptFile {
  /** From the site's root. */
  readonly path: string;
  /** As they lie on the host, and on the device: unpacked. */
  readonly bytes: number;
  /** As `fetch` takes it: nothing else is ever kept under this file's name. */
  readonly integrity: string;
}

export interface PageFiles {
  /** The page's path from the site's root, ending in a slash. */
  readonly path: string;
  readonly language: Language;
  readonly title: string;
  /** The hash of its HTML, which names all its other files by theirs: another version of any of them is another of it. */
  readonly version: string;
  /** The page itself and what its text, its buttons and its keys need. */
  readonly reading: readonly KeptFile[];
  /** What its demos need besides: their code, the runtime, models and data. */
  readonly demos: readonly KeptFile[];
}

/** The folder of files whose names carry their hashes. */
export const HASHED_FILES = '/_astro/';

/** The page that stands for those that are not kept, without its language. */
export const SHELL_PAGE = 'offline/';

/** The index of search, without its language. It is kept like a page; the texts it leads to carry their hashes. */
export const SEARCH_INDEX = 'search/index.json';

/** Whether a file changes under its name. */
export const changes = (path: string) => /(\/|\/index\.json)$/.test(path);

/** Where the list of a page's files lies. */
export const listPath = (page: string) => page.replace(/[^/]*$/, 'files.json');

export const filesOf = ({ reading, demos }: PageFiles): readonly KeptFile[] => [...reading, ...demos];

export const bytesOf = (files: readonly KeptFile[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);
