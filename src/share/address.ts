/** Where the picture lies that stands for a page wherever its address is shared. */
import { pathIn, type Language } from '#src/i18n.ts';

/** In pixels: what `og:image` asks for. */
export const SHARE_SIZE = { width: 1200, height: 630 } as const;

/** Pages with a picture of their own, by their path without the language; every other page has that of the home page. */
const OWN_PICTURE = /^((archive|glossary)\/|(lectures|demos|models|categories|tags)\/([^/]+\/)?)$/;

/** The name of a page's picture: `lectures/19-generative-models-1`. */
export function shareName(page: string): string {
  return OWN_PICTURE.test(page) ? page.replace(/\/$/, '') : 'home';
}

/** The picture's path from the site's root: `/share/lectures/19-generative-models-1.png`. */
export function sharePath(language: Language, page: string): string {
  return pathIn(language, `share/${shareName(page)}.png`);
}

/** Size in pixels of a demo's picture in the gallery, `/demos/<name>.png`. */
export const DEMO_PICTURE_SIZE = { width: 480, height: 300 } as const;
