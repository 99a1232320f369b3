/** What is wrong in a file of `content/`, said with the file, the line, and what to do. Runs at build only. */
import { globSync, readFileSync } from 'node:fs';
import leven from 'leven';

/** A file and the first line of it that names something, as `content/lectures/19-x.mdx:6`. */
export function placeOf(file: string, name: string): string {
  const lines = readFileSync(file, 'utf8').split('\n');
  const word = new RegExp(`(?<![\\p{L}\\p{N}-])${RegExp.escape(name)}(?![\\p{L}\\p{N}-])`, 'u');
  const line = lines.findIndex((each) => word.test(each));
  return line === -1 ? file : `${file}:${String(line + 1)}`;
}

/** The known names that another is nearly, the nearest first: no greater share of its letters differs. */
export function nearestTo(name: string, known: readonly string[], share = 1 / 3): readonly string[] {
  return known
    .map((each) => ({ each, distance: leven(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, distance }) => distance <= share * Math.max(name.length, each.length))
    .sort((a, b) => a.distance - b.distance)
    .map(({ each }) => each);
}

/** Advice for a name that is nearly a known one; undefined for others. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = nearestTo(name, known).slice(0, 2);
  return near.length > 0 ? `Did you mean ${near.map((each) => `"${each}"`).join(' or ')}?` : undefined;
}

/**
 * What `find` finds for a lecture. Astro says on which page it failed; this says where the lecture writes it.
 *
 * @param written as the lecture writes it, `model="ae-mnist"`
 * @throws the error of `find`, with the files and lines before its message
 */
export function findFor<Found>(written: string, find: () => Found): Found {
  try {
    return find();
  } catch (error) {
    const places = globSync('content/**/*.mdx')
      .map((file) => placeOf(file, written))
      .filter((place) => /:\d+$/.test(place));
    if (!(error instanceof Error) || places.length === 0) throw error;
    throw new Error(`${places.join(', ')}: ${error.message}`, { cause: error });
  }
}

/** The error of a file that is not JSON, whose line the parser's words name. */
export function notJson(error: unknown, file: string): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const line = /line (\d+)/.exec(reason)?.[1];
  return new Error(
    `${[file, line ?? []].flat().join(':')}: This is not JSON: ${reason}. Look here and above for a comma or a quote amiss.`,
    { cause: error },
  );
}

/** The error of a key that its list does not hold. */
export function unknownKey(
  file: string,
  kind: 'category' | 'tag',
  key: string,
  known: readonly string[],
  list: string,
): Error {
  const advice = didYouMean(key, known) ?? `Add it to ${list}, or choose one of ${known.join(', ')}.`;
  return new Error(`${placeOf(file, key)}: ${list} has no ${kind} "${key}". ${advice}`);
}
