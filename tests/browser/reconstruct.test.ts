import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth } from '#src/draw/strokes.ts';
import { meanSquaredError } from '#src/math/mean-squared-error.ts';
import { ReferenceSchema } from '#src/model-card.ts';
import { launchChromium } from '../launch-chromium.ts';
import { DIST, serveBuiltSite } from '../serve-built-site.ts';
import {
  drawWithMouse,
  keptStrokes,
  lecturePath,
  openPage,
  shownCode,
  shownError,
  start,
  waitForState,
  type WatchedPage,
} from './demo-page.ts';
import { reconstructNatively, runNatively } from './native-model.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof serveBuiltSite>>;
let opened: WatchedPage | undefined;

beforeAll(async () => {
  site = await serveBuiltSite();
  browser = await launchChromium();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await site.close();
});

afterEach(async () => {
  const complaints = opened?.complaints;
  await opened?.page.context().close();
  opened = undefined;
  expect(complaints).toEqual([]);
});

async function openLecture(options: Parameters<typeof openPage>[2] = {}): Promise<WatchedPage> {
  opened = await openPage(browser, site.url + lecturePath, options);
  return opened;
}

const runtimeFiles = (requests: readonly string[]) =>
  requests.filter((path) => /onnx|wasm|ort[.-]|worker|Reconstruct/.test(path));

test('a reader who only reads fetches nothing of the demo, its runtime or its models', async () => {
  const { page, requests } = await openLecture();
  await page.locator('[data-demo]').scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 2000);
  await page.waitForLoadState('networkidle');
  expect(runtimeFiles(requests)).toEqual([]);
  expect(await page.locator('[data-demo]').getAttribute('data-state')).toBe('idle');
});

