/** A demo in Chromium, watched: what its page requests, what it complains of, what it shows. */
import { readFile } from 'node:fs/promises';
import { decode, type DecodedPng } from 'fast-png';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { laidOut } from '#scripts/browser/laid-out.ts';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';

export const lecturePath = '/lectures/19-generative-models-1/';

/** The page of a demo by itself, lighter than a lecture with many. */
export const demoPath = (demo: string) => `/demos/${demo}/`;

export interface WatchedPage {
  page: Page;
  /** Paths requested so far. */
  requests: string[];
  /** Console errors, uncaught errors and requests to other origins; to be empty at the end. */
  complaints: string[];
}

/** Without `serviceWorkers: 'allow'` nothing is kept from one page to the next. */
export type PageOptions = BrowserContextOptions & {
  prepare?: (page: Page) => Promise<unknown>;
  /** Not to wait until all of a long lecture is laid out. */
  early?: boolean;
};

async function openPage(
  browser: Browser,
  url: string,
  { prepare, early = false, ...options }: PageOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    serviceWorkers: 'block',
    ...options,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  const { origin } = new URL(url);
  page.on('request', (request) => {
    const address = new URL(request.url());
    requests.push(address.pathname);
    if (!['data:', 'blob:'].includes(address.protocol) && address.origin !== origin) {
      complaints.push(`request to ${address.href}`);
    }
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await prepare?.(page);
  await page.goto(url);
  if (!early) await laidOut(page);
  return { page, requests, complaints };
}

/**
 * The built site and a Chromium for the tests of a file. After each test the pages it opened are closed, and they must
 * have complained of nothing.
 *
 * @param isExpected complaints that a test provokes
 */
export function watchSite(isExpected: (complaint: string) => boolean = () => false) {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveBuiltSite>>;
  const opened: WatchedPage[] = [];

  beforeAll(async () => {
    site = await serveBuiltSite();
    browser = await launchChromium();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  afterEach(async () => {
    const pages = opened.splice(0);
    for (const { page } of pages) await page.context().close();
    expect(pages.flatMap(({ complaints }) => complaints).filter((text) => !isExpected(text))).toEqual([]);
  });

  /** Opens a path of the site, or an address of it that a page gave. */
  return async (path: string, options?: PageOptions): Promise<WatchedPage> => {
    const watched = await openPage(browser, new URL(path, site.url).href, options);
    opened.push(watched);
    return watched;
  };
}

/** The frame of a demo, with all that belongs to it. */
export function frameOf(page: Page, demo = 'reconstruct'): Locator {
  return page.locator(`#demo-${demo}`);
}

export async function waitForState(
  page: Page,
  state: 'ready' | 'failed',
  demo = 'reconstruct',
): Promise<void> {
  await frameOf(page, demo).locator(`[data-demo][data-state="${state}"]`).waitFor({ timeout: 60_000 });
}

/** Starts a demo's models and waits until they can be run; a demo without models needs no start. */
export async function startDemo(page: Page, demo: string): Promise<void> {
  const button = frameOf(page, demo).locator('[data-action="start"]');
  if ((await button.count()) > 0) await button.click();
  await waitForState(page, 'ready', demo);
}

/** Chooses one of joined switches, whose radio button lies unseen behind its name. */
export async function choose(page: Page, demo: string, value: string): Promise<void> {
  const radio = page.locator(`input[value="${value}"]`);
  await frameOf(page, demo).locator('label', { has: radio }).click();
}

/** Clicks the button that copies the link of a demo, and gives the address that then stands in the page's. */
export async function copyLink(page: Page, demo: string): Promise<string> {
  const bar = frameOf(page, demo).locator('.bar', { has: page.locator('[data-action="copy-link"]') });
  await bar.locator('[data-action="copy-link"]').click();
  await expect.poll(() => page.url()).toContain(`#demo-${demo}`);
  // Where the link cannot be copied it is shown, selected, which takes the focus: nothing else may have it before.
  await bar.locator('[role="status"]:not(:empty)').waitFor({ state: 'attached' });
  return page.url();
}

/** What a canvas of ink shows, 0 = paper and 1 = ink. */
export function shownInk(canvas: Locator): Promise<number[]> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    return Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + 3]! / 255);
  });
}

export function largestDifference(shown: readonly number[], expected: ArrayLike<number>): number {
  expect(shown).toHaveLength(expected.length);
  return Math.max(...shown.map((value, i) => Math.abs(value - expected[i]!)));
}

/** Asks until the answer is as expected: what comes after work of the models, on a busy machine too. */
export const eventually = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000 });

/** The picture that a demo saves, and the name of its file. */
export async function savedPicture(page: Page, demo: string): Promise<{ name: string; picture: DecodedPng }> {
  const downloading = page.waitForEvent('download');
  await frameOf(page, demo).locator('[data-action="save-picture"]').click();
  const download = await downloading;
  return { name: download.suggestedFilename(), picture: decode(await readFile(await download.path())) };
}

/** Starts the demo of the autoencoder and waits for its first numbers. */
export async function start(page: Page): Promise<void> {
  await startDemo(page, 'reconstruct');
  await shownError(page, 'autoencoder');
  await shownError(page, 'pca');
}

/** The error shown for a method, once there is one. */
export async function shownError(page: Page, method: 'autoencoder' | 'pca'): Promise<number> {
  const cell = frameOf(page).locator(`[data-error="${method}"]`);
  await expect.poll(() => cell.textContent(), { timeout: 10_000 }).toMatch(/\d\.\d{4}/);
  return Number.parseFloat((await cell.textContent()) ?? '');
}

/** The 32 values that the sliders stand at. */
export function shownCode(page: Page): Promise<number[]> {
  return frameOf(page)
    .locator('[role="slider"]')
    .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('aria-valuenow'))));
}

/** The drawing kept on the device. */
export function keptStrokes(page: Page): Promise<[number, number][][]> {
  return page.evaluate(() => {
    const kept = localStorage.getItem('latent-notes.digit.1');
    return kept ? (JSON.parse(kept) as { strokes: [number, number][][] }).strokes : [];
  });
}

/** A seven, in the unit square of the pad. */
export const seven: readonly (readonly [number, number])[] = [
  [0.25, 0.22],
  [0.5, 0.2],
  [0.74, 0.22],
  [0.62, 0.5],
  [0.48, 0.84],
];

export async function drawWithMouse(page: Page, points = seven, demo = 'reconstruct'): Promise<void> {
  const pad = frameOf(page, demo).locator('svg[role="application"]');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('The pad is not on the page.');
  const place = ([x, y]: readonly [number, number]) =>
    [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...place(points[0]!));
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...place(point), { steps: 6 });
  await page.mouse.up();
}
