/** What a page is, in the words of schema.org, for search engines: JSON-LD, which no browser runs. */
import type {
  Article,
  BreadcrumbList,
  Course,
  CreativeWork,
  DefinedTermSet,
  Graph,
  LearningResource,
  Thing,
  WebPage,
  WebSite,
} from 'schema-dts';
import type { Lecture } from '#src/content.config.ts';
import type { Term } from '#src/glossary.ts';
import { pathIn, wordsIn, type Language } from '#src/i18n.ts';
import type { ModelCard } from '#src/model-card.ts';
import { sharePath } from '#src/share/address.ts';

/** A page as its head describes it. */
export interface PageFacts {
  /** The address of the site's root. */
  readonly site: URL | undefined;
  readonly language: Language;
  /** The page's path without its language. */
  readonly page: string;
  readonly title: string;
  readonly description: string;
}

/** The page, the way to it from the home page, and what it is about, as the text of a script element. */
export function structuredData(facts: PageFacts, about?: Thing): string {
  const graph: Graph = {
    '@context': 'https://schema.org',
    '@graph': [webPage(facts), ...(facts.page === '' ? [] : [breadcrumbs(facts)]), ...(about ? [about] : [])],
  };
  return JSON.stringify(graph).replaceAll('<', String.raw`\u003c`); // nothing in it can end the element
}

function address({ site, language }: PageFacts, page: string): string {
  return new URL(pathIn(language, page), site).href;
}

function webPage(facts: PageFacts): WebPage {
  const { site, language, page, title, description } = facts;
  return {
    '@type': 'WebPage',
    url: address(facts, page),
    name: title,
    description,
    inLanguage: language,
    primaryImageOfPage: { '@type': 'ImageObject', url: new URL(sharePath(language, page), site).href },
    isPartOf: { '@type': 'WebSite', '@id': `${address(facts, '')}#site` },
  };
}

/** Home, the list that the page stands in, the page itself. */
function breadcrumbs(facts: PageFacts): BreadcrumbList {
  const { language, page, title } = facts;
  const words = wordsIn(language);
  const lists: Readonly<Record<string, string>> = {
    'lectures/': words.lecturesTitle,
    'demos/': words.demosTitle,
    'models/': words.modelsTitle,
  };
  const above = Object.entries(lists).filter(([list]) => page.startsWith(list) && page !== list);
  return {
    '@type': 'BreadcrumbList',
    itemListElement: [['', words.siteName] as const, ...above, [page, title] as const].map(
      ([path, name], index) => ({
        '@type': 'ListItem',
        position: index + 1,
        name,
        item: address(facts, path),
      }),
    ),
  };
}

export function webSite(facts: PageFacts): WebSite {
  const { language, description } = facts;
  return {
    '@type': 'WebSite',
    '@id': `${address(facts, '')}#site`,
    url: address(facts, ''),
    name: wordsIn(language).siteName,
    alternateName: wordsIn(language === 'ko' ? 'en' : 'ko').siteName,
    description,
    inLanguage: language,
  };
}

function course(facts: PageFacts): Course {
  const { siteName, siteDescription } = wordsIn(facts.language);
  return {
    '@type': 'Course',
    name: siteName,
    description: siteDescription,
    url: address(facts, 'lectures/'),
    provider: { '@type': 'Organization', name: siteName, url: address(facts, '') },
  };
}

/** A lecture; English is translated from Korean. */
/** @param keywords the names of its tags */
export function lectureThing(facts: PageFacts, lecture: Lecture, keywords: readonly string[]): Article {
  const { site, language, page, title, description } = facts;
  const url = address(facts, page);
  const twin = { '@id': `${address({ ...facts, language: language === 'ko' ? 'en' : 'ko' }, page)}#lecture` };
  return {
    '@type': 'Article',
    additionalType: 'https://schema.org/LearningResource',
    '@id': `${url}#lecture`,
    url,
    mainEntityOfPage: url,
    name: title,
    headline: title,
    description,
    inLanguage: language,
    learningResourceType: 'lecture notes',
    position: lecture.number,
    keywords: [...keywords],
    datePublished: day(lecture.date),
    dateModified: day(lecture.updated ?? lecture.date),
    image: new URL(sharePath(language, page), site).href,
    isAccessibleForFree: true,
    isPartOf: course(facts),
    ...(lecture.status === 'written' && {
      encoding: {
        '@type': 'MediaObject' as const,
        encodingFormat: 'text/markdown',
        contentUrl: url.replace(/\/$/, '.md'),
      },
    }),
    ...(language === 'ko' ? { workTranslation: twin } : { translationOfWork: twin }),
  };
}

/** A demo: something to learn by doing. */
export function demoThing(facts: PageFacts, lectures: readonly string[]): LearningResource {
  const { language, page, title, description } = facts;
  return {
    '@type': 'LearningResource',
    url: address(facts, page),
    name: title,
    description,
    inLanguage: language,
    learningResourceType: 'interactive demonstration',
    interactivityType: 'active',
    isAccessibleForFree: true,
    isPartOf: lectures.map((lecture) => ({ '@id': `${address(facts, lecture)}#lecture` })),
  };
}

/** A model. schema.org has no type for weights: they are a work, with files. */
export function modelThing(
  facts: PageFacts,
  card: ModelCard,
  fileUrl: (file: string) => string,
): CreativeWork {
  const { site, language, page, title, description } = facts;
  return {
    '@type': 'CreativeWork',
    url: address(facts, page),
    identifier: card.id,
    name: title,
    description,
    inLanguage: language,
    license: { '@type': 'CreativeWork', name: card.licence },
    encoding: Object.values(card.graphs).map(({ file, bytes, sha256 }) => ({
      '@type': 'MediaObject',
      name: file,
      contentUrl: new URL(fileUrl(file), site).href,
      contentSize: `${String(bytes)} B`,
      sha256,
    })),
  };
}

export function glossaryThing(facts: PageFacts, terms: readonly Term[]): DefinedTermSet {
  const { language, page, title, description } = facts;
  const other = language === 'ko' ? 'en' : 'ko';
  const url = address(facts, page);
  return {
    '@type': 'DefinedTermSet',
    '@id': `${url}#terms`,
    url,
    name: title,
    description,
    inLanguage: language,
    hasDefinedTerm: terms.map((term) => ({
      '@type': 'DefinedTerm',
      '@id': `${url}#${term.id}`,
      url: `${url}#${term.id}`,
      name: term[language].name,
      alternateName: term[other].name,
      description: term[language].definition,
      inDefinedTermSet: { '@id': `${url}#terms` },
    })),
  };
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
