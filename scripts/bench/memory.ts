/** What a lecture of the built site holds in Chromium: opened, with all its demos at work, and after it was left. */
import type { Page } from 'playwright-core';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { rendererMemory } from '#scripts/browser/renderer-memory.ts';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';

const LECTURES = ['/lectures/19-generative-models-1/', '/lectures/20-generative-models-2/'];

export async function benchMemory(): Promise<void> {
  const site = await serveBuiltSite();
  console.log(`MB at once, and after ${String(REST_SECONDS)} s of rest:`);
  for (const lecture of LECTURES) {
    const browser = await launchChromium();
    // The service worker would count as the lecture's.
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
    const sizes = [];
    await page.goto(site.url + lecture);
    sizes.push(`opened ${await memoryOf(page)}`);
    const start = page.locator('[data-demo] [data-action="start"]:enabled');
    while ((await start.count()) > 0) {
      await start.first().click();
      await page.waitForTimeout(2000);
    }
    sizes.push(`all demos ${await memoryOf(page)}`);
    await page.goto(site.url + '/');
    sizes.push(`left ${await memoryOf(page)}`);
    console.log(`${lecture}  ${sizes.join('; ')}`);
    await browser.close();
  }
  await site.close();
}

/** What starts a demo, the compiler's work above all, is given back by itself, but not at once. */
const REST_SECONDS = 40;

async function memoryOf(page: Page): Promise<string> {
  const megabytes = async () => ((await rendererMemory(page.context().browser()!)) / 1e6).toFixed(0);
  const atOnce = await megabytes();
  await page.waitForTimeout(1000 * REST_SECONDS);
  return `${atOnce}, ${await megabytes()}`;
}
