/** The pictures that stand for pages wherever their addresses are shared. */
import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { LANGUAGE_PARAMS } from '#src/i18n.ts';
import { shareName } from '#src/share/address.ts';
import { shareCards } from '#src/share/cards.ts';
import { drawShareCard } from '#src/share/drawing.ts';

export async function getStaticPaths() {
  const paths = LANGUAGE_PARAMS.map(async ({ language, lang }) =>
    (await shareCards(language)).map((card) => ({
      params: { lang, name: shareName(card.page) },
      props: { card, language },
    })),
  );
  return (await Promise.all(paths)).flat();
}

type Props = InferGetStaticPropsType<typeof getStaticPaths>;

export const GET: APIRoute<Props> = async ({ props: { card, language } }) =>
  new Response(new Uint8Array(await drawShareCard(card, language)), {
    headers: { 'content-type': 'image/png' },
  });
