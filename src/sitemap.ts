import { parseFrontmatter } from '@astrojs/markdown-remark';
import sitemap, { type SitemapItem } from '@astrojs/sitemap';
import type { AstroIntegration } from 'astro';
import { globSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { languageOfFile, pathIn } from './i18n.ts';

const DatesSchema = z.object({
  date: z.date(),
  updated: z.date().optional(),
  status: z.string().optional(),
});

/** `sitemap-index.xml`: every page with its twin in the other language, and of lectures the day of the last change. */
export function siteMap(): AstroIntegration {
  const changed = lectureChanges();
  return sitemap({
    i18n: { defaultLocale: 'ko', locales: { ko: 'ko', en: 'en' } },
    filter: (page) => !/\/(embed|offline)\//.test(page),
    namespaces: { news: false, image: false, video: false },
    serialize: (item) => {
      const lastmod = changed.get(new URL(item.url).pathname)?.toISOString();
      return { ...withDefault(item), ...(lastmod === undefined ? {} : { lastmod }) };
    },
  });
}

/** Korean is for readers of any other language, as the pages' heads say too. */
function withDefault(item: SitemapItem): SitemapItem {
  const korean = item.links?.find(({ lang }) => lang === 'ko');
  if (!item.links || !korean) return item;
  return { ...item, links: [...item.links, { ...korean, lang: 'x-default' }] };
}

/** The day of each written lecture's last change, by the path of its page. Collections are not there yet when this is asked. */
function lectureChanges(): ReadonlyMap<string, Date> {
  const files = globSync('content/{lectures,en/lectures}/*.mdx').map((file) => file.replaceAll('\\', '/'));
  return new Map(
    files.flatMap((file) => {
      const slug = /([^/]+)\.mdx$/.exec(file)![1]!;
      const dates = datesOf(readFileSync(file, 'utf8'));
      if (dates === undefined || dates.status === 'outline') return [];
      const { date, updated } = dates;
      return [[pathIn(languageOfFile(file), `lectures/${slug}/`), updated ?? date] as const];
    }),
  );
}

/** Undefined where a frontmatter is wrong: the collection, which is read later, says what and where. */
function datesOf(source: string): z.infer<typeof DatesSchema> | undefined {
  try {
    return DatesSchema.parse(parseFrontmatter(source).frontmatter);
  } catch {
    return undefined;
  }
}
