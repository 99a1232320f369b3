import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';
import { quietNetwork } from '../quiet-network.ts';
import { builtPages } from './built-pages.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof serveBuiltSite>>;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), serveBuiltSite()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.close();
});

interface Visit {
  page: Page;
  requests: { url: string; type: string; body: Buffer }[];
  complaints: string[];
}

/** Opens a page as a reader who only reads: scrolled to its end, nothing touched. */
async function visit(path: string): Promise<Visit> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const bodies: Promise<Visit['requests'][number]>[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfinished', (request) => {
    bodies.push(
      (async () => ({
        url: request.url(),
        type: request.resourceType(),
        body: (await (await request.response())?.body()) ?? Buffer.alloc(0),
      }))(),
    );
  });
  await page.goto(site.url + path);
  await quietNetwork(page);
  // On a starved machine the network can be idle before the first layout has asked for its fonts. Who reads sees them first.
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await document.fonts.ready;
    scrollTo(0, document.body.scrollHeight);
  });
  await quietNetwork(page);
  return { page, requests: await Promise.all(bodies), complaints };
}

// Models' pages load alike, and so do demos': those of one stand for all.
const opened = builtPages.filter(
  ({ path }) => path !== '/404.html' && !/\/(models\/(?!ae-mnist\/)|demos\/(?!denoise\/))./.test(path),
);

describe.each(opened)('$path, only read,', ({ path, $ }) => {
  test('fetches at most 6 kB of JavaScript and nothing of the runtime, from its own origin, and fits every screen', async () => {
    const { page, requests, complaints } = await visit(path);
    const inline = $('script:not([src], [type="application/ld+json"])') // the latter is data, which nothing runs
      .toArray()
      .map((element) => Buffer.from($(element).text()));
    const scripts = [...requests.filter(({ type }) => type === 'script').map(({ body }) => body), ...inline];
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
    const shifts = await page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          new PerformanceObserver((list) => {
            resolve(list.getEntries().map((entry) => entry.toJSON() as unknown));
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => {
            resolve([]);
          }, 200);
        }),
    );
    await page.setViewportSize({ width: 320, height: 640 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await page.close();

    expect(overflow, 'pixels beyond a screen of 320').toBeLessThanOrEqual(0);
    expect(bytes).toBeLessThanOrEqual(6000);
    expect(requests.filter(({ url }) => !url.startsWith(site.url)).map(({ url }) => url)).toEqual([]);
    expect(
      requests.filter(({ url }) => /onnx|ort|wasm|worker/.test(new URL(url).pathname)).map(({ url }) => url),
    ).toEqual([]);
    expect(complaints).toEqual([]);
    expect(shifts).toEqual([]);
  });
});

test('a lecture preloads the fonts of its formulas, no more and no fewer', async () => {
  const { page } = await visit('/lectures/19-generative-models-1/');
  const used = await page.evaluate(async () => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    // A font is asked for when its text is laid out, on a busy machine some frames later.
    for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
    await document.fonts.ready;
    return [...document.fonts]
      .filter(({ status }) => status === 'loaded')
      .map(({ family, weight, style }) => {
        const cut = (weight === '700' ? 'Bold' : '') + (style === 'italic' ? 'Italic' : '');
        return `${family.replaceAll('"', '')}-${cut || 'Regular'}`;
      });
  });
  const preloaded = await page
    .locator('link[rel=preload][as=font]')
    .evaluateAll((links) => links.map((link) => /KaTeX_[^.]+/.exec(link.getAttribute('href') ?? '')?.[0]));
  await page.close();
  expect(used.length).toBeGreaterThan(3);
  expect(preloaded.sort()).toEqual(used.sort());
});
