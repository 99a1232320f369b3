/** The keys of every page and the dialog that lists them, with the size of the text. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { quietNetwork } from '#scripts/browser/quiet-network.ts';
import { eventually, lecturePath, watchSite } from './demo-page.ts';
import { violations } from '#scripts/browser/violations.ts';

const open = watchSite((complaint) => /Failed to load resource|ERR_FAILED/.test(complaint));

const dialog = (page: Page) => page.locator('dialog.keys');
const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset['theme']);
/** Of the head of the text, as a multiple of the size that it has by itself. */
const textSize = (page: Page) =>
  page.evaluate(
    () => (document.querySelector('main h1') as Element & { currentCSSZoom: number }).currentCSSZoom,
  );

async function openKeys(page: Page): Promise<void> {
  await page.keyboard.press('?');
  await dialog(page).waitFor();
}

/** A key as a keyboard set to Korean gives it. */
function pressInKorean(page: Page, key: string, code: string): Promise<void> {
  return page.evaluate(
    (pressed) => {
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { ...pressed, bubbles: true, cancelable: true }),
      );
    },
    { key, code },
  );
}

test('nothing of it is fetched before it is used', async () => {
  const { page, requests } = await open('/');
  await quietNetwork(page);
  const before = requests.length;
  await page.keyboard.press('t');
  await quietNetwork(page);
  expect(requests.length).toBe(before);
  await openKeys(page);
  expect(requests.length).toBeGreaterThan(before);
});

