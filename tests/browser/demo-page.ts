/** A lecture page in Chromium, watched: what it requests, what it complains of, what its demo shows. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

export const lecturePath = '/lectures/19-generative-models-1/';

export interface WatchedPage {
  page: Page;
  /** Paths requested so far. */
  requests: string[];
  /** Console errors, uncaught errors and requests to other origins; to be empty at the end. */
  complaints: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  { prepare, ...options }: BrowserContextOptions & { prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
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
  await page.goto(url, { waitUntil: 'networkidle' });
  return { page, requests, complaints };
}

export async function waitForState(page: Page, state: 'ready' | 'failed'): Promise<void> {
  await page.locator(`[data-demo][data-state="${state}"]`).waitFor({ timeout: 60_000 });
}

/** Starts the demo and waits for its first numbers. */
export async function start(page: Page): Promise<void> {
  await page.locator('[data-action="start"]').click();
  await waitForState(page, 'ready');
  await shownError(page, 'autoencoder');
  await shownError(page, 'pca');
}

/** The error shown for a method, once there is one. */
export async function shownError(page: Page, method: 'autoencoder' | 'pca'): Promise<number> {
  const cell = page.locator(`[data-error="${method}"]`);
  await expect.poll(() => cell.textContent(), { timeout: 10_000 }).toMatch(/\d\.\d{4}/);
  return Number.parseFloat((await cell.textContent()) ?? '');
}

/** The 32 values that the sliders stand at. */
export function shownCode(page: Page): Promise<number[]> {
  return page
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

export async function drawWithMouse(page: Page, points = seven): Promise<void> {
  const pad = page.locator('[role="application"]');
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
