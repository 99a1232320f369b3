/** Follows what lectures link to inside the site: at the end of a build, and in dev behind each lecture that is opened. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { languageOfFile, pathIn } from '../i18n.ts';
import { didYouMean } from '../mistakes.ts';

interface LectureLink {
  readonly url: string;
  /** Where it is written, as `content/lectures/19-x.mdx:6`. */
  readonly place: string;
}

/** The links of each lecture, by its file. */
export type LectureLinks = Map<string, readonly LectureLink[]>;

/** What stands at a path of the site, `/lectures/` or `/rss.xml`; undefined where nothing does. */
type Read = (path: string) => Promise<string | undefined>;

/** Marks what dev asks of itself, whose own links are not followed in turn. */
const FOLLOWING = 'x-following-links';

/** @param links filled while the pages are made */
export function lectureLinks(links: LectureLinks): AstroIntegration {
  return {
    name: 'lecture-links',
    hooks: {
      'astro:server:setup': ({ server, logger }) => {
        const read: Read = async (path) => {
          const address = new URL(path, server.resolvedUrls?.local[0]);
          const response = await fetch(address, { headers: { [FOLLOWING]: 'yes' } });
          return response.ok ? response.text() : undefined;
        };
        const followed = new WeakSet();
        const follow = async (path: string): Promise<void> => {
          const lecture = [...links].find(([file]) => pathOf(file) === path);
          if (!lecture || followed.has(lecture[1])) return;
          followed.add(lecture[1]); // until it is written anew
          const faults = await faultsOf(lecture, [...links.keys()].map(pathOf), once(read));
          for (const fault of faults) logger.warn(fault);
        };
        server.middlewares.use((request, response, next) => {
          response.on('finish', () => {
            if (response.statusCode === 200 && !(FOLLOWING in request.headers))
              void follow(request.url ?? '');
          });
          next();
        });
      },
      'astro:build:done': async ({ dir, pages }) => {
        const known = pages.map(({ pathname }) => `/${pathname}`);
        const read: Read = (path) =>
          readFile(join(fileURLToPath(dir), path.replace(/\/$/, '/index.html')), 'utf8').catch(
            () => undefined,
          );
        const page = once(read);
        const faults = await Promise.all([...links].map((lecture) => faultsOf(lecture, known, page)));
        if (faults.flat().length > 0) throw new Error(faults.flat().join('\n'));
      },
    },
  };
}

/** Reads each page once. */
function once(read: Read): Read {
  const pages = new Map<string, ReturnType<Read>>();
  return (path) => {
    const page = pages.get(path) ?? read(path);
    pages.set(path, page);
    return page;
  };
}

function pathOf(file: string): string {
  return pathIn(languageOfFile(file), `lectures/${basename(file, '.mdx')}/`);
}

/**
 * A line for each link of a lecture that leads nowhere inside the site, with what was meant or what to do.
 *
 * @param known paths of pages
 */
export async function faultsOf(
  [file, links]: readonly [string, readonly LectureLink[]],
  known: readonly string[],
  read: Read,
): Promise<readonly string[]> {
  const own = pathOf(file);
  const faults = links.map(async ({ url, place }) => {
    const { host, pathname, hash } = new URL(url, `http://site${own}`);
    if (host !== 'site') return [];
    const [path, id] = [decodeURI(pathname), decodeURIComponent(hash.slice(1))];
    const page = await read(path);
    if (page === undefined)
      return `${place}: There is no page ${path}. ${didYouMean(path, known) ?? `"${url}" is read from ${own}.`}`;
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, each]) => each!);
    if (id === '' || ids.includes(id)) return [];
    const advice =
      didYouMean(id, ids) ?? 'The table of contents of the page has the addresses of its headings.';
    return `${place}: There is no "#${id}" on ${path}. ${advice}`;
  });
  return (await Promise.all(faults)).flat();
}