describe.each([
  { path: '/', title: '글자 크기와 단축키', link: '글자 크기 · 단축키' },
  { path: '/en/', title: 'Text size and keys', link: 'Text size and keys' },
])('on $path', ({ path, title, link }) => {
  test.each([360, 1280])(
    'at %i pixels the list has a name, fits, and axe objects to nothing',
    async (width) => {
      const { page } = await open(path, { viewport: { width, height: 740 } });
      await openKeys(page);
      await page.getByRole('dialog', { name: title, exact: true }).waitFor();
      const box = (await dialog(page).boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(await dialog(page).evaluate((shown) => shown.scrollWidth - shown.clientWidth)).toBe(0);
      const targets = await dialog(page)
        .locator('label, button')
        .evaluateAll((all) => all.map((target) => target.getBoundingClientRect().height));
      expect(Math.min(...targets)).toBeGreaterThanOrEqual(44);
      expect(await violations(page)).toEqual([]);
    },
  );

  test('a touch on the foot of the page opens it, and Escape gives the focus back', async () => {
    const { page } = await open(path, { viewport: { width: 360, height: 740 }, hasTouch: true });
    const button = page.getByRole('button', { name: link, exact: true });
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await button.tap();
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    expect(await dialog(page).isVisible()).toBe(false);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

test('t turns the theme, on a keyboard set to Korean too, and says so on the button', async () => {
  const { page } = await open('/', { colorScheme: 'light' });
  await page.keyboard.press('t');
  expect(await theme(page)).toBe('dark');
  const button = page.getByRole('button', { name: '어두운 화면' });
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  await pressInKorean(page, 'ㅅ', 'KeyT');
  expect(await theme(page)).toBe('light');
  await page.keyboard.press('t');
  await page.reload();
  expect(await theme(page)).toBe('dark');
});

test("a phone's bars around the page have the ground of its theme, chosen or the system's", async () => {
  const { page } = await open('/', { colorScheme: 'light' });
  const barsKeep = async () => {
    const colors = await page.evaluate(() => ({
      ground: getComputedStyle(document.documentElement).backgroundColor,
      bars: [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')]
        .filter(({ media }) => matchMedia(media).matches)
        .map(({ content }) => {
          document.head.style.color = content;
          return document.head.style.color;
        }),
    }));
    expect(colors.bars).toEqual([colors.ground]);
    return colors.ground;
  };
  const light = await barsKeep();
  await page.emulateMedia({ colorScheme: 'dark' });
  await eventually(() => theme(page)).toBe('dark');
  expect(await barsKeep()).not.toBe(light);
  await page.keyboard.press('t');
  expect(await barsKeep()).toBe(light);
  await page.reload();
  expect(await barsKeep()).toBe(light);
});

test('a page that a browser brings back as it was left takes the theme chosen since', async () => {
  const { page } = await open('/', { colorScheme: 'light' });
  await page.evaluate(() => {
    localStorage.setItem('theme', 'dark');
    localStorage.setItem('textSize', 'large');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  expect(await theme(page)).toBe('dark');
  expect(await textSize(page)).toBeCloseTo(1.15);
  expect(await page.getByRole('button', { name: '어두운 화면' }).getAttribute('aria-pressed')).toBe('true');
});

test('no key is heard with Ctrl, Alt, Meta or Shift, held down, or in a field', async () => {
  const { page } = await open('/', { colorScheme: 'light' });
  for (const keys of ['Alt+t', 'Shift+T', 'Alt+?', 'ArrowLeft', 'ArrowRight', 'Tab']) {
    await page.keyboard.press(keys);
  }
  await page.evaluate(() => {
    const keys = [
      { key: 't', ctrlKey: true },
      { key: '?', metaKey: true },
      { key: '+', ctrlKey: true },
      { key: 't', repeat: true },
      { key: 't', isComposing: true },
    ];
    for (const key of keys)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true }));
    document
      .querySelector('main')!
      .insertAdjacentHTML('afterbegin', '<input id="field"><p id="written" contenteditable="true"></p>');
  });
  for (const field of ['#field', '#written']) {
    await page.locator(field).click();
    await page.keyboard.type('t?+-/');
  }
  await quietNetwork(page);
  expect(await page.locator('#field').inputValue()).toBe('t?+-/');
  expect(await page.locator('#written').textContent()).toBe('t?+-/');
  expect(await theme(page)).toBe('light');
  expect(await textSize(page)).toBe(1);
  expect(await page.locator('dialog').count()).toBe(0);
});

test('single keys can be turned off, which the device remembers', async () => {
  const { page } = await open('/', { colorScheme: 'light' });
  await openKeys(page);
  await page.getByRole('checkbox', { name: '단축키 쓰기' }).uncheck();
  await page.keyboard.press('Escape');
  await page.reload();
  for (const key of ['t', '?', '+', '/']) await page.keyboard.press(key);
  await quietNetwork(page);
  expect(await theme(page)).toBe('light');
  expect(await page.locator('dialog').count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.locator('dialog.search').waitFor();
});

test('the search opens instead of the list, not above it', async () => {
  const { page } = await open('/');
  await openKeys(page);
  await page.keyboard.press('/');
  await page.locator('dialog.search').waitFor();
  expect(await page.locator('dialog[open]').count()).toBe(1);
});

test('+ and - change the size of the text, as far as it goes; it is said, and stands before the next page is painted', async () => {
  const { page } = await open('/');
  expect(await textSize(page)).toBe(1);
  await page.keyboard.press('+');
  const said = page.locator('.said');
  await eventually(() => said.textContent()).toBe('글자 크기: 크게');
  expect(await said.getAttribute('role')).toBe('status');
  await page.keyboard.press('=');
  expect(await textSize(page)).toBeCloseTo(1.15, 5);
  // Before a frame is painted, and not before stylesheets that painting waits for.
  await page.addInitScript(() => {
    const sizes = new Set<number>();
    Object.assign(globalThis, { sizes });
    requestAnimationFrame(function look() {
      const heading = document.querySelector<Element & { currentCSSZoom: number }>('main h1');
      if (heading) sizes.add(heading.currentCSSZoom);
      requestAnimationFrame(look);
    });
  });
  await page.goto(new URL(lecturePath, page.url()).href);
  const paintedSizes = () =>
    page.evaluate(() => [...(globalThis as unknown as { sizes: Set<number> }).sizes]);
  await eventually(async () => (await paintedSizes()).length).toBeGreaterThan(0);
  expect(await paintedSizes()).toEqual([expect.closeTo(1.15, 5)]);
  for (const size of [1, 0.9, 0.9]) {
    await page.keyboard.press('-');
    await eventually(() => textSize(page)).toBeCloseTo(size, 5);
  }
});

test('+ and - inside a demo are left to the demo', async () => {
  const { page } = await open('/demos/task-tour/');
  await page.locator('.demo [tabindex="0"]').first().focus();
  await page.keyboard.press('+');
  await quietNetwork(page);
  expect(await textSize(page)).toBe(1);
});

test('the sizes can be chosen in the list, which follows the keys', async () => {
  const { page } = await open('/');
  await openKeys(page);
  await page.getByRole('radio', { name: '크게' }).check();
  expect(await textSize(page)).toBeCloseTo(1.15, 5);
  await page.keyboard.press('-');
  await eventually(() => page.getByRole('radio', { name: '보통' }).isChecked()).toBe(true);
  await eventually(() => dialog(page).locator('.said').textContent()).toBe('글자 크기: 보통');
});

test.each([
  '/',
  '/en/',
  lecturePath,
  `/en${lecturePath}`,
  '/en/demos/denoise/',
  '/models/',
  '/lectures/',
  '/glossary/',
])('the largest text on %s leaves nothing beyond a narrow screen', async (path) => {
  const { page } = await open(path, {
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        localStorage.setItem('textSize', 'large');
      }),
  });
  for (const width of [320, 360, 390, 412, 640]) {
    await page.setViewportSize({ width, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), String(width)).toBe(width);
  }
});

test('where what a key opens cannot be fetched, this is said', async () => {
  const { page } = await open('/', {
    prepare: (fresh) => fresh.route(/first-use/, (route) => route.abort()),
  });
  const alerted = page.waitForEvent('dialog');
  await page.keyboard.press('?');
  const alertBox = await alerted;
  expect(alertBox.message()).toMatch(/^열지 못했습니다/);
  await alertBox.dismiss();
});

test('without JavaScript no button stands that would do nothing', async () => {
  const { page } = await open(lecturePath, { javaScriptEnabled: false });
  expect(await page.locator('[data-does]').count()).toBeGreaterThan(3);
  expect(await page.locator('[data-does]:visible').count()).toBe(0);
});
