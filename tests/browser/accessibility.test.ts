import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../launch-chromium.ts';
import { representativePages } from '../representative-pages.ts';
import { serveBuiltSite } from '../serve-built-site.ts';
import { builtPaths } from './built-paths.ts';
import { frameOf, openPage, startDemo } from './demo-page.ts';

const paths = await builtPaths();
const lecturePaths = paths.filter((path) => /\/lectures\/\d/.test(path));

let browser: Browser;
let site: Awaited<ReturnType<typeof serveBuiltSite>>;
let axeSource: string;

beforeAll(async () => {
  site = await serveBuiltSite();
  browser = await launchChromium();
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}, 60_000);

afterAll(async () => {
  await browser.close();
  await site.close();
});

/**
 * What axe finds wrong in either theme, one line each. In the dark one only colours are looked at again: nothing else
 * differs.
 */
async function violations(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axeSource);
  const lines: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
    const results = await page.evaluate(
      (options) => (globalThis as unknown as { axe: typeof axe }).axe.run(options),
      theme === 'dark' ? { runOnly: ['color-contrast'] } : {},
    );
    for (const { id, nodes } of results.violations) {
      lines.push(...nodes.map(({ html }) => `${theme}: ${id}: ${html.slice(0, 160)}`));
    }
  }
  return lines;
}

test.each(representativePages(paths))(
  '%s has nothing that axe objects to, and does not scroll sideways at 320 pixels',
  async (path) => {
    const { page, complaints } = await openPage(browser, site.url + path);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test.each(lecturePaths)('the running demos of %s have nothing that axe objects to', async (path) => {
  const { page, complaints } = await openPage(browser, site.url + path);
  await startAll(page);
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test.each([
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1440, height: 900 }],
])('nothing moves on a %s while demos start', async (_name, viewport) => {
  for (const path of lecturePaths.filter((path) => path.startsWith('/lectures/'))) {
    const { page } = await openPage(browser, site.url + path, { viewport });
    for (const demo of await demosOf(page)) {
      await frameOf(page, demo).scrollIntoViewIfNeeded();
      await page.evaluate(() => {
        const shifts: number[] = [];
        Object.assign(globalThis, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            shifts.push((entry as PerformanceEntry & { value: number }).value);
        }).observe({ type: 'layout-shift' });
      });
      await startDemo(page, demo);
      const shifts = await page.evaluate(() => Reflect.get(globalThis, 'shifts') as number[]);
      expect(
        shifts.reduce((sum, shift) => sum + shift, 0),
        demo,
      ).toBeLessThan(0.01);
    }
    await page.context().close();
  }
});

test.each(lecturePaths)(
  'every control of the demos of %s is at least 44 pixels high and wide on a phone, and none reaches beyond it',
  async (path) => {
    const { page } = await openPage(browser, site.url + path, { viewport: { width: 360, height: 780 } });
    await startAll(page);
    const small = await page
      .locator('[data-demo] :is(button, [role="slider"], label)')
      .evaluateAll((controls) =>
        controls
          .map((control) => ({ name: control.textContent.trim(), box: control.getBoundingClientRect() }))
          .filter(({ box }) => box.width < 44 || box.height < 44)
          .map(({ name, box }) => `${name} ${String(box.width)}×${String(box.height)}`),
      );
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.context().close();
  },
);

function demosOf(page: Page): Promise<string[]> {
  return page
    .locator('[data-demo]')
    .evaluateAll((demos) => demos.map((demo) => demo.getAttribute('data-demo') ?? ''));
}

async function startAll(page: Page): Promise<void> {
  for (const demo of await demosOf(page)) await startDemo(page, demo);
}
