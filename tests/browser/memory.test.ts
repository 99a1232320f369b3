import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openBarePage } from '#scripts/browser/bare-page.ts';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { rendererMemory } from '#scripts/browser/renderer-memory.ts';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';
import { builtPaths } from '#scripts/browser/built-paths.ts';
import { demoPath, frameOf, startDemo, watchSite } from './demo-page.ts';

const lectures = (await builtPaths()).filter((path) => /^\/lectures\/(19|20)-/.test(path));

const open = watchSite();

/** Bytes that a page holds, once what it no longer uses is swept up. */
async function memoryOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  await page.waitForTimeout(1000);
  return rendererMemory(page.context().browser()!);
}

// The sizes come from `/proc`.
test.runIf(process.platform === 'linux').each(lectures)(
  '%s gives back the memory of its demos when it is left',
  async (path) => {
    const { page } = await open(path);
    const demos = await page
      .locator('[id^="demo-"]:has([data-action="start"])')
      .evaluateAll((frames) => frames.map(({ id }) => id.slice('demo-'.length)));
    expect(demos.length).toBeGreaterThan(5);
    const before = await memoryOf(page);
    for (const demo of demos) await startDemo(page, demo);
    const added = (await memoryOf(page)) - before;
    expect(added).toBeGreaterThan(50e6);
    await page.goto(new URL('/', page.url()).href);
    await expect.poll(() => memoryOf(page), { timeout: 30_000 }).toBeLessThan(before + 0.1 * added);
  },
);

test.runIf(process.platform === 'linux').each(lectures)(
  '%s holds less than 250 MB with all its demos at work',
  async (path) => {
    const browser = await launchChromium();
    const site = await serveBuiltSite();
    try {
      const page = await openBarePage(browser, { width: 1280, height: 900 });
      await page.goto(site.url + path);
      while (await page.click('[data-demo] [data-action="start"]:enabled')) await wait(1000);
      const running = `[...document.querySelectorAll('[data-demo][data-state="ready"]')].length`;
      await expect.poll(() => page.evaluate(running), { timeout: 30_000 }).toBeGreaterThan(8);
      await wait(20_000); // what the compiler and the first results took is given back
      expect(await rendererMemory(browser)).toBeLessThan(250e6);
    } finally {
      await browser.close();
      await site.close();
    }
  },
  120_000,
);

test('a page that is left lets go of its models, and on the way back takes them up again', async () => {
  const { page } = await open(demoPath('latent-map'));
  await startDemo(page, 'latent-map');
  expect(page.workers()).toHaveLength(1);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect.poll(() => page.workers().length).toBe(0);
  await frameOf(page, 'latent-map').locator('[data-handle="z"]').press('ArrowRight');
  await expect.poll(() => page.workers().length).toBe(1);
  await expect
    .poll(() => frameOf(page, 'latent-map').locator('[data-announcement]').textContent(), { timeout: 20_000 })
    .not.toBe('');
});
