/** Comments and the counter of visits, which only a site that turned them on has. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';
import { build } from '../build-site.ts';
import { quietNetwork } from '#scripts/browser/quiet-network.ts';

const own = join(import.meta.dirname, 'services-site');
const dist = join(import.meta.dirname, '../../.cache/services-site/dist');

/** What stands for the two services: as much of each as the site's code meets. */
const stubs: Readonly<Record<string, { contentType: string; body: string }>> = {
  'https://giscus.app/client.js': {
    contentType: 'text/javascript',
    body: `const { lang, theme } = document.currentScript.dataset;
      const frame = document.createElement('iframe');
      frame.src = 'https://giscus.app/' + lang + '/widget?theme=' + theme;
      frame.title = 'Comments';
      document.querySelector('.giscus').append(frame);`,
  },
  'https://giscus.app/ko/widget': { contentType: 'text/html', body: widget() },
  'https://giscus.app/en/widget': { contentType: 'text/html', body: widget() },
  'https://gc.zgo.at/count.js': {
    contentType: 'text/javascript',
    body: `const { goatcounter } = document.querySelector('[data-goatcounter]').dataset;
      navigator.sendBeacon(goatcounter + '?p=' + location.pathname);`,
  },
  'https://notes.goatcounter.com/count': { contentType: 'image/gif', body: '' },
  'https://notes.goatcounter.com/counter/TOTAL.json': {
    contentType: 'application/json',
    body: '{"count":"12 345"}',
  },
};

function widget(): string {
  return `<script>onmessage = ({ data }) => { document.title = JSON.stringify(data); };</script>`;
}

let browser: Browser;
let site: Awaited<ReturnType<typeof serveBuiltSite>>;

beforeAll(async () => {
  await build(own, {
    GISCUS_REPO: 'someone/notes',
    GISCUS_REPO_ID: 'R_1',
    GISCUS_CATEGORY: 'Comments',
    GISCUS_CATEGORY_ID: 'DIC_1',
    GOATCOUNTER: 'notes',
  });
  [browser, site] = await Promise.all([launchChromium(), serveBuiltSite(dist)]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Opens a page, and writes down what it asks of other origins and what it complains of. */
async function open(path: string) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    serviceWorkers: 'block',
  });
  const asked: Request[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.route(/^https:/, async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    asked.push(route.request());
    const stub = stubs[origin + pathname];
    if (!stub) await route.abort();
    else await route.fulfill({ ...stub, headers: { 'access-control-allow-origin': '*' } });
  });
  await page.goto(site.url + path);
  await quietNetwork(page);
  const addresses = () => asked.map((request) => request.url());
  return { page, addresses, complaints };
}

const widgetOf = (page: Page) => page.frames().find((frame) => frame.url().startsWith('https://giscus.app'));

describe.each([
  { path: '/', language: 'ko', today: '오늘 12 345 · 전체 12 345' },
  { path: '/en/', language: 'en', today: 'Today 12 345 · Total 12 345' },
])('on $path', ({ path, language, today }) => {
  test('comments are fetched once they come into view, in the language and the theme of the page, and follow its theme', async () => {
    const { page, addresses, complaints } = await open(path);
    const ofGiscus = () => addresses().filter((address) => address.startsWith('https://giscus.app'));
    expect(ofGiscus()).toEqual([]);
    await page.evaluate(() => {
      const { top } = document.querySelector('.giscus')!.getBoundingClientRect();
      scrollTo({ top: top - innerHeight - 50, behavior: 'instant' });
    });
    await quietNetwork(page);
    expect(ofGiscus()).toEqual([]);
    await page.keyboard.press('t');
    await page.locator('.giscus').scrollIntoViewIfNeeded();
    await quietNetwork(page);
    expect(ofGiscus()).toEqual([
      'https://giscus.app/client.js',
      `https://giscus.app/${language}/widget?theme=dark`,
    ]);
    const script = page.locator('script[src^="https://giscus.app"]');
    expect(await script.evaluate((element) => ({ ...element.dataset }))).toMatchObject({
      repo: 'someone/notes',
      repoId: 'R_1',
      category: 'Comments',
      categoryId: 'DIC_1',
      mapping: 'pathname',
      lang: language,
    });
    await page.keyboard.press('t');
    await expect
      .poll(() => widgetOf(page)!.title())
      .toBe(JSON.stringify({ giscus: { setConfig: { theme: 'light' } } }));
    await page.close();
    expect(complaints).toEqual([]); // the page's Content-Security-Policy refused nothing
  });

  test('a visit is counted, and the visitors of today and of all days stand at the foot', async () => {
    const { page, addresses, complaints } = await open(path);
    const ofCounter = addresses().filter((address) => !address.startsWith('https://giscus.app'));
    const day = await page.evaluate(() => new Date().toLocaleDateString('sv'));
    expect(ofCounter.toSorted()).toEqual([
      'https://gc.zgo.at/count.js',
      `https://notes.goatcounter.com/count?p=${path}`,
      'https://notes.goatcounter.com/counter/TOTAL.json',
      `https://notes.goatcounter.com/counter/TOTAL.json?start=${day}`,
    ]);
    expect((await page.locator('[data-visitors]').innerText()).trim()).toBe(today);
    expect(await page.locator('body > footer').innerText()).not.toMatch(/아무것도 요청|asks nothing/);
    await page.close();
    expect(complaints).toEqual([]);
  });
});

test('where GoatCounter tells nothing, nothing is shown', async () => {
  const page = await browser.newPage();
  await page.route(/^https:/, (route) => route.fulfill({ status: 403 }));
  await page.goto(site.url);
  await quietNetwork(page);
  expect(await page.locator('[data-visitors]').isVisible()).toBe(false);
  await page.close();
});

test('the policy names no more than the two services', async () => {
  const html = await readFile(join(dist, 'index.html'), 'utf8');
  const [, policy] = /content-security-policy" content="([^"]+)"/.exec(html)!;
  expect([...policy!.matchAll(/https?:[^\s;]+/g)].map(([address]) => address)).toEqual([
    'https://notes.goatcounter.com',
    'https://giscus.app',
    'https://giscus.app',
    'https://gc.zgo.at/count.js',
    'https://giscus.app',
  ]);
});
