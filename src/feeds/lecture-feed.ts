import { getRssString } from '@astrojs/rss';
import { pathIn, wordsIn, type Language } from '#src/i18n.ts';
import type { LecturePage } from '#src/lectures.ts';
import { tagNames } from '#src/tags.ts';
import { lectureText } from './lecture-text.ts';
import { markdownHtml } from './markdown-html.ts';

interface Feed {
  readonly title: string;
  readonly description: string;
  /** The feed's own path, from the site's root. */
  readonly path: string;
  readonly lectures: readonly LecturePage[];
}

/** So many lectures stand in a feed: more than the course has, and a feed stays a feed however long the site grows. */
const NEWEST = 30;

/** Lectures as an RSS 2.0 feed with their whole text, the newest first. */
export async function lectureFeed(
  { title, description, path, lectures }: Feed,
  language: Language,
  site: URL,
): Promise<string> {
  const newestFirst = lectures.toSorted(
    (a, b) =>
      b.entry.data.date.getTime() - a.entry.data.date.getTime() || b.entry.data.number - a.entry.data.number,
  );
  const items = newestFirst.slice(0, NEWEST).map(async (lecture) => {
    const { number, title, description, date, tags } = lecture.entry.data;
    return {
      title: `${wordsIn(language).lecture(number)} · ${title}`,
      description,
      link: pathIn(language, lecture.page),
      pubDate: date,
      categories: [...(await tagNames(tags, language))],
      content: await contentOf(lecture, language, site),
    };
  });
  const self = new URL(path, site).href;
  return getRssString({
    title,
    description,
    site,
    items: await Promise.all(items),
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData:
      `<language>${language}</language>` +
      `<atom:link href="${self}" rel="self" type="application/rss+xml"/>` +
      lastBuildDate(lectures),
  });
}

const contents = new Map<string, Promise<string>>();

/** A lecture stands in the feed of its language and in those of its category and all above it; its text is made once. */
function contentOf(lecture: LecturePage, language: Language, site: URL): Promise<string> {
  const { id, body } = lecture.entry;
  const key = `${id} ${body}`;
  const content = contents.get(key) ?? lectureText(lecture, language, site).then(markdownHtml);
  contents.set(key, content);
  return content;
}

/** The day of the latest change, so that the same lectures give the same bytes. */
function lastBuildDate(lectures: readonly LecturePage[]): string {
  const changes = lectures.map(({ entry: { data } }) => (data.updated ?? data.date).getTime());
  return changes.length === 0
    ? ''
    : `<lastBuildDate>${new Date(Math.max(...changes)).toUTCString()}</lastBuildDate>`;
}
