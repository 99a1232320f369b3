/** The search as a reader meets it: by keys, by touch, through an IME, and when the network fails. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { quietNetwork } from '#scripts/browser/quiet-network.ts';
import { eventually, watchSite } from './demo-page.ts';
import { violations } from '#scripts/browser/violations.ts';

const lecture = '/lectures/19-generative-models-1/';

const open = watchSite((complaint) => /Failed to load resource|ERR_FAILED/.test(complaint));

const dialog = (page: Page) => page.locator('dialog.search');
const field = (page: Page) => dialog(page).getByRole('combobox');
const options = (page: Page) => dialog(page).getByRole('option');
const active = (page: Page) => dialog(page).locator('[role="option"][aria-selected="true"]');
const status = (page: Page) => dialog(page).getByRole('status');

async function searchFor(page: Page, query: string): Promise<void> {
  await field(page).fill(query);
  await options(page).first().waitFor();
}

async function isInView(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
}

/** What an IME sends while a syllable is being composed, and the Enter that ends it. */
async function pressWhileComposing(page: Page, key: string): Promise<void> {
  await field(page).evaluate((input, pressed) => {
    input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    input.dispatchEvent(
      new KeyboardEvent('keydown', { key: pressed, isComposing: true, bubbles: true, cancelable: true }),
    );
  }, key);
}

test('nothing of it is fetched before it is used, and then only from this site', async () => {
  const { page, requests } = await open(lecture);
  await quietNetwork(page);
  expect(requests.filter((path) => /search|dialog/.test(path))).toEqual([]);
  await page.keyboard.press('/');
  await eventually(() => Promise.resolve(requests.filter((path) => path.includes('/search/')))).toEqual([
    '/search/index.json',
  ]);
});

describe('opens', () => {
  test.each(['/', 'Control+k', 'Meta+k'])('with %s', async (keys) => {
    const { page } = await open('/');
    await page.keyboard.press(keys);
    await field(page).waitFor();
    expect(await field(page).evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await field(page).inputValue()).toBe('');
  });

  test('with Ctrl and the key of K on a keyboard set to Korean', async () => {
    const { page } = await open('/');
    await page.evaluate(() => {
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'ㅏ',
          code: 'KeyK',
          ctrlKey: true,
          bubbles: true,
          cancelable: true,
        }),
      );
    });
    await field(page).waitFor();
  });

  test.each([320, 360])('by touch on a screen of %i pixels, which it fills', async (width) => {
    const { page } = await open('/', { viewport: { width, height: 740 }, hasTouch: true, isMobile: true });
    const button = page.getByRole('button', { name: '찾기' });
    const box = await button.boundingBox();
    expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(44);
    await button.tap();
    await searchFor(page, '잠재변수');
    await eventually(() => status(page).textContent()).toMatch(/찾았습니다/); // no more results replace these
    expect(await dialog(page).boundingBox()).toMatchObject({ x: 0, y: 0, width, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const heights = await options(page).evaluateAll((all) => all.map((option) => option.clientHeight));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await options(page).first().tap();
    await page.waitForURL('**/glossary/#latent-variable');
    expect(await dialog(page).isVisible()).toBe(false);
  });

  test('not with a slash that is written somewhere', async () => {
    const { page } = await open('/');
    await page.evaluate(() => {
      document.querySelector('main')!.insertAdjacentHTML('afterbegin', '<input id="elsewhere">');
    });
    await page.locator('#elsewhere').press('/');
    expect(await page.locator('#elsewhere').inputValue()).toBe('/');
    expect(await dialog(page).count()).toBe(0);
  });
});

test('initial consonants lead to the sentence', async () => {
  const { page } = await open('/');
  await page.keyboard.press('/');
  await field(page).waitFor();
  await page.keyboard.insertText('ㅇㅅㅇ'); // 원숭이
  const sentence = options(page).filter({ hasText: '고양이와 개만 아는 분류기에' });
  await sentence.waitFor();
  expect(await sentence.locator('mark').allTextContents()).toContain('원숭이');
  await sentence.click();
  await page.waitForURL(`**${lecture}#*`);
  await eventually(() => isInView(page.locator('p', { hasText: '고양이와 개만 아는 분류기에' }))).toBe(true);
});

