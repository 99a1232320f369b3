/** What a page costs a reader before they touch a demo. */
import type { Page } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import type { Visit } from '#scripts/browser/visit.ts';

export interface Cost {
  /** Bytes of JavaScript, files and in the page, compressed. */
  readonly script: number;
  /**
   * Bytes for the first view, compressed: the page's HTML, which is shown as it comes, up to the end of the first screen;
   * all stylesheets, which hold it up; and all fonts that the page preloads.
   */
  readonly firstView: number;
  /** The same with all of the HTML. */
  readonly whole: number;
  /** Cumulative layout shift, from opening the page to its end. */
  readonly shift: number;
  /** Requests to other sites, and for what only a demo at work needs. */
  readonly strange: readonly string[];
}

export const LIMITS = { script: 6_000, firstView: 200_000, whole: 250_000, shift: 0.01 };

export async function costOf({ page, requests }: Visit): Promise<Cost> {
  const { origin } = new URL(page.url());
  const { scripts, preloads, seen } = await page.evaluate(() => {
    const text = (selector: string) =>
      [...document.querySelectorAll(selector)].map((each) => each.textContent);
    const below = [...document.querySelectorAll('main *')].find(
      (element) => element.getBoundingClientRect().top + scrollY > innerHeight,
    );
    const range = document.createRange();
    range.selectNodeContents(document.documentElement);
    if (below) range.setEndBefore(below);
    return {
      scripts: text('script:not([src], [type="application/ld+json"])'), // the one with a type is data, which nothing runs
      preloads: [...document.querySelectorAll<HTMLLinkElement>('link[rel="preload"]')].map(
        ({ href }) => href,
      ),
      seen: new XMLSerializer().serializeToString(range.cloneContents()),
    };
  });
  const bodies = (isMeant: (request: Visit['requests'][number]) => boolean) =>
    requests.filter(isMeant).map(({ body }) => body);
  const styles = compressed(bodies(({ type }) => type === 'stylesheet'));
  const fonts = bodies(({ type, url }) => type === 'font' && preloads.includes(url)).reduce(
    (sum, { length }) => sum + length,
    0,
  );
  return {
    script: compressed([...bodies(({ type }) => type === 'script'), ...scripts]),
    firstView: compressed([seen]) + styles + fonts,
    whole: compressed(bodies(({ type }) => type === 'document')) + styles + fonts,
    shift: await layoutShift(page),
    strange: requests
      .map(({ url }) => new URL(url))
      .filter(({ origin: asked, pathname }) => asked !== origin || /onnx|ort|wasm|worker/.test(pathname))
      .map(({ href }) => href),
  };
}

/** Bytes that a static host sends of these texts. */
function compressed(texts: readonly (string | Buffer)[]): number {
  return texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
}

/** The sum of all layout shifts so far, as if they were of one burst: at least what is reported as CLS. */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          // TypeScript's DOM library does not know this entry.
          const shifts = list.getEntries() as unknown as readonly { value: number }[];
          resolve(shifts.reduce((sum, { value }) => sum + value, 0));
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => {
          resolve(0);
        }, 200);
      }),
  );
}
