import { expect, test } from 'vitest';
import { representativePages } from '../representative-pages.ts';
import { builtPaths } from '#scripts/browser/built-paths.ts';
import { watchSite } from './demo-page.ts';
import { violations } from '#scripts/browser/violations.ts';

const paths = await builtPaths();
const lecturePaths = paths.filter((path) => /\/lectures\/\d/.test(path));

const open = watchSite();

// Lectures are looked at in their own test, with their demos at work.
test.each(representativePages(paths).filter((path) => !lecturePaths.includes(path)))(
  '%s has nothing that axe objects to, and does not scroll sideways on a narrow screen or with large text',
  async (path) => {
    const { page } = await open(path);
    expect(await violations(page)).toEqual([]);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await width()).toBe(320);
    await page.evaluate(() => (document.documentElement.dataset['textSize'] = 'large'));
    expect(await width()).toBe(320);
    await page.setViewportSize({ width: 640, height: 700 });
    await page.evaluate(() => {
      delete document.documentElement.dataset['textSize'];
      document.documentElement.style.fontSize = '212.5%'; // twice what it is
    });
    expect(await width()).toBe(640);
  },
);

test('formulas have the colour of their text', async () => {
  const { page } = await open(lecturePaths[0]!);
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
});
