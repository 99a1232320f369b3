/** Lectures with all their demos at work. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { builtPaths } from '#scripts/browser/built-paths.ts';
import { frameOf, startDemo, watchSite } from './demo-page.ts';
import { violations } from '#scripts/browser/violations.ts';

/** Of those that are only outlined, which are alike, one stands for all. */
const lecturePaths = (await builtPaths()).filter((path) => /\/lectures\/(08|19|20)-/.test(path));

const open = watchSite();

const screens = {
  phone: { width: 360, height: 780 },
  desktop: { width: 1440, height: 900 },
};

// Korean on a phone and English on a desktop: what differs with the screen does not differ with the language.
test.each(lecturePaths.map((path) => [path, path.startsWith('/en/') ? 'desktop' : 'phone'] as const))(
  'when the demos of %s start on a %s nothing moves, and then there is nothing that axe objects to',
  async (path, screen) => {
    const { page } = await open(path, {
      viewport: { width: 320, height: 700 },
    });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(320);
    await page.setViewportSize({ width: 1280, height: 700 });
    await page.evaluate(() => (document.documentElement.style.fontSize = '212.5%')); // twice what it is
    expect(await width()).toBe(1280);
    await page.evaluate(() => (document.documentElement.style.fontSize = ''));
    await page.setViewportSize(screens[screen]);
    for (const demo of await demosOf(page)) {
      const { shift, growth } = await movedByStart(page, demo);
      expect(shift, demo).toBeLessThan(0.01);
      expect(growth, demo).toBeLessThan(1);
    }
    if (screen === 'phone') {
      expect(await smallControls(page)).toEqual([]);
      expect(await tooWideAt(page)).toEqual([]);
    }
    expect(await violations(page)).toEqual([]);
  },
  240_000,
);

test.each([
  ['19-generative-models-1', ['task-tour', 'taxonomy', 'elbo']],
  ['20-generative-models-2', ['traverse', 'family-table', 'gan-training']],
])('in lecture %s demos keep the distances of their own pages', async (lecture, demos) => {
  const { page } = await open(`/lectures/${lecture}/`, { viewport: screens.phone });
  for (const demo of demos) {
    const { page: own } = await open(`/demos/${demo}/`, { viewport: screens.phone });
    const expected = await marginsOf(own, demo);
    expect(expected.length).toBeGreaterThan(50);
    expect(await marginsOf(page, demo), demo).toEqual(expected);
  }
});

/** Of everything in a demo, its name and its margins above and below. */
function marginsOf(page: Page, demo: string): Promise<string[]> {
  return frameOf(page, demo)
    .locator('[data-demo] *')
    .evaluateAll((elements) =>
      elements.map((element) => {
        const { marginTop, marginBottom } = getComputedStyle(element);
        return `${element.localName} ${marginTop} ${marginBottom}`;
      }),
    );
}

function demosOf(page: Page): Promise<string[]> {
  return page
    .locator('[data-demo]')
    .evaluateAll((demos) => demos.map((demo) => demo.getAttribute('data-demo') ?? ''));
}

/** Widths of the screen, from a phone's to a tablet's, at which something sticks out of the page. */
async function tooWideAt(page: Page): Promise<number[]> {
  const { width: phone, height } = screens.phone;
  const widths: number[] = [];
  for (let width = 320; width <= 900; width += 20) {
    await page.setViewportSize({ width, height });
    if ((await page.evaluate(() => document.documentElement.scrollWidth)) > width) widths.push(width);
  }
  await page.setViewportSize({ width: phone, height });
  return widths;
}

/** What moves while a demo starts: the sum of the browser's layout shifts, and pixels by which what lies below it does. */
async function movedByStart(page: Page, demo: string): Promise<{ shift: number; growth: number }> {
  const frame = frameOf(page, demo);
  await frame.scrollIntoViewIfNeeded();
  const height = () => frame.evaluate((element) => element.getBoundingClientRect().height);
  const before = await height();
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift' });
  });
  await startDemo(page, demo);
  await page.waitForTimeout(500); // the first results
  const shifts = await page.evaluate(() => Reflect.get(globalThis, 'shifts') as number[]);
  return {
    shift: shifts.reduce((sum, shift) => sum + shift, 0),
    growth: Math.abs((await height()) - before),
  };
}

/** Controls of demos that a finger would miss: less than 44 pixels high or wide. */
function smallControls(page: Page): Promise<string[]> {
  return page.locator('[data-demo] :is(button, [role="slider"], label)').evaluateAll((controls) =>
    controls
      .map((control) => ({ name: control.textContent.trim(), box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ name, box }) => `${name} ${String(box.width)}×${String(box.height)}`),
  );
}
