import { pathIn, wordsIn, type Language } from '#src/i18n.ts';
import type { LecturePage } from '#src/lectures.ts';
import { lectureText } from './lecture-text.ts';
import { feedWords } from './words.ts';

/** Where a lecture's Markdown lies, from the site's root: `/lectures/19-generative-models-1.md`. */
export function markdownPath({ page }: Pick<LecturePage, 'page'>, language: Language): string {
  return pathIn(language, page).replace(/\/$/, '.md');
}

/** A whole lecture in one Markdown document: title, what it is of, where it stands, text. */
export async function lectureMarkdown(lecture: LecturePage, language: Language, site: URL): Promise<string> {
  const { title, description, number, date, updated } = lecture.entry.data;
  const other = language === 'ko' ? 'en' : 'ko';
  const words = wordsIn(language);
  const absolute = (path: string) => new URL(path, site).href;
  const day = (each: Date) => each.toISOString().slice(0, 10);
  const facts = [
    `${words.siteName} · ${words.lecture(number)}`,
    `${words.written} ${day(date)}`,
    ...(updated ? [`${words.revised} ${day(updated)}`] : []),
    `[${feedWords.page[language]}](${absolute(pathIn(language, lecture.page))})`,
    `[${feedWords.otherLanguage[language]}](${absolute(markdownPath(lecture, other))})`,
  ];
  const text = await lectureText(lecture, language, site);
  return [`# ${title}`, `> ${description}`, facts.join(' · '), text].join('\n\n');
}
