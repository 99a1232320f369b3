/**
 * From a built page to the files it needs, by what it names. Names of built files carry the hash of their contents, so
 * that whatever text holds one refers to that file: nothing is listed by hand, and what a demo comes to fetch is found
 * as soon as its page or its code says where it lies.
 */
import type { Language } from '#src/i18n.ts';
import type { KeptFile, PageFiles } from './page-files.ts';

/** A built file whose name carries its hash. */
export interface BuiltFile extends KeptFile {
  /** Names that its text holds, of files or of anything else; none where it is no text. */
  readonly mentions: readonly string[];
}

export interface BuiltPage {
  readonly path: string;
  readonly html: string;
  readonly bytes: number;
  readonly integrity: string;
}

/** Words of a text that may be names of files. */
export function mentions(text: string): readonly string[] {
  return [...new Set(text.match(/[\w.-]+\.(?:js|mjs|css|woff2|png|svg|webp|onnx|bin|gz|wasm|json)\b/g))];
}

/** @param files built files by their names */
export function listFiles(page: BuiltPage, files: ReadonlyMap<string, BuiltFile>): PageFiles {
  const itself: KeptFile = { path: page.path, bytes: page.bytes, integrity: page.integrity };
  const linked = linkedNames(page.html).filter((name) => files.has(name));
  const scripts = reach(
    linked.filter((name) => name.endsWith('.js')),
    files,
  );
  const reading = new Set([...linked, ...scripts]);
  const demos = [...reach([...linked, ...mentions(page.html)], files)].filter((name) => !reading.has(name));
  const described = (names: Iterable<string>) =>
    [...names].sort().map((name) => {
      const { path, bytes, integrity } = files.get(name)!;
      return { path, bytes, integrity };
    });
  return {
    path: page.path,
    language: languageOfPage(page.html),
    title: titleOf(page.html),
    version: page.integrity,
    reading: [itself, ...described(reading)],
    demos: described(demos),
  };
}

/** Files that are named in these or in what these name. */
function reach(from: readonly string[], files: ReadonlyMap<string, BuiltFile>): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const file = files.get(name);
    if (!file || reached.has(name)) continue;
    reached.add(name);
    waiting.push(...file.mentions);
  }
  return reached;
}

/** What a browser fetches to show the page: styles, scripts, pictures, fonts that are preloaded. */
function linkedNames(html: string): readonly string[] {
  const elements = html.match(/<(?:link|script|img)\s[^>]*>/g) ?? [];
  return [...new Set(elements.flatMap((element) => mentions(element)))];
}

function languageOfPage(html: string): Language {
  return /<html[^>]* lang="en"/.test(html) ? 'en' : 'ko';
}

/** The page's name without the site's. */
function titleOf(html: string): string {
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
  return unescaped(title).replace(/ – [^–]*$/, '');
}

const ESCAPES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#34': '"',
};

function unescaped(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39|#34);/g, (_, name: string) => ESCAPES[name]!);
}
