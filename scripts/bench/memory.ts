/** What a lecture of the built site holds in Chromium: opened, with all its demos at work, and after it was left. */
import { setTimeout as wait } from 'node:timers/promises';
import { openBarePage } from '#scripts/browser/bare-page.ts';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { rendererMemory } from '#scripts/browser/renderer-memory.ts';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';

const LECTURES = ['/lectures/19-generative-models-1/', '/lectures/20-generative-models-2/'];

/** What starts a demo, the compiler's work above all, is given back by itself, but not at once. */
const REST_SECONDS = 40;

export async function benchMemory(): Promise<void> {
  const site = await serveBuiltSite();
  console.log(`MB at once, and after ${String(REST_SECONDS)} s of rest:`);
  for (const lecture of LECTURES) {
    const browser = await launchChromium();
    const megabytes = async () => (await rendererMemory(browser)) / 1e6;
    const sizes: string[] = [];
    const measure = async (name: string) => {
      const atOnce = await megabytes();
      await wait(1000 * REST_SECONDS);
      sizes.push(`${name} ${atOnce.toFixed(0)}, ${(await megabytes()).toFixed(0)}`);
    };
    const page = await openBarePage(browser, { width: 1280, height: 900 });
    await page.goto(site.url + lecture);
    await measure('opened');
    let most = 0;
    while (await page.click('[data-demo] [data-action="start"]:enabled')) {
      await wait(3000);
      most = Math.max(most, await megabytes());
    }
    await measure('all demos');
    await page.goto(`${site.url}/`);
    await measure('left');
    console.log(`${lecture}  ${sizes.join('; ')}; most after a start ${most.toFixed(0)}`);
    await browser.close();
  }
  await site.close();
}
