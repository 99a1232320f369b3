import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchSite } from './demo-page.ts';

// The page around the frame comes from an origin of its own, which is what a framed demo is for.
let host: Server;
let body = '';
beforeAll(async () => {
  host = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>A page around</title><h1>Around</h1>${body}`);
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
});
afterAll(() => host.close());

const open = watchSite((complaint) => complaint.startsWith('request to ')); // the page around is another origin

test.each([360, 1280])(
  'in a frame of a page %i pixels wide a demo fits, runs, and leads back',
  async (width) => {
    const { page } = await open('/en/demos/denoise/', { viewport: { width, height: 900 } });
    await page.locator('main details summary', { hasText: 'another page' }).click();
    const site = new URL(page.url()).origin;
    body = (await page.locator('main details pre').textContent())!.replaceAll(/http:\/\/[^/"]+/g, site);
    await page.goto(`http://127.0.0.1:${String((host.address() as AddressInfo).port)}/`);

    const inside = page.frameLocator('iframe');
    const fits = async () => {
      const frame = await page.locator('iframe').evaluate((element) => element.clientHeight);
      const content = await inside
        .locator('html')
        .evaluate((element) => element.getBoundingClientRect().height);
      return Math.abs(frame - content) <= 1;
    };
    await expect.poll(fits, { timeout: 20_000 }).toBe(true);
    await inside.locator('[data-action="start"]').click();
    await inside.locator('[data-demo][data-state="ready"]').waitFor({ timeout: 60_000 });
    await inside.locator('figcaption summary').click();
    await expect.poll(fits, { timeout: 20_000 }).toBe(true);

    const opening = page.context().waitForEvent('page');
    await inside.locator('main > p > a').click();
    expect(new URL((await opening).url()).pathname).toBe('/en/demos/denoise/');
  },
);
