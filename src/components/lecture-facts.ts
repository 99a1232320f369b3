/** What lists of lectures say of each. */
import { demos } from '#src/demos/catalogue.ts';
import type { LecturePage } from '#src/lectures.ts';
import { readingMinutes } from '#src/reading-time.ts';

const tags = demos.map(({ tag }) => tag);

/** Minutes to read, and how many demos run in it. */
export function lectureFacts({ entry }: LecturePage): { minutes: number; demos: number } {
  const source = entry.body ?? '';
  const placed = tags.filter((tag) => new RegExp(`^<${tag}\\b`, 'm').test(source));
  return { minutes: readingMinutes(source, tags), demos: placed.length };
}