test('the first click starts the demo, and its button had said what it costs', async () => {
  const { page, requests } = await openLecture();
  const said = await page.locator('[data-demo]').textContent();
  await start(page);
  const fetched = runtimeFiles(requests).filter((path) => /\.(onnx|gz)$/.test(path));
  expect(fetched.map((path) => path.replace(/.*\/([a-z-]+)\..*/, '$1')).sort()).toEqual([
    'decoder',
    'encoder',
    'ort-wasm-simd-threaded',
    'pca',
  ]);
  const sizes = await Promise.all(fetched.map(async (path) => (await stat(join(DIST, path))).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(said).toContain(`${(total / 1e6).toFixed(1)} MB`);
  expect(await page.locator('[data-demo]').getAttribute('data-backend')).toBe('wasm');
  expect(Number(await page.locator('[data-demo]').getAttribute('data-latency-ms'))).toBeGreaterThan(0);
});

test('a digit drawn with the mouse is reconstructed as onnxruntime-node reconstructs it', async () => {
  const { page } = await openLecture();
  await start(page);
  await page.locator('[data-action="clear"]').click();
  await drawWithMouse(page);
  await waitForState(page, 'ready');
  const strokes = await keptStrokes(page);
  expect(strokes).toHaveLength(1);
  expect(strokes[0]!.length).toBeGreaterThan(10);

  const x = normalize(strokes, penWidth);
  const { code, autoencoder, pca } = await reconstructNatively(x);
  // Kept strokes are rounded to a thousandth of the pad, which can move a sample of ink here and there.
  expect(Math.abs((await shownError(page, 'autoencoder')) - meanSquaredError(x, autoencoder))).toBeLessThan(
    5e-4,
  );
  expect(Math.abs((await shownError(page, 'pca')) - meanSquaredError(x, pca))).toBeLessThan(5e-4);
  const shown = await shownCode(page);
  const spread = Math.max(...code.map(Math.abs));
  for (const [i, value] of shown.entries()) expect(Math.abs(value - code[i]!)).toBeLessThan(0.05 * spread);
});

test('a finger draws, and the page does not scroll under it', async () => {
  const { page } = await openLecture({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const pad = page.locator('[role="application"]');
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  const scrolled = await page.evaluate(() => scrollY);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', x: number, y: number) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: [{ x: box.x + x * box.width, y: box.y + y * box.height }],
    });
  await page.locator('[data-action="clear"]').tap();
  await expect.poll(() => pad.locator('path.ink').count()).toBe(0);
  await touch('touchStart', 0.5, 0.2);
  for (let step = 1; step <= 10; step++) await touch('touchMove', 0.5, 0.2 + 0.06 * step);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(() => pad.locator('path.ink').count()).toBe(1);
  const [stroke] = await keptStrokes(page);
  expect(stroke!.at(-1)![1]).toBeCloseTo(0.8, 1);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
});

test('the first stroke on a demo that still sleeps is not lost', async () => {
  const { page, requests } = await openLecture();
  await drawWithMouse(page);
  await expect.poll(() => keptStrokes(page).then((strokes) => strokes.length)).toBe(2); // beside the example's stroke
  const [, stroke] = await keptStrokes(page);
  expect(stroke![0]![0]).toBeCloseTo(0.25, 1);
  expect(stroke!.at(-1)![1]).toBeCloseTo(0.84, 1);
  expect(runtimeFiles(requests).filter((path) => path.endsWith('.onnx'))).toEqual([]);
});

test('an example chosen by keyboard looks as its reference does', async () => {
  const { page } = await openLecture();
  await start(page);
  const example = page.locator('[data-example="5"]');
  await example.focus();
  await page.keyboard.press('Enter');
  const stored = await readFile(join(import.meta.dirname, '../../models/ae-mnist/reference.json'), 'utf8');
  const reference = ReferenceSchema.parse(JSON.parse(stored));
  const five = reference.examples.find(({ label }) => label === 5)!;
  const x = normalize(five.strokes, penWidth);
  const { code, autoencoder } = await reconstructNatively(x);
  await expect
    .poll(() => shownError(page, 'autoencoder'))
    .toBeCloseTo(Number(meanSquaredError(x, autoencoder).toFixed(4)), 4);
  const shown = await shownCode(page);
  for (const [i, value] of shown.entries()) expect(Math.abs(value - code[i]!)).toBeLessThan(2e-3);
});

test('a digit can be drawn by keyboard alone', async () => {
  const { page } = await openLecture();
  const pad = page.locator('[role="application"]');
  await page.locator('[data-action="clear"]').click();
  await pad.focus();
  await page.keyboard.press('Space');
  for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => keptStrokes(page)).toHaveLength(1);
  const [stroke] = await keptStrokes(page);
  expect(stroke).toHaveLength(13);
  expect(stroke!.at(-1)![1]! - stroke![0]![1]!).toBeCloseTo(12 * 0.04, 2);
  await page.keyboard.press('Backspace');
  await expect.poll(() => keptStrokes(page)).toHaveLength(0);
});

test('a changed code value is decoded as onnxruntime-node decodes it, within 50 ms', async () => {
  const { page } = await openLecture();
  await start(page);
  await page.locator('[data-example="0"]').click();
  await waitForState(page, 'ready');
  const before = await shownCode(page);
  const bar = page.locator('[role="slider"]').nth(4);
  await bar.focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('[data-error="autoencoder"] .edited').count()).toBe(1);
  await waitForState(page, 'ready');

  const after = await shownCode(page);
  const limit = Number(await bar.getAttribute('aria-valuemax'));
  expect(after[4]).toBe(limit);
  expect(after.filter((value, i) => value !== before[i])).toEqual([limit]);

  const strokes = await keptStrokes(page);
  const x = normalize(strokes, penWidth);
  const z = (await reconstructNatively(x)).code.slice();
  z[4] = limit;
  const { x_mean: decoded } = await runNatively('ae-mnist', 'decoder', { z: { data: z, shape: [1, 32] } });
  await expect
    .poll(() => shownError(page, 'autoencoder'))
    .toBeCloseTo(Number(meanSquaredError(x, decoded!).toFixed(4)), 3);

  const times = await bar.evaluate(async (element) => {
    const cell = document.querySelector('[data-error="autoencoder"]')!;
    const measured: number[] = [];
    for (let i = 0; i < 11; i++) {
      const begin = performance.now();
      const changed = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve();
        });
        observer.observe(cell, { childList: true, characterData: true, subtree: true });
      });
      element.dispatchEvent(new KeyboardEvent('keydown', { key: i % 2 ? 'End' : 'Home', bubbles: true }));
      await changed;
      measured.push(performance.now() - begin);
    }
    return measured.sort((a, b) => a - b);
  });
  expect(times[5]).toBeLessThan(50);

  await page.locator('[data-action="reset-code"]').click();
  await expect.poll(() => shownCode(page)).toEqual(before);
});

