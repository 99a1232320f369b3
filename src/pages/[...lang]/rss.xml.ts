/** All lectures as a feed. */
import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { lectureFeed } from '#src/feeds/lecture-feed.ts';
import { feedWords } from '#src/feeds/words.ts';
import { LANGUAGE_PARAMS, pathIn, wordsIn } from '#src/i18n.ts';
import { writtenLectures } from '#src/lectures.ts';

export function getStaticPaths() {
  return LANGUAGE_PARAMS.map(({ language, lang }) => ({ params: { lang }, props: { language } }));
}

type Props = InferGetStaticPropsType<typeof getStaticPaths>;

export const GET: APIRoute<Props> = async ({ props: { language }, site }) => {
  const feed = {
    title: feedWords.lectureFeed[language],
    description: wordsIn(language).siteDescription,
    path: pathIn(language, 'rss.xml'),
    lectures: await writtenLectures(language),
  };
  return new Response(await lectureFeed(feed, language, site!), {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
  });
};
