import { expect, test } from 'vitest';
import { watchSite } from './demo-page.ts';

const open = watchSite();

test('the browser of the tests has letters for Korean: of missing ones it would draw the same box', async () => {
  const { page } = await open('/404.html');
  const drawings = await page.evaluate(() =>
    ['\uac00', '\ud5e4'].map((syllable) => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d')!;
      context.font = '64px sans-serif';
      context.fillText(syllable, 8, 80);
      return canvas.toDataURL();
    }),
  );
  expect(new Set(drawings).size).toBe(2);
});