test('a bar is dragged with the mouse, and Delete takes it back', async () => {
  const { page } = await openLecture();
  await start(page);
  const before = await shownCode(page);
  const bar = page.locator('[role="slider"]').nth(9);
  const box = (await bar.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 4, { steps: 4 });
  await page.mouse.up();
  const limit = Number(await bar.getAttribute('aria-valuemax'));
  const moved = (await shownCode(page))[9]!;
  const onePixel = (2 * limit) / box.height;
  expect(Math.abs(moved - Math.min(limit, before[9]! + limit / 2))).toBeLessThan(1.5 * onePixel);
  await bar.press('Delete');
  expect(await shownCode(page)).toEqual(before);
});

test('the reader’s digit is there on the next visit', async () => {
  const { page } = await openLecture();
  await page.locator('[data-example="8"]').click();
  await expect.poll(() => keptStrokes(page).then((strokes) => strokes.length)).toBeGreaterThan(0);
  const kept = await keptStrokes(page);
  await page.reload();
  // Seen without being touched, and without the runtime: the island wakes up when it comes into view.
  await page.locator('[data-demo]').scrollIntoViewIfNeeded();
  await page.locator('astro-island:not([ssr]) [data-demo][data-state="idle"]').waitFor();
  await start(page);
  const x = normalize(kept, penWidth);
  const { autoencoder } = await reconstructNatively(x);
  expect(await shownError(page, 'autoencoder')).toBeCloseTo(
    Number(meanSquaredError(x, autoencoder).toFixed(4)),
    4,
  );
});

test('WebGPU gives the numbers that WASM gave, and one can go back', async () => {
  const { page } = await openLecture();
  await start(page);
  const onWasm = [await shownError(page, 'autoencoder'), await shownError(page, 'pca')];
  await page.locator('[data-backend-choice="webgpu"]').click();
  await page.locator('[data-demo][data-backend="webgpu"][data-state="ready"]').waitFor({ timeout: 90_000 });
  expect(await page.locator('[data-notice]').count()).toBe(0);
  await page.locator('[data-example="2"]').click();
  await page.locator('[data-example="3"]').click();
  await expect.poll(() => shownError(page, 'autoencoder')).toBeCloseTo(onWasm[0]!, 4);
  await expect.poll(() => shownError(page, 'pca')).toBeCloseTo(onWasm[1]!, 4);
  await page.locator('[data-backend-choice="wasm"]').click();
  await page.locator('[data-demo][data-backend="wasm"][data-state="ready"]').waitFor();
  await expect.poll(() => shownError(page, 'autoencoder')).toBeCloseTo(onWasm[0]!, 4);
}, 180_000);

test('results are announced in words', async () => {
  const { page } = await openLecture();
  await start(page);
  const said = page.locator('[data-announcement]');
  expect(await said.getAttribute('aria-live')).toBe('polite');
  await expect.poll(() => said.textContent(), { timeout: 5000 }).toMatch(/0\.\d{4}/);
});

test('without JavaScript the picture of the same model stands in its place', async () => {
  const { page } = await openLecture({ javaScriptEnabled: false });
  expect(await page.locator('[data-demo] img[src^="data:image/png"]').count()).toBe(3);
  expect(await page.locator('figure.demo').textContent()).toContain('JavaScript');
  expect(await page.locator('[data-action="start"]').isVisible()).toBe(false);
});
