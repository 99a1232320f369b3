/** `search/index.json`, and beside it the texts: see `src/search/index-file.ts`. */
import { createHash } from 'node:crypto';
import { render } from 'astro:content';
import type { APIRoute, GetStaticPaths } from 'astro';
import { citation, fullAuthors, worksCitedIn, type Work } from '#src/bibliography.ts';
import { significant } from '#src/components/number-format.ts';
import { demos } from '#src/demos/catalogue.ts';
import { terms } from '#src/glossary.ts';
import { LANGUAGE_PARAMS, LANGUAGES, pathIn, wordsIn, type Language } from '#src/i18n.ts';
import { writtenLectures, type LecturePage } from '#src/lectures.ts';
import type { ModelCard } from '#src/model-card.ts';
import { figureFor, modelCards } from '#src/models.ts';
import { buildIndex, pageText, sectionEntries, type PageToIndex } from '#src/search/build-index.ts';
import { tagNames } from '#src/tags.ts';
import { readableSections, type ReadComponent } from '#src/search/readable-text.ts';

export const getStaticPaths = (async () => {
  const paths = LANGUAGE_PARAMS.map(async ({ language, lang }) => {
    const pages = hashed([
      ...(await Promise.all((await writtenLectures(language)).map((each) => readLecture(each, language)))),
      ...(await listedPages(language)),
    ]);
    const twins = terms.map(({ ko, en }) => [ko.name, en.name] as const);
    const index = buildIndex(pages, twins, (file) => pathIn(language, `search/${file}.json`));
    return [
      { params: { lang, file: 'index' }, props: { content: index } },
      ...pages.map((page) => ({ params: { lang, file: page.file }, props: { content: pageText(page) } })),
    ];
  });
  return (await Promise.all(paths)).flat();
}) satisfies GetStaticPaths;

export const GET: APIRoute = ({ props }) => Response.json(props['content']);

/** Their files named by what they hold: an index finds the texts it was made with, or none. */
const hashed = (pages: readonly PageToIndex[]) =>
  pages.map((page) => {
    const hash = createHash('sha256')
      .update(JSON.stringify(pageText(page)))
      .digest('hex')
      .slice(0, 8);
    return { ...page, file: `${page.file}.${hash}` };
  });

async function readLecture({ entry, slug, page }: LecturePage, language: Language): Promise<PageToIndex> {
  const { headings } = await render(entry);
  const source = entry.body ?? '';
  const works = await worksCitedIn(source);
  const text = readableSections(source, componentReader(works, await modelCards(), language));
  const { title, description, number, tags } = entry.data;
  const numbered = wordsIn(language).lecture(number);
  const href = pathIn(language, page);
  return {
    kind: 'lecture',
    title: `${numbered} · ${title}`,
    file: slug,
    entries: [
      {
        href,
        names: [title, numbered],
        lines: [description, (await tagNames(tags, language)).join(', '), ...text[0]!],
      },
      ...sectionEntries(href, headings, text),
    ],
  };
}

/** What citations, figures and lists of references read as; demos stand in the index by themselves. */
function componentReader(
  works: readonly Work[],
  cards: readonly ModelCard[],
  language: Language,
): ReadComponent {
  const figure = ({
    model = '',
    id = '',
    opponent,
    published,
    digits = '3',
  }: Readonly<Record<string, string>>) => {
    const key = (name: string | undefined) =>
      name !== undefined && /^\d+$/.test(name) ? Number(name) : name;
    const value = figureFor(cards, { model, id, opponent: key(opponent), published: key(published) });
    return significant(value, Number(digits), language);
  };
  return (name, attributes) => {
    if (name === 'Cite') {
      const work = works.find(({ id }) => id === attributes['id']);
      return work ? citation(work, language, attributes['text'] !== undefined) : '';
    }
    if (name === 'Metric') return figure(attributes);
    if (name === 'Derivation') return attributes['summary'] ?? '';
    if (name === 'References') {
      return works
        .map((work) => `${fullAuthors(work)}. ${work.title}. ${work.venue}, ${String(work.year)}.`)
        .join('\n');
    }
    return '';
  };
}

/** The pages beside the lectures, with what they list. */
async function listedPages(language: Language): Promise<readonly PageToIndex[]> {
  const words = wordsIn(language);
  const other = LANGUAGES.find((each) => each !== language)!;
  const href = (page: string) => pathIn(language, page);
  const itself = (page: string, title: string, lead: string) => ({
    href: href(page),
    names: [title],
    lines: [lead],
  });
  return [
    {
      kind: 'glossary',
      file: 'glossary',
      title: words.glossaryTitle,
      entries: [
        itself('glossary/', words.glossaryTitle, words.glossaryLead),
        ...terms.map((term) => ({
          href: `${href('glossary/')}#${term.id}`,
          names: [term[language].name, term[other].name, ...(term.symbol === undefined ? [] : [term.symbol])],
          lines: [term[language].definition],
        })),
      ],
    },
    {
      kind: 'demos',
      file: 'demos',
      title: words.demosTitle,
      entries: [
        itself('demos/', words.demosTitle, words.demosLead),
        ...demos.map(({ name, title, about }) => itself(`demos/${name}/`, title[language], about[language])),
      ],
    },
    {
      kind: 'models',
      file: 'models',
      title: words.modelsTitle,
      entries: [
        itself('models/', words.modelsTitle, words.modelsLead),
        ...(await modelCards()).map(({ id, title, summary, limits, network }) => ({
          href: href(`models/${id}/`),
          names: [title[language], id],
          lines: [summary[language], limits[language], network],
        })),
      ],
    },
    {
      kind: 'site',
      file: 'site',
      title: words.siteName,
      entries: [
        itself('', words.homeTitle, words.homeLead),
        itself('lectures/', words.lecturesTitle, words.lecturesLead),
      ],
    },
  ];
}
