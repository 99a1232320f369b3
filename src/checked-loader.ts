/** Entries of `content/`, whose mistakes are said with the file, the line and what to do. Runs at build only. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseFrontmatter } from '@astrojs/markdown-remark';
import { file, type Loader } from 'astro/loaders';
import type { z } from 'zod';
import { nearestTo } from './mistakes.ts';

interface Entry {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly filePath?: string;
}

/** What Astro hands to its own loaders besides what it documents: how a file of each kind is read. */
interface ReadersInContext {
  readonly entryTypes?: ReadonlyMap<
    string,
    { getEntryInfo(file: { fileUrl: URL; contents: string }): unknown }
  >;
}

/**
 * A loader that refuses entries with mistakes.
 *
 * @param schema strict; each field's description says what it must be, as "a day, as 2026-11-24"
 */
export function checkedLoader(loader: Loader, schema: z.ZodObject): Loader {
  return {
    ...loader,
    load: (context) =>
      loader.load({
        ...context,
        ...withPlaces(context as typeof context & ReadersInContext),
        parseData: (entry) => {
          const mistakes = mistakesOf(entry, schema);
          if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
          return context.parseData(entry);
        },
      }),
  };
}

/**
 * A loader of the entries that one YAML file lists by key. Where that is not YAML it throws: Astro's own would say so in
 * the log alone, and go on with what it had read before.
 */
export function checkedList(path: string, schema: z.ZodObject): Loader {
  const loader = file(path);
  const load: Loader['load'] = async (context) => {
    requireYaml(path);
    await loader.load(context);
  };
  return checkedLoader({ ...loader, load }, schema);
}

function requireYaml(path: string): void {
  const text = readFileSync(path, 'utf8');
  try {
    parseFrontmatter(`---\n${text}\n---\n`);
  } catch (error) {
    throw notYaml(error, path, 1);
  }
}

/** The readers of files, which say of a frontmatter that is not YAML in which file it stands: YAML's own error does not. */
function withPlaces({ entryTypes }: ReadersInContext): ReadersInContext {
  if (!entryTypes) return {};
  const readers = [...entryTypes].map(([ending, type]) => {
    const getEntryInfo: typeof type.getEntryInfo = async (file) => {
      try {
        return await type.getEntryInfo(file);
      } catch (error) {
        throw notYaml(error, fileURLToPath(file.fileUrl));
      }
    };
    return [ending, { ...type, getEntryInfo }] as const;
  });
  return { entryTypes: new Map(readers) };
}

/**
 * The error of what is not YAML, as `content/lectures/19-x.mdx:6: …`; any other is left as it is.
 *
 * @param before lines that were read before the file's first
 */
export function notYaml(error: unknown, file: string, before = 0): unknown {
  if (!(error instanceof Error) || error.name !== 'YAMLException') return error;
  const { reason = error.message, mark } = error as { reason?: string; mark?: { line: number } };
  const place = [relative(process.cwd(), file), ...(mark ? [String(mark.line + 1 - before)] : [])].join(':');
  return new Error(
    `${place}: This is not YAML: ${reason}. Look here and above for a quote or a colon amiss.`,
  );
}

/** One line each, as `content/tags.yaml:7: "gan" has no "kr". Did you mean "ko"?` */
export function mistakesOf({ id, data, filePath = '' }: Entry, schema: z.ZodObject): readonly string[] {
  const issues = schema.safeParse(data).error?.issues ?? [];
  const known = Object.keys(schema.shape);
  const isList = filePath.endsWith('.yaml'); // of many entries, by key; else the file is the entry
  const owner = isList ? `"${id}"` : 'A lecture';
  const place = (key: string) =>
    `${relative(process.cwd(), filePath)}:${String(lineOf(filePath, isList ? [id, key] : [key]))}`;

  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const meant = new Map(unknown.map((key) => [key, nearestTo(key, known, 1 / 2)[0]]));
  const misspelt = unknown.map((key) => {
    const near = meant.get(key);
    const advice = near === undefined ? `Known are ${known.join(', ')}.` : `Did you mean "${near}"?`;
    return `${place(key)}: ${owner} has no "${key}". ${advice}`;
  });

  const wrong = new Set([
    ...issues.flatMap(({ path: [key] }) => (typeof key === 'string' ? [key] : [])),
    ...Object.keys(data).filter((key) => isNoDay(data[key], filePath, key)),
  ]);
  const others = [...wrong]
    .filter((key) => data[key] !== undefined || ![...meant.values()].includes(key)) // what is misspelt is not missing
    .map((key) => {
      const fault = data[key] === undefined ? `lacks "${key}"` : `has a wrong "${key}"`;
      const description = (schema.shape[key] as z.ZodType).description ?? '';
      return `${place(key)}: ${owner} ${fault}. It must be ${description}.`;
    });
  return [...misspelt, ...others];
}

/** YAML reads the 45th of a 13th month as a day of the next year. */
function isNoDay(value: unknown, file: string, key: string): boolean {
  if (!(value instanceof Date)) return false;
  const written = new RegExp(`^${RegExp.escape(key)}\\s*:\\s*(\\d{4}-\\d\\d-\\d\\d)`, 'm').exec(
    readFileSync(file, 'utf8'),
  );
  return written !== null && written[1] !== value.toISOString().slice(0, 10);
}

/** The line of the last of nested keys, or of the one that it should stand under. */
function lineOf(file: string, keys: readonly string[]): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  return (
    1 +
    keys.reduce((from, key) => {
      const named = new RegExp(`(^|[\\s{,])${RegExp.escape(key)}\\s*:`);
      const found = lines.findIndex((line, i) => i >= from && named.test(line));
      return found === -1 ? from : found;
    }, 0)
  );
}
