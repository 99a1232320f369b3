import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually, lecturePath, watchSite } from './demo-page.ts';

const open = watchSite();

const block = (page: Page) => page.locator('article .code').first();

describe.each([
  { path: lecturePath, name: '코드 복사', copied: '코드를 복사했습니다.', selected: /선택해 두었습니다/ },
  {
    path: `/en${lecturePath}`,
    name: 'Copy the code',
    copied: 'The code was copied.',
    selected: /is selected/,
  },
])('on $path', ({ path, name, copied, selected }) => {
  test('a block of code is copied as it stands, and this is said', async () => {
    const { page } = await open(path, { permissions: ['clipboard-read', 'clipboard-write'] });
    const blocks = await page.locator('article pre').count();
    expect(await page.getByRole('button', { name, exact: true }).count()).toBe(blocks);
    await block(page).getByRole('button', { name }).click();
    await eventually(() => page.getByRole('status').filter({ hasText: copied }).count()).toBe(1);
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toBe(await block(page).locator('pre').textContent());
    expect(text).toContain('export function');
  });

  test('where the clipboard is refused, the code is selected', async () => {
    const { page } = await open(path, {
      prepare: (fresh) =>
        fresh.addInitScript(() => {
          Object.defineProperty(navigator, 'clipboard', { value: undefined });
        }),
    });
    await block(page).getByRole('button', { name }).click();
    await eventually(() => page.getByRole('status').filter({ hasText: selected }).count()).toBe(1);
    const text = await page.evaluate(() => getSelection()!.toString());
    expect(text.trim()).toBe((await block(page).locator('pre').textContent())!.trim());
  });
});

test('on a phone the button is large enough, inside its block, and moves nothing', async () => {
  const { page } = await open(lecturePath, { viewport: { width: 360, height: 740 }, hasTouch: true });
  const button = await block(page).getByRole('button').boundingBox();
  const code = await block(page).locator('pre').boundingBox();
  expect(Math.min(button!.width, button!.height)).toBeGreaterThanOrEqual(44);
  expect(button!.y).toBeGreaterThan(code!.y);
  expect(button!.y + button!.height).toBeLessThan(code!.y + code!.height);
  expect(button!.x + button!.width).toBeLessThan(code!.x + code!.width);
  expect((await block(page).boundingBox())!.height).toBe(code!.height);
});
