/** A lecture's text for programs that read. */
import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { lectureMarkdown } from '#src/feeds/lecture-markdown.ts';
import { LANGUAGE_PARAMS } from '#src/i18n.ts';
import { writtenLectures } from '#src/lectures.ts';

export async function getStaticPaths() {
  const paths = LANGUAGE_PARAMS.map(async ({ language, lang }) =>
    (await writtenLectures(language)).map((lecture) => ({
      params: { lang, slug: lecture.slug },
      props: { lecture, language },
    })),
  );
  return (await Promise.all(paths)).flat();
}

type Props = InferGetStaticPropsType<typeof getStaticPaths>;

export const GET: APIRoute<Props> = async ({ props: { lecture, language }, site }) => {
  const markdown = await lectureMarkdown(lecture, language, site!);
  return new Response(markdown, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
};
