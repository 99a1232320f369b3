/** The gallery of demos. */
import { describe, expect, test } from 'vitest';
import { watchSite } from './demo-page.ts';

const open = watchSite();

describe.each(['/demos/', '/en/demos/'])('%s', (path) => {
  test.each([
    { width: 320, columns: 1 },
    { width: 768, columns: 2 },
    { width: 1280, columns: 3 },
  ])('has $columns columns of pictures in one size at $width pixels', async ({ width, columns }) => {
    const { page } = await open(path, { viewport: { width, height: 800 } });
    await page.evaluate(() => {
      for (const picture of document.images) picture.loading = 'eager';
    });
    await expect
      .poll(() => page.evaluate(() => [...document.images].every(({ naturalWidth }) => naturalWidth === 480)))
      .toBe(true);
    const boxes = await page
      .locator('main ul')
      .first()
      .locator('img')
      .evaluateAll((pictures) =>
        pictures.map((picture) => picture.getBoundingClientRect().toJSON() as DOMRect),
      );
    expect(new Set(boxes.map(({ x }) => Math.round(x))).size).toBe(columns);
    for (const box of boxes) expect(box.width / box.height).toBeCloseTo(1.6, 1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  test('fetches no picture that is far below, and all of a card leads to its demo', async () => {
    const { page, requests } = await open(path, { viewport: { width: 320, height: 640 } });
    expect(requests).not.toContain('/demos/my-digit.png');
    const card = page.locator('main li').first();
    const href = await card.locator('a').getAttribute('href');
    await card.locator('img').click({ force: true });
    await page.waitForURL((url) => url.pathname === href);
  });
});
