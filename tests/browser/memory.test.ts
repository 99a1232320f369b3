import { expect, test } from 'vitest';
import { rendererMemory } from '#scripts/browser/renderer-memory.ts';
import { builtPaths } from './built-paths.ts';
import { demoPath, frameOf, startDemo, watchSite } from './demo-page.ts';

const lectures = (await builtPaths()).filter((path) => /^\/lectures\/\d/.test(path));

const open = watchSite();

/** Bytes that a lecture may take with all its demos at work. */
const budget = 250e6;

// The sizes come from `/proc`.
test.runIf(process.platform === 'linux').each(lectures)(
  '%s with all its demos at work stays within its memory, and gives it back when it is left',
  async (path) => {
    const { page } = await open(path);
    const browser = page.context().browser()!;
    const demos = await page
      .locator('[id^="demo-"]:has([data-action="start"])')
      .evaluateAll((frames) => frames.map(({ id }) => id.slice('demo-'.length)));
    expect(demos.length).toBeGreaterThan(5);
    const before = await rendererMemory(browser);
    for (const demo of demos) {
      await startDemo(page, demo);
      expect(await rendererMemory(browser), demo).toBeLessThan(budget);
    }
    await page.goto(new URL('/', page.url()).href);
    await expect.poll(() => rendererMemory(browser), { timeout: 30_000 }).toBeLessThan(before);
  },
);

test('a page that is left lets go of its models, and on the way back takes them up again', async () => {
  const { page } = await open(demoPath('latent-map'));
  await startDemo(page, 'latent-map');
  const announced = frameOf(page, 'latent-map').locator('[data-announcement]');
  expect(page.workers()).toHaveLength(1);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect.poll(() => page.workers()).toHaveLength(0);
  await frameOf(page, 'latent-map').locator('[data-action="play"]').first().click();
  await expect.poll(() => page.workers()).toHaveLength(1);
  await expect.poll(() => announced.textContent(), { timeout: 20_000 }).not.toBe('');
});
