import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually, waitForState, watchSite } from './demo-page.ts';

const open = watchSite();

const sites = [
  { home: '/', tag: '오토인코더', recent: '최근 글', recommended: '추천 글' },
  { home: '/en/', tag: 'autoencoder', recent: 'Recent', recommended: 'Recommended' },
];

describe.each(sites)('on $home', ({ home, tag, recent, recommended }) => {
  test.each(['touch', 'the keyboard'])(
    'by %s from a tag to a lecture, to the next one, to others of its category, and back to it',
    async (means) => {
      const { page } = await open(
        `${home}tags/`,
        means === 'touch' ? { viewport: { width: 360, height: 780 }, hasTouch: true } : {},
      );
      const follow = async (link: Locator) => {
        if (means === 'touch') await link.tap();
        else await link.press('Enter');
      };
      await follow(page.locator('main [data-tag-cloud] a', { hasText: tag }).first());
      await page.waitForURL(/\/tags\/[a-z-]+\/$/);
      await follow(page.locator('main h2 a').first());
      await page.waitForURL(new RegExp(`^[^/]+//[^/]+${home}lectures/19-`));
      await follow(page.locator('a[rel="next"]'));
      await page.waitForURL(/\/lectures\/20-/);
      await follow(page.locator('[data-same-category] li a'));
      await page.waitForURL(/\/lectures\/19-/);
      await follow(page.locator('a[rel="next"]'));
      await page.waitForURL(/\/lectures\/20-/);
      await follow(page.locator('a[rel="prev"]'));
      await page.waitForURL(/\/lectures\/19-/);
    },
  );

  test('what is new and what is recommended stand on the shelves, and lead there', async () => {
    const { page } = await open(`${home}tags/`);
    const shelf = (name: string) =>
      page.locator('aside section', { has: page.getByRole('heading', { name, exact: true }) });
    const dates = await shelf(recent)
      .locator('time')
      .evaluateAll((all) => all.map((time) => time.getAttribute('datetime')));
    expect(dates.length).toBeGreaterThan(1);
    expect(dates).toEqual(dates.toSorted().reverse());
    await shelf(recommended).locator('a').first().click();
    await page.waitForURL(/\/lectures\/19-/);
  });

  test.each([1280, 1440])('at %i pixels the lists beside a lecture end with its text', async (width) => {
    const { page } = await open(`${home}lectures/20-generative-models-2/`, {
      viewport: { width, height: 780 },
    });
    await page.evaluate(() => {
      document.documentElement.style.scrollBehavior = 'auto';
      scrollTo(0, document.body.scrollHeight);
    });
    const [end, ...bottoms] = await page.evaluate(() => {
      const bottomOf = (element: Element) => element.getBoundingClientRect().bottom;
      const beside = [...document.querySelectorAll('.beside')].filter(
        (list) => getComputedStyle(list).position === 'sticky',
      );
      return [document.querySelector('main')!, ...beside].map(bottomOf);
    });
    expect(bottoms.length).toBeGreaterThan(0);
    for (const bottom of bottoms) expect(bottom).toBeLessThanOrEqual(end! + 1);
  });
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

test.each(sites)(
  'what was read on this device is said in the series of $home, marked in the calendar, and found again',
  async ({ home }) => {
    const lecture = `${home}lectures/20-generative-models-2/`;
    const { page } = await open(lecture);
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
    const top = await page.evaluate(
      (id) => document.getElementById(id)!.getBoundingClientRect().top,
      section,
    );
    expect(Math.abs(top)).toBeLessThan(450); // half of the screen

    await page.goto(new URL(`${home}lectures/`, page.url()).href);
    expect(await cell.textContent()).toMatch(/^[3-7]\d%$/);

    // Reading on a day of the calendar's month: its day is marked, and no other.
    await page.evaluate(() => {
      const log = JSON.parse(localStorage.getItem('latent-notes:reading')!) as { days: string[] };
      const days = [...log.days, document.querySelectorAll<HTMLElement>('[data-day]')[4]!.dataset['day']!];
      localStorage.setItem('latent-notes:reading', JSON.stringify({ ...log, days }));
    });
    const before = await page.evaluate(() => localStorage.getItem('latent-notes:reading'));
    await page.reload();
    const days = await page
      .locator('[data-day]')
      .evaluateAll((cells) =>
        cells.map(({ dataset }) => ({ day: dataset['day']!, wasRead: dataset['wasRead'] !== undefined })),
      );
    const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
    const marked = days.filter(({ wasRead }) => wasRead).map(({ day }) => day);
    expect(marked).toEqual(days.map(({ day }, i) => (i === 4 || day === today ? day : '')).filter(Boolean));

    // Back from a lecture a browser may show the list as it was left.
    await page.evaluate(() => {
      const log = JSON.parse(localStorage.getItem('latent-notes:reading')!) as object;
      const lectures = { 'lectures/20-generative-models-2/': { share: 1, section: '' } };
      localStorage.setItem('latent-notes:reading', JSON.stringify({ ...log, lectures }));
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    expect(await cell.textContent()).toMatch(/^✓/);
    await page.evaluate((kept) => localStorage.setItem('latent-notes:reading', kept!), before);

    await page.goto(new URL(`${home}archive/`, page.url()).href);
    expect(await page.locator('[data-streak]').innerText()).toMatch(/1/);

    await page.goto(new URL(lecture, page.url()).href);
    const resume = page.locator('[data-resume]');
    await resume.click();
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(`#${section}`);
  },
);

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
