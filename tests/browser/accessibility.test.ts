import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';
import { representativePages } from '../representative-pages.ts';
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
 * differs. A formula's boxes, thousands on a lecture, are looked at as one: they have its colour. Where a screen is too
 * narrow for it, Chromium and Firefox let the keyboard into what scrolls by themselves, which axe does not know.
 */
async function violations(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axeSource);
  const lines: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
    const results = await page.evaluate(
      (options) =>
        (globalThis as unknown as { axe: typeof axe }).axe.run(
          { exclude: ['.katex-display', '.katex-html'] },
          options,
        ),
      theme === 'dark' ? { runOnly: ['color-contrast'] } : {},
    );
    for (const { id, nodes } of results.violations) {
      lines.push(...nodes.map(({ html }) => `${theme}: ${id}: ${html.slice(0, 160)}`));
    }
  }
  return lines;
}

// Lectures are looked at below, with their demos at work.
test.each(representativePages(paths).filter((path) => !lecturePaths.includes(path)))(
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

test('formulas have the colour of their text', async () => {
  const { page } = await openPage(browser, site.url + lecturePaths[0]!);
  const colours = await page
    .locator('.katex-html')
    .evaluateAll((formulas) =>
      formulas.flatMap((formula) =>
        [...formula.querySelectorAll('*')]
          .filter((part) => getComputedStyle(part).color !== getComputedStyle(formula.parentElement!).color)
          .map((part) => part.textContent),
      ),
    );
  expect(colours).toEqual([]);
  await page.context().close();
});

const screens = {
  phone: { width: 360, height: 780 },
  desktop: { width: 1440, height: 900 },
};

// Korean on a phone and English on a desktop: what differs with the screen does not differ with the language.
test.each(lecturePaths.map((path) => [path, path.startsWith('/en/') ? 'desktop' : 'phone'] as const))(
  'when the demos of %s start on a %s nothing moves, and then there is nothing that axe objects to',
  async (path, screen) => {
    const { page, complaints } = await openPage(browser, site.url + path, {
      viewport: { width: 320, height: 700 },
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.setViewportSize(screens[screen]);
    for (const demo of await demosOf(page)) expect(await shiftOfStart(page, demo), demo).toBeLessThan(0.01);
    if (screen === 'phone') {
      expect(await smallControls(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(screens.phone.width);
    }
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

function demosOf(page: Page): Promise<string[]> {
  return page
    .locator('[data-demo]')
    .evaluateAll((demos) => demos.map((demo) => demo.getAttribute('data-demo') ?? ''));
}

/** How far the page shifts while a demo starts, as the sum of the browser's layout shifts. */
async function shiftOfStart(page: Page, demo: string): Promise<number> {
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
  return shifts.reduce((sum, shift) => sum + shift, 0);
}

/** Controls of demos that a finger would miss: less than 44 pixels high or wide. */
function smallControls(page: Page): Promise<string[]> {
  return page.locator('[data-demo] :is(button, [role="slider"], label)').evaluateAll((controls) =>
    controls
      .map((control) => ({ name: control.textContent.trim(), box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ name, box }) => `${name} ${String(box.width)}×${String(box.height)}`),
  );
}
