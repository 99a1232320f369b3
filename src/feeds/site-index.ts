import { demos } from '#src/demos/catalogue.ts';
import { pathIn, wordsIn, type Language } from '#src/i18n.ts';
import { writtenLectures } from '#src/lectures.ts';
import { modelCards } from '#src/models.ts';
import { markdownPath } from './lecture-markdown.ts';
import { feedWords } from './words.ts';

/** What the site holds in a language, in the format of llmstxt.org: a title, a summary, and lists of links with notes. */
export async function siteIndex(language: Language, site: URL): Promise<string> {
  const words = wordsIn(language);
  const other = language === 'ko' ? 'en' : 'ko';
  const absolute = (path: string) => new URL(path, site).href;
  const link = (name: string, path: string, about: string) => `- [${name}](${absolute(path)}): ${about}`;
  const page = (name: string, path: string, about: string) => link(name, pathIn(language, path), about);
  const section = (title: string, lines: readonly string[]) => `## ${title}\n\n${lines.join('\n')}`;

  const lectures = (await writtenLectures(language)).map((lecture) => {
    const { number, title, description } = lecture.entry.data;
    return link(`${words.lecture(number)} · ${title}`, markdownPath(lecture, language), description);
  });
  const cards = await modelCards();
  return [
    `# ${words.siteName}`,
    `> ${words.siteDescription}`,
    feedWords.siteInMarkdown[language],
    words.courseNote,
    section(feedWords.inMarkdown[language], lectures),
    section(
      words.demos,
      demos.map(({ name, title, about }) => page(title[language], `demos/${name}/`, about[language])),
    ),
    section(
      words.models,
      cards.map(({ id, title, summary }) => page(title[language], `models/${id}/`, summary[language])),
    ),
    section(words.glossaryTitle, [page(words.glossaryTitle, 'glossary/', words.glossaryLead)]),
    section('Optional', [
      page('RSS', 'rss.xml', feedWords.aboutFeed[language]),
      link(feedWords.otherLanguage[language], pathIn(other, 'llms.txt'), wordsIn(other).siteDescription),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}
