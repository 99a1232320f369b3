import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../launch-chromium.ts';
import { serveBuiltSite } from '../serve-built-site.ts';
import { builtPaths } from './built-paths.ts';
import { lecturePath, openPage, start } from './demo-page.ts';

const paths = await builtPaths();

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

/** What axe finds wrong, one line each. */
async function violations(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axeSource);
  const results = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  );
}

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test.each(paths)('%s has nothing that axe objects to', async (path) => {
    const { page, complaints } = await openPage(browser, site.url + path, { colorScheme });
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a running demo has nothing that axe objects to', async () => {
    const { page, complaints } = await openPage(browser, site.url + lecturePath, { colorScheme });
    await start(page);
    await page.locator('[role="slider"]').nth(3).press('PageUp');
    await page.locator('.difference input').check();
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test.each(paths)('%s does not scroll sideways at 320 pixels', async (path) => {
  const { page } = await openPage(browser, site.url + path, { viewport: { width: 320, height: 700 } });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.context().close();
});

test.each([
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1440, height: 900 }],
])('nothing moves on a %s while the demo starts', async (_name, viewport) => {
  const { page } = await openPage(browser, site.url + lecturePath, { viewport });
  await page.locator('[data-demo]').scrollIntoViewIfNeeded();
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await start(page);
  const shifts = await page.evaluate(() => Reflect.get(globalThis, 'shifts') as number[]);
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.01);
  await page.context().close();
});

test('every control of the demo is at least 44 pixels high and wide on a phone', async () => {
  const { page } = await openPage(browser, site.url + lecturePath, { viewport: { width: 390, height: 844 } });
  await start(page);
  const small = await page
    .locator('[data-demo] :is(button, [role="slider"], label)')
    .evaluateAll((controls) =>
      controls
        .map((control) => ({ name: control.textContent.trim(), box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 44 || box.height < 44)
        .map(({ name, box }) => `${name} ${String(box.width)}×${String(box.height)}`),
    );
  expect(small).toEqual([]);
  await page.context().close();
});
