/** What a browser asks when the site is installed as an app (w3.org/TR/appmanifest), in each language one. */
import type { APIRoute } from 'astro';
import { LANGUAGE_PARAMS, languageOf, pathIn, wordsIn } from '#src/i18n.ts';
import { pageColors } from '#src/layouts/page-colors.ts';
import { appIconPath, appIcons } from '#src/share/app-icons.ts';

export function getStaticPaths() {
  return LANGUAGE_PARAMS.map(({ lang }) => ({ params: { lang } }));
}

export const GET: APIRoute = ({ params }) => {
  const language = languageOf(params['lang']);
  const words = wordsIn(language);
  const start = pathIn(language, '');
  return Response.json({
    id: start,
    name: words.siteName,
    short_name: words.siteName,
    description: words.siteDescription,
    lang: language,
    dir: 'ltr',
    start_url: start,
    scope: '/', // the other language is a link away
    display: 'standalone',
    background_color: pageColors.light,
    theme_color: pageColors.light,
    icons: Object.entries(appIcons)
      .filter(([, { purpose }]) => purpose)
      .map(([name, { size, purpose }]) => ({
        src: appIconPath(name),
        sizes: `${String(size)}x${String(size)}`,
        type: 'image/png',
        purpose,
      })),
  });
};
