/** A long lecture comes piece by piece, and for who goes to a place in it all is there at once. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { laidOut } from '#scripts/browser/laid-out.ts';
import { eventually, lecturePath, watchSite } from './demo-page.ts';

const open = watchSite();

const screens = [
  [`/en${lecturePath}`, { width: 1280, height: 900 }],
  [lecturePath, { width: 360, height: 780 }],
] as const;

interface Watched {
  /** Places of the parts that were held back and have arrived. */
  arrived: number[];
  /** When the last one did, in milliseconds. */
  last: number;
  /** The sum of layout shifts. */
  shift: number;
  /** Whether the lecture's parts are laid out. */
  parts: () => boolean[];
  /** The same when the page was parsed. */
  first: boolean[];
}

async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const parts = () => [...document.querySelectorAll('.prose > :not(script)')];
    const areLaidOut = () => parts().map((part) => part.getClientRects().length > 0);
    const watched: Watched = { arrived: [], last: 0, shift: 0, parts: areLaidOut, first: [] };
    Object.assign(globalThis, { watched });
    document.addEventListener('DOMContentLoaded', () => (watched.first = areLaidOut()));
    addEventListener('animationstart', ({ animationName, target }) => {
      if (animationName !== 'arrive') return;
      watched.arrived.push(parts().indexOf(target as Element));
      watched.last = performance.now();
    });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        watched.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

const seen = (page: Page) =>
  page.evaluate(() => {
    const { parts, ...watched } = Reflect.get(globalThis, 'watched') as Watched;
    return { ...watched, now: parts() };
  });

test.each(screens)(
  '%s is shown before it is laid out to its end, and nothing that is seen moves',
  async (path, viewport) => {
    const { page } = await open(path, { viewport, early: true, prepare: watch });
    await laidOut(page);
    await eventually(async () => (await seen(page)).now).not.toContain(false);
    const { arrived, last, shift, now } = await seen(page);
    const whole = Array.from(now, (_, i) => i);
    expect(whole.length).toBeGreaterThan(200);
    // After more than a tall screen holds. Of those that come in one frame a busy browser may tell in another order.
    expect(arrived.toSorted((a, b) => a - b)).toEqual(whole.slice(19));
    const shown = () => performance.getEntriesByName('first-contentful-paint')[0]!.startTime;
    expect(await page.evaluate(shown)).toBeLessThan(last);
    expect(shift).toBeLessThan(0.001);
    expect(await page.locator('[data-contents] [aria-current]').count()).toBe(0);
  },
);

test.each(screens)('all of %s is there for who goes to a place in it', async (path, viewport) => {
  const { page } = await open(path, { viewport, early: true, prepare: watch, reducedMotion: 'reduce' });
  const last = page.locator('[data-contents] a').last();
  const hash = await last.evaluate((link: HTMLAnchorElement) => {
    link.click(); // which is folded away on a phone
    return link.hash;
  });
  expect((await seen(page)).now).not.toContain(false);
  const top = () => page.locator(':target').evaluate((section) => section.getBoundingClientRect().top);
  await eventually(async () => Math.abs((await top()) - 24)).toBeLessThan(24);

  for (const place of [hash, '#:~:text=KL']) {
    const { page: linked } = await open(path + place, { viewport, early: true, prepare: watch });
    expect((await seen(linked)).first).not.toContain(false);
  }
});

test.each(screens)('%s ends where it ends for who goes there at once', async (path, viewport) => {
  const { page } = await open(path, { viewport, early: true, prepare: watch, reducedMotion: 'reduce' });
  await page.keyboard.press('End');
  expect((await seen(page)).now).not.toContain(false);
  const below = () =>
    page.evaluate(() => document.documentElement.scrollHeight - innerHeight - Math.round(scrollY));
  await eventually(below).toBeLessThan(2);

  const { page: scrolled } = await open(path, { viewport, early: true, prepare: watch });
  const heldBack = () => scrolled.evaluate(() => 'fromTop' in document.documentElement.dataset);
  expect(await heldBack()).toBe(true); // which time alone does not end
  await scrolled.mouse.wheel(0, 300);
  await eventually(heldBack).toBe(false);
  expect((await seen(scrolled)).now).not.toContain(false);
  expect((await seen(scrolled)).shift).toBeLessThan(0.001);
});

test.each(screens)('who comes back to %s finds the place they left', async (path, viewport) => {
  const { page } = await open(path, { viewport, prepare: watch, reducedMotion: 'reduce' });
  const place = () =>
    page.evaluate(() => Math.round(document.querySelectorAll('h2')[3]!.getBoundingClientRect().top));
  await page.evaluate(() => {
    scrollTo(0, 20_000);
  });
  const before = await place();
  await page.reload();
  expect((await seen(page)).first).not.toContain(false);
  await eventually(place).toBe(before);
});
