/**
 * Takes out of the built pages what reading them does not need. The pictures of sleeping demos become files, which the
 * browser fetches when they come near the screen (without JavaScript at once, as HTML says of `loading="lazy"`), and what
 * an island is given to wake up with becomes a file that `client:touch` fetches. Demos that many pages hold share them.
 */
import { rewriteFiles, writeHashed } from '#src/built-files.ts';

/** Shorter than this, what an island is given costs less in the page than asked for. */
const leastLength = 500;

const picture = /data:image\/(png|svg\+xml)(?:;base64,([\w+/=]+)|,([\w%.~!*'()-]+))/g;
/** Nothing reads it, and it is made of the folder in which the site was built: each machine's page would be another. */
const islandId = /(?<=<astro-island )uid="\w+" /g;
const props = /(<astro-island [^>]*?)\bprops="([^"]*)"/g;

export async function moveOutOfPages(site: string): Promise<void> {
  await rewriteFiles(site, '**/*.html', (page) =>
    page
      .replaceAll(islandId, '')
      .replaceAll(picture, (_, type: string, base64: string | undefined, text: string) =>
        writeHashed(site, {
          stem: 'picture',
          extension: type === 'png' ? 'png' : 'svg',
          content: base64 === undefined ? decodeURIComponent(text) : Buffer.from(base64, 'base64'),
        }),
      )
      .replaceAll(props, (whole, before: string, escaped: string) =>
        escaped.length < leastLength
          ? whole
          : `${before}data-props="${writeHashed(site, { stem: 'island', extension: 'json', content: unescaped(escaped) })}"`,
      ),
  );
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** What Astro escaped for an attribute. */
function unescaped(attribute: string): string {
  return attribute.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity]!);
}
