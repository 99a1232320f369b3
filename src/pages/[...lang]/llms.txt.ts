/** What the site holds, for programs that read, in the format of llmstxt.org. */
import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { siteIndex } from '#src/feeds/site-index.ts';
import { LANGUAGE_PARAMS } from '#src/i18n.ts';

export function getStaticPaths() {
  return LANGUAGE_PARAMS.map(({ language, lang }) => ({ params: { lang }, props: { language } }));
}

type Props = InferGetStaticPropsType<typeof getStaticPaths>;

export const GET: APIRoute<Props> = async ({ props: { language }, site }) =>
  new Response(await siteIndex(language, site!));
