/** Footnotes, citations and terms, read in place. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { lecturePath, watchSite } from './demo-page.ts';

const open = watchSite();

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

const number = (page: Page) => page.locator('.tip > sup > a').first();
const noteOf = (link: Locator) =>
  link.locator('xpath=ancestor::*[contains(@class, "tip")][1]/*[@role="note"]');
const hash = (page: Page) => new URL(page.url()).hash;

describe.each([
  { path: lecturePath, name: '각주 1', text: /확률 그 자체이고/ },
  { path: `/en${lecturePath}`, name: 'Footnote 1', text: /is a probability itself/ },
])('on $path a footnote', ({ path, name, text }) => {
  test('is shown by the pointer and the keyboard, closed by Escape, and stands at the foot of the text, too', async () => {
    const { page } = await open(path);
    const link = page.getByRole('link', { name, exact: true });
    const note = noteOf(link);
    expect(await note.isVisible()).toBe(false);
    await link.hover();
    expect(await note.innerText()).toMatch(text);
    await page.keyboard.press('Escape');
    expect(await note.isVisible()).toBe(false);
    await page.mouse.move(0, 0);
    await link.hover();
    expect(await note.isVisible()).toBe(true);
    await page.mouse.move(0, 0);
    expect(await note.isVisible()).toBe(false);

    await link.focus();
    expect(await note.isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => hash(page)).toBe('#user-content-fn-discrete');
    const foot = page.locator('section.footnotes li').first();
    expect(await foot.innerText()).toMatch(text);
    await foot.locator('[data-footnote-backref]').click();
    await expect.poll(() => hash(page)).toBe('#user-content-fnref-discrete');

    await page.emulateMedia({ media: 'print' });
    expect(await foot.isVisible()).toBe(true);
    expect(await page.locator('[role="note"]:visible, [data-footnote-backref]:visible').count()).toBe(0);
  });

  test('is shown by the first tap, followed by the second', async () => {
    const { page } = await open(path, phone);
    await number(page).tap();
    const note = noteOf(number(page));
    expect(await note.isVisible()).toBe(true);
    expect(hash(page)).toBe('');
    const box = (await note.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(8);
    expect(box.x + box.width).toBeLessThanOrEqual(352);
    await number(page).tap();
    await expect.poll(() => hash(page)).toBe('#user-content-fn-discrete');
  });

  test('leads to the foot of the page without JavaScript', async () => {
    const { page } = await open(path, { javaScriptEnabled: false });
    await number(page).hover();
    expect(await noteOf(number(page)).isVisible()).toBe(true);
    await number(page).click();
    await expect.poll(() => hash(page)).toBe('#user-content-fn-discrete');
  });
});

test('the first tap on a term or a citation shows its note and stays in the lecture', async () => {
  const { page } = await open(lecturePath, phone);
  for (const selector of ['.tip > a.term', '.tip > a[href^="#ref-"]']) {
    const link = page.locator(selector).first();
    await link.tap();
    expect(await noteOf(link).isVisible()).toBe(true);
    expect(page.url()).toMatch(/19-generative-models-1\/$/);
  }
});

test('every note fits the screen, with a margin, and moves nothing', async () => {
  const { page } = await open(lecturePath, {
    reducedMotion: 'reduce', // else the page still scrolls to a link when its note is looked at
  });
  const links = await page
    .locator('article > :not(details) .tip :is(a.term, a[href^="#ref-"], sup > a)')
    .all();
  expect(links.length).toBeGreaterThan(30);
  for (const width of [360, 700, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    for (const link of links.filter((_, i) => i % 5 === 0)) {
      await link.focus();
      const shown = await noteOf(link).evaluate(async (note) => {
        // A browser places it anew in the frame after the page has scrolled.
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
        const { left, right, top, bottom } = note.getBoundingClientRect();
        return {
          text: note.textContent.slice(0, 40),
          fits: left >= 8 && right <= innerWidth - 8 && top >= 8 && bottom <= innerHeight - 8,
          wide: document.documentElement.scrollWidth,
        };
      });
      expect(shown).toEqual({ text: shown.text, fits: true, wide: width });
    }
  }
});

test('no particle stands on a line without its bracket or quotation mark', async () => {
  const { page } = await open(lecturePath);
  for (const width of [320, 360, 412, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    const { joins, broken } = await particles(page);
    expect(joins).toBeGreaterThan(50);
    expect(broken, `at ${String(width)} pixels`).toEqual([]);
  }
});

test.each(['', '/en'])('no name is broken at its hyphen in %s/', async (prefix) => {
  const { page } = await open(`${prefix}/lectures/20-generative-models-2/`);
  for (const width of [320, 360, 412]) {
    await page.setViewportSize({ width, height: 740 });
    const names = await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      return [...document.querySelectorAll('.join')]
        .filter((join) => /^[\p{L}\p{N}]+-/u.test(join.textContent))
        .map((join) => ({ name: join.textContent, lines: join.getClientRects().length }));
    });
    expect(names.filter(({ name }) => name.startsWith('VQ-VAE')).length).toBeGreaterThan(3);
    expect(names.filter(({ lines }) => lines > 1)).toEqual([]);
  }
});

/** How many brackets and quotation marks stand before particles, and those whose particle stands on another line. */
function particles(page: Page): Promise<{ joins: number; broken: string[] }> {
  return page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    const joins = [...document.querySelectorAll('.join')].filter((join) => !join.textContent.includes('-'));
    const broken = joins.filter((join) => {
      const walker = document.createTreeWalker(join, NodeFilter.SHOW_TEXT);
      const letters: DOMRect[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement!.closest('.tip-text')) continue; // is not seen
        for (let i = 0; i < node.nodeValue!.length; i++) {
          const range = document.createRange();
          range.setStart(node, i);
          range.setEnd(node, i + 1);
          if (/[)\]’”\p{Script=Hangul}]/u.test(node.nodeValue![i]!))
            letters.push(range.getBoundingClientRect());
        }
      }
      const particle = /\p{Script=Hangul}+$/u.exec(join.textContent)![0].length;
      const [first, ...rest] = letters.slice(-particle - 1); // the mark and the particle
      return rest.some(({ top, bottom }) => top > first!.bottom || bottom < first!.top);
    });
    return { joins: joins.length, broken: broken.map((join) => join.textContent) };
  });
}
