import { expect, test } from 'vitest';
import { eventually, waitForState, watchSite } from './demo-page.ts';

const open = watchSite();

test('from a tag to a lecture, to the next one, and to others of its category', async () => {
  const { page } = await open('/tags/', { viewport: { width: 360, height: 780 }, hasTouch: true });
  await page.locator('main [data-tag-cloud] a', { hasText: '오토인코더' }).first().tap();
  await page.waitForURL(/\/tags\/[a-z-]+\/$/);
  await page.locator('main h2 a').first().tap();
  await page.waitForURL(/\/lectures\/19-/);
  await page.locator('a[rel="next"]').tap();
  await page.waitForURL(/\/lectures\/20-/);
  await page.locator('[data-same-category] li a').tap();
  await page.waitForURL(/\/lectures\/19-/);
});

test.each(['/', '/en/'])('from %s a demo runs after two taps', async (home) => {
  const { page } = await open(home, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await page.locator('.hero a[href*="/demos/"]').tap();
  await page.waitForURL(/\/demos\/[a-z-]+\/$/);
  await page.locator('[data-action="start"]').first().tap();
  await waitForState(page, 'ready');
});

test('from a tag to a section that is about it', async () => {
  const { page } = await open('/tags/autoencoder/', {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  });
  await page.getByRole('link', { name: /희소 오토인코더$/ }).tap();
  await page.waitForURL(/\/lectures\/19-.*#/);
  const section = page.locator(':target');
  await eventually(() =>
    section.evaluate((element) => Math.abs(element.getBoundingClientRect().top)),
  ).toBeLessThan(100);
});

test('a day of the calendar leads to what was written on it', async () => {
  const { page } = await open('/en/lectures/');
  await page.locator('[data-calendar] a').first().click();
  await page.waitForURL(/\/en\/archive\/#d\d{4}-\d\d-\d\d$/);
  const day = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
  expect(await day.locator('h4 a').count()).toBeGreaterThan(0);
});

test('what was read on this device is said in the series, marked in the calendar, and found again', async () => {
  const { page } = await open('/lectures/20-generative-models-2/');
  const cell = page.locator('[data-read="lectures/20-generative-models-2/"]');
  expect(await page.locator('[data-resume]').isVisible()).toBe(false);
  const sections = await page.locator('article h2[id]').evaluateAll((all) => all.map(({ id }) => id));
  const middle = sections[Math.floor(sections.length / 2)]!;
  await page.evaluate((id) => {
    document.documentElement.style.scrollBehavior = 'auto';
    document.getElementById(id)!.scrollIntoView();
  }, middle);
  const noted = () =>
    page.evaluate(() => {
      const log = JSON.parse(localStorage.getItem('latent-notes:reading') ?? '{}') as {
        lectures?: Record<string, { section: string }>;
      };
      return Object.values(log.lectures ?? {})[0]?.section;
    });
  await expect.poll(noted, { timeout: 20_000 }).toBeDefined();
  const section = (await noted())!;
  const top = await page.evaluate((id) => document.getElementById(id)!.getBoundingClientRect().top, section);
  expect(Math.abs(top)).toBeLessThan(450); // half of the screen

  await page.goto(new URL('/lectures/', page.url()).href);
  expect(await cell.textContent()).toMatch(/^[3-7]\d%$/);

  // Reading on a day of the calendar's month: its day is marked, and no other.
  await page.evaluate(() => {
    const log = JSON.parse(localStorage.getItem('latent-notes:reading')!) as { days: string[] };
    const days = [...log.days, document.querySelectorAll<HTMLElement>('[data-day]')[4]!.dataset['day']!];
    localStorage.setItem('latent-notes:reading', JSON.stringify({ ...log, days }));
  });
  await page.reload();
  const days = await page
    .locator('[data-day]')
    .evaluateAll((cells) =>
      cells.map(({ dataset }) => ({ day: dataset['day']!, wasRead: dataset['wasRead'] !== undefined })),
    );
  const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
  const marked = days.filter(({ wasRead }) => wasRead).map(({ day }) => day);
  expect(marked).toEqual(days.map(({ day }, i) => (i === 4 || day === today ? day : '')).filter(Boolean));

  await page.goto(new URL('/archive/', page.url()).href);
  expect(await page.locator('[data-streak]').innerText()).toMatch(/1/);

  await page.goto(new URL('/lectures/20-generative-models-2/', page.url()).href);
  const resume = page.locator('[data-resume]');
  await resume.click();
  expect(decodeURIComponent(new URL(page.url()).hash)).toBe(`#${section}`);
});

test('nonsense in the storage is passed over', async () => {
  const { page } = await open('/lectures/', {
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        localStorage.setItem('latent-notes:reading', '{"lectures":{"lectures/x/":3},"days":7}');
      }),
  });
  for (const cell of await page.locator('[data-read]').all())
    expect((await cell.innerText()).trim()).toBe('–');
});