test('is used by keys alone, and gives the focus back', async () => {
  const { page } = await open(lecture);
  const button = page.getByRole('button', { name: '찾기' });
  await button.focus();
  await page.keyboard.press('Enter');
  await searchFor(page, '오토인코더');
  await eventually(() => status(page).textContent()).toMatch(/^\d+곳에서 찾았습니다\.$/);
  expect(await active(page).getAttribute('href')).toBe('/glossary/#autoencoder');

  await page.keyboard.press('ArrowDown');
  expect(await active(page).count()).toBe(1);
  expect(await field(page).getAttribute('aria-activedescendant')).toBe(await active(page).getAttribute('id'));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp'); // from the first to the last
  expect(await active(page).getAttribute('id')).toBe(await options(page).last().getAttribute('id'));
  await eventually(() => isInView(active(page))).toBe(true);

  await page.keyboard.press('Escape');
  expect(await dialog(page).isVisible()).toBe(false);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.press('/');
  expect(await field(page).inputValue()).toBe('오토인코더');
  await searchFor(page, '왜 병목이 필요한가');
  await eventually(() => active(page).textContent()).toContain('왜 병목이 필요한가');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${encodeURI(`${lecture}#왜-병목이-필요한가`)}`);
  expect(await dialog(page).isVisible()).toBe(false);
  await eventually(() => isInView(page.getByRole('heading', { name: '왜 병목이 필요한가' }))).toBe(true);
});

test('Enter that ends a composition opens nothing, and the next one does', async () => {
  const { page } = await open('/');
  await page.keyboard.press('/');
  await searchFor(page, '인코더');
  await pressWhileComposing(page, 'ArrowDown');
  await pressWhileComposing(page, 'Enter');
  expect(new URL(page.url()).pathname).toBe('/');
  expect(await active(page).getAttribute('href')).toBe('/glossary/#encoder');
  await field(page).press('Enter');
  await page.waitForURL('**/glossary/#encoder');
});

test('Enter before the answer waits for it', async () => {
  const { page } = await open('/');
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.context().route('**/search/index.json', async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press('/');
  await field(page).fill('인코더');
  await field(page).press('Enter');
  expect(new URL(page.url()).pathname).toBe('/');
  release();
  await page.waitForURL('**/glossary/#encoder');
});

test('says what can be typed, and what to do when there is nothing', async () => {
  const { page } = await open('/');
  await page.keyboard.press('/');
  await dialog(page).getByRole('button', { name: 'ㅇㅌㅇㅋㄷ' }).click();
  await eventually(() => active(page).getAttribute('href')).toBe('/glossary/#autoencoder');
  await field(page).fill('없는낱말');
  await eventually(() => status(page).textContent()).toBe('‘없는낱말’ – 찾은 것이 없습니다.');
  expect(await options(page).count()).toBe(0);
  expect(await field(page).getAttribute('aria-expanded')).toBe('false');
  await dialog(page).getByRole('link', { name: '용어 목록' }).waitFor();
});

test('a dialog that does not come is said in words', async () => {
  const { page } = await open('/en/');
  await page.context().route('**/_astro/dialog.*', (route) => route.abort());
  const said = page.waitForEvent('dialog');
  await page.getByRole('button', { name: 'Search' }).click();
  const alert = await said;
  expect(alert.message()).toContain('could not be opened');
  await alert.accept();
});

test('an index that does not come is said in words, and fetched again when asked', async () => {
  const { page } = await open('/en/');
  await page.context().route('**/search/index.json', (route) => route.abort());
  await page.keyboard.press('/');
  await field(page).fill('encoder');
  await eventually(() => status(page).textContent()).toContain('could not be fetched');
  await page.context().unroute('**/search/index.json');
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await eventually(() => active(page).getAttribute('href')).toBe('/en/glossary/#encoder');
});

test('a text that does not come leaves the rest, says so, and is fetched again when asked', async () => {
  const { page } = await open('/en/');
  await page.context().route('**/search/19-*.json', (route) => route.abort());
  await page.keyboard.press('/');
  await field(page).fill('monkey');
  await eventually(() => status(page).textContent()).toContain('Some texts could not be fetched');
  await searchFor(page, 'encoder');
  const notice = dialog(page).locator('p', { hasText: 'Some texts could not be fetched' });
  await notice.waitFor();
  await page.context().unroute('**/search/19-*.json');
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await notice.waitFor({ state: 'detached' });
  await field(page).fill('monkey');
  await options(page).filter({ hasText: 'cats and dogs' }).waitFor();
});

test.each([
  ['/', '인코더'],
  ['/en/', 'encoder'],
])('on %s has nothing that axe objects to, open and full', async (path, query) => {
  const { page } = await open(path);
  await page.keyboard.press('/');
  await field(page).waitFor();
  expect(await violations(page)).toEqual([]);
  await searchFor(page, query);
  expect(await violations(page)).toEqual([]);
});

test('a closed search leaves the page where it was', async () => {
  const { page } = await open(lecture);
  await page.evaluate(() => {
    scrollTo({ top: 3000, behavior: 'instant' });
  });
  const before = await page.evaluate(() => [scrollY, document.documentElement.clientWidth]);
  await page.keyboard.press('/');
  await searchFor(page, '인코더');
  expect(await page.evaluate(() => [scrollY, document.documentElement.clientWidth])).toEqual(before);
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => [scrollY, document.documentElement.clientWidth])).toEqual(before);
});
