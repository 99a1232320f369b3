/** The lectures of a category as a feed. */
import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { lectureFeed } from '#src/feeds/lecture-feed.ts';
import { feedWords } from '#src/feeds/words.ts';
import { categoryTree, flat } from '#src/filing.ts';
import { LANGUAGE_PARAMS, pathIn, wordsIn } from '#src/i18n.ts';
import { isWritten } from '#src/lectures.ts';

export async function getStaticPaths() {
  const paths = LANGUAGE_PARAMS.map(async ({ language, lang }) =>
    flat(await categoryTree(language)).map((category) => ({
      params: { lang, category: category.id },
      props: { language, category },
    })),
  );
  return (await Promise.all(paths)).flat();
}

type Props = InferGetStaticPropsType<typeof getStaticPaths>;

export const GET: APIRoute<Props> = async ({ props: { language, category }, site }) => {
  const name = category.name[language];
  const lectures = category.lectures.filter(isWritten);
  const feed = {
    title: `${feedWords.lectureFeed[language]} · ${name}`,
    description: wordsIn(language).categoryLead(name, lectures.length),
    path: pathIn(language, `${category.page}rss.xml`),
    lectures,
  };
  return new Response(await lectureFeed(feed, language, site!), {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
  });
};
