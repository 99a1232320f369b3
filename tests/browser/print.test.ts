/** A lecture on paper. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { lecturePath, watchSite } from './demo-page.ts';

const open = watchSite();

const paths = [lecturePath, `/en${lecturePath}`];

/** Width in CSS pixels of what an A4 page leaves between its margins. */
const paper = 718;

async function openOnPaper(path: string): Promise<Page> {
  const { page } = await open(path, { viewport: { width: paper, height: 1000 }, colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  return page;
}

describe.each(paths)('%s on paper', (path) => {
  test('has its text alone: no menus, no buttons, no lists of other lectures', async () => {
    const page = await openOnPaper(path);
    for (const gone of [
      'body > header',
      'footer',
      'nav',
      '.shelves',
      '[data-same-category]',
      'article header ul',
    ]) {
      const found = page.locator(gone);
      expect(await found.count(), gone).toBeGreaterThan(0);
      expect(await found.locator('visible=true').count(), gone).toBe(0);
    }
    const dead = ':is(button[data-action], [data-does], [data-example], .demo select, .at-hand):visible';
    expect(await page.locator(dead).evaluateAll((all) => all.map((each) => each.outerHTML))).toEqual([]);
    expect(await page.locator('.demo :is(svg, img, canvas):visible').count()).toBeGreaterThan(5);
    expect(await page.locator('article h1').isVisible()).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(0, 0, 0)');
  });

  test('has answers and derivations open', async () => {
    const page = await openOnPaper(path);
    const folds = page.locator('article details.fold');
    expect(await folds.count()).toBeGreaterThan(3);
    const heights = await folds
      .locator('> .fold-body')
      .evaluateAll((bodies) => bodies.map((body) => body.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThan(10);
  });

  test('names the address of links that lead elsewhere, and only of those', async () => {
    const page = await openOnPaper(path);
    const printed = await page.locator('article a').evaluateAll((links) =>
      links.map((link) => ({
        href: link.getAttribute('href') ?? '',
        after: getComputedStyle(link, '::after').content,
      })),
    );
    const external = printed.filter(({ href }) => href.startsWith('http'));
    expect(external.length).toBeGreaterThan(5);
    for (const { href, after } of external) expect(after).toContain(href);
    const others = printed.filter(({ href }) => !href.startsWith('http'));
    expect(others.filter(({ after }) => after !== 'none' && after !== 'normal')).toEqual([]);
  });

  test('fits the width of the paper, formulas and code too', async () => {
    const page = await openOnPaper(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(paper);
    const wide = await page
      .locator('article :is(pre, .table-scroll, .katex-display)')
      .evaluateAll((blocks) =>
        blocks
          .filter((each) => each.scrollWidth > each.clientWidth + 1)
          .map((each) => each.textContent.slice(0, 80)),
      );
    expect(wide).toEqual([]);
  });
});

test.each([
  [lecturePath, 'PDF로 저장'],
  [`/en${lecturePath}`, 'Save as PDF'],
])('a button in the head of %s prints', async (path, name) => {
  const { page } = await open(path, {
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        window.print = () => (document.title = 'printed');
      }),
  });
  await page.getByRole('button', { name, exact: true }).click();
  expect(await page.title()).toBe('printed');
});
