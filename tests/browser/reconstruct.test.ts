import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth } from '#src/draw/strokes.ts';
import { meanSquaredError } from '#src/math/mean-squared-error.ts';
import { ModelCardSchema, ReferenceSchema } from '#src/model-card.ts';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { quietNetwork } from '#scripts/browser/quiet-network.ts';
import {
  copyLink,
  drawWithMouse,
  frameOf,
  keptStrokes,
  demoPath,
  lecturePath,
  savedPicture,
  shownCode,
  shownError,
  start,
  waitForState,
  watchSite,
  type PageOptions,
  type WatchedPage,
} from './demo-page.ts';
import { reconstructNatively, referenceInk, runNatively } from './native-model.ts';

const openWatched = watchSite();

function openDemo({
  path = demoPath('reconstruct'),
  ...options
}: PageOptions & { path?: string } = {}): Promise<WatchedPage> {
  return openWatched(path, options);
}

const runtimeFiles = (requests: readonly string[]) =>
  requests.filter((path) => /onnx|wasm|ort[.-]|worker|Reconstruct/.test(path));

test('a reader who only reads fetches nothing of the demo, its runtime or its models', async () => {
  const { page, requests } = await openDemo({ path: lecturePath });
  await frameOf(page).locator('[data-demo]').scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 2000);
  await quietNetwork(page);
  expect(runtimeFiles(requests)).toEqual([]);
  expect(await frameOf(page).locator('[data-demo]').getAttribute('data-state')).toBe('idle');
});

test('the first click starts the demo, and its button had said what it costs', async () => {
  const { page, requests } = await openDemo();
  const said = await frameOf(page).locator('[data-demo]').textContent();
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
  expect(await frameOf(page).locator('[data-demo]').getAttribute('data-backend')).toBe('wasm');
  expect(Number(await frameOf(page).locator('[data-demo]').getAttribute('data-latency-ms'))).toBeGreaterThan(
    0,
  );
});

test('a digit drawn with the mouse is reconstructed as onnxruntime-node reconstructs it', async () => {
  const { page } = await openDemo();
  await start(page);
  await frameOf(page).locator('[data-action="clear"]').click();
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
  const { page } = await openDemo({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const pad = frameOf(page).locator('[role="application"]');
  await frameOf(page).locator('[data-action="clear"]').tap();
  await expect.poll(() => pad.locator('path.ink').count()).toBe(0);
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  const scrolled = await page.evaluate(() => scrollY);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', x: number, y: number) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: [{ x: box.x + x * box.width, y: box.y + y * box.height }],
    });
  await touch('touchStart', 0.5, 0.2);
  for (let step = 1; step <= 10; step++) await touch('touchMove', 0.5, 0.2 + 0.06 * step);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(() => pad.locator('path.ink').count()).toBe(1);
  const [stroke] = await keptStrokes(page);
  expect(stroke!.at(-1)![1]).toBeCloseTo(0.8, 1);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
});

test('the first stroke on a demo that still sleeps is not lost', async () => {
  const { page, requests } = await openDemo();
  await drawWithMouse(page);
  await expect.poll(() => keptStrokes(page).then((strokes) => strokes.length)).toBe(2); // beside the example's stroke
  const [, stroke] = await keptStrokes(page);
  expect(stroke![0]![0]).toBeCloseTo(0.25, 1);
  expect(stroke!.at(-1)![1]).toBeCloseTo(0.84, 1);
  expect(runtimeFiles(requests).filter((path) => path.endsWith('.onnx'))).toEqual([]);
});

test('an example chosen by keyboard looks as its reference does', async () => {
  const { page } = await openDemo();
  await start(page);
  const example = frameOf(page).locator('[data-example="5"]');
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
  const { page } = await openDemo();
  const pad = frameOf(page).locator('[role="application"]');
  await frameOf(page).locator('[data-action="clear"]').click();
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

test('a changed code value is decoded as onnxruntime-node decodes it', async () => {
  const { page } = await openDemo();
  await start(page);
  await frameOf(page).locator('[data-example="0"]').click();
  await waitForState(page, 'ready');
  const before = await shownCode(page);
  const bar = frameOf(page).locator('[role="slider"]').nth(4);
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

  await frameOf(page).locator('[data-action="reset-code"]').click();
  await expect.poll(() => shownCode(page)).toEqual(before);
});

test('a bar is dragged with the mouse, and Delete takes it back', async () => {
  const { page } = await openDemo();
  await start(page);
  const before = await shownCode(page);
  const bar = frameOf(page).locator('[role="slider"]').nth(9);
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
  const { page } = await openDemo();
  await frameOf(page).locator('[data-example="8"]').click();
  await expect.poll(() => keptStrokes(page).then((strokes) => strokes.length)).toBeGreaterThan(0);
  const kept = await keptStrokes(page);
  await page.reload();
  // Seen without being touched, and without the runtime: the island wakes up when it comes into view.
  await frameOf(page).locator('[data-demo]').scrollIntoViewIfNeeded();
  await frameOf(page).locator('astro-island:not([ssr]) [data-demo][data-state="idle"]').waitFor();
  await start(page);
  const x = normalize(kept, penWidth);
  const { autoencoder } = await reconstructNatively(x);
  expect(await shownError(page, 'autoencoder')).toBeCloseTo(
    Number(meanSquaredError(x, autoencoder).toFixed(4)),
    4,
  );
});

test('WebGPU gives the numbers that WASM gave, and one can go back', async () => {
  const { page } = await openDemo();
  await start(page);
  const onWasm = [await shownError(page, 'autoencoder'), await shownError(page, 'pca')];
  await frameOf(page).locator('[data-backend-choice="webgpu"]').click();
  await frameOf(page)
    .locator('[data-demo][data-backend="webgpu"][data-state="ready"]')
    .waitFor({ timeout: 90_000 });
  expect(await frameOf(page).locator('[data-notice]').count()).toBe(0);
  await frameOf(page).locator('[data-example="2"]').click();
  await frameOf(page).locator('[data-example="3"]').click();
  await expect.poll(() => shownError(page, 'autoencoder')).toBeCloseTo(onWasm[0]!, 4);
  await expect.poll(() => shownError(page, 'pca')).toBeCloseTo(onWasm[1]!, 4);
  await frameOf(page).locator('[data-backend-choice="wasm"]').click();
  await frameOf(page).locator('[data-demo][data-backend="wasm"][data-state="ready"]').waitFor();
  await expect.poll(() => shownError(page, 'autoencoder')).toBeCloseTo(onWasm[0]!, 4);
}, 180_000);

test('results are announced in words', async () => {
  const { page } = await openDemo();
  await start(page);
  const said = frameOf(page).locator('[data-announcement]');
  expect(await said.getAttribute('aria-live')).toBe('polite');
  await expect.poll(() => said.textContent(), { timeout: 5000 }).toMatch(/0\.\d{4}/);
});

test('without JavaScript the picture of the same model stands in its place', async () => {
  const { page } = await openDemo({ javaScriptEnabled: false });
  expect(await frameOf(page).locator('img[src$=".png"]').count()).toBe(3);
  expect(await frameOf(page).textContent()).toContain('JavaScript');
  expect(await frameOf(page).locator('[data-action="start"]').isVisible()).toBe(false);
});

test('a copied link opens the demo with the drawing, the changed value and the difference', async () => {
  const { page } = await openDemo();
  await start(page);
  await frameOf(page).locator('[data-example="6"]').click();
  await waitForState(page, 'ready');
  const bar = frameOf(page).locator('[role="slider"]').nth(3);
  await bar.press('End');
  await expect.poll(() => page.locator('[data-error="autoencoder"] .edited').count()).toBe(1);
  await waitForState(page, 'ready');
  await frameOf(page).locator('.difference input').check();
  const [code, error] = [await shownCode(page), await shownError(page, 'autoencoder')];
  const link = await copyLink(page, 'reconstruct');
  await page.context().close();

  // Another reader, with nothing kept on their device.
  const { page: other } = await openDemo({ path: link });
  await frameOf(other).locator('astro-island:not([ssr])').waitFor({ state: 'attached' });
  await expect
    .poll(() => frameOf(other).evaluate((frame) => frame.getBoundingClientRect().top))
    .toBeLessThan(200); // the page opened at the demo
  await start(other);
  await expect
    .poll(async () => Math.max(...(await shownCode(other)).map((value, i) => Math.abs(value - code[i]!))))
    .toBeLessThan(0.3); // points of a drawing are rounded in a link
  expect((await shownCode(other))[3]).toBe(code[3]);
  await expect
    .poll(async () => Math.abs((await shownError(other, 'autoencoder')) - error))
    .toBeLessThan(1e-3);
  expect(await frameOf(other).locator('.difference input').isChecked()).toBe(true);
  expect(await keptStrokes(other)).toEqual([]); // a link does not replace the reader's own digit

  await frameOf(other).locator('[data-action="reset"]').click();
  expect(await frameOf(other).locator('.difference input').isChecked()).toBe(false);
  await expect.poll(() => frameOf(other).locator('[data-error="autoencoder"] .edited').count()).toBe(0);
});

test('a link with nonsense in it opens the demo as it first stands', async () => {
  const { page } = await openDemo({
    path: `${demoPath('reconstruct')}#demo-reconstruct?d=%00&edits=99_1&difference=%3Cscript%3E&__proto__=1`,
  });
  await start(page);
  expect(await shownError(page, 'autoencoder')).toBeLessThan(0.01);
  expect(await frameOf(page).locator('.edited').count()).toBe(0);
});

test('the saved picture shows what the page shows', async () => {
  const { page } = await openDemo();
  await start(page);
  const { name, picture } = await savedPicture(page, 'reconstruct');
  expect(name).toBe('latent-notes-reconstruct.png');
  const { autoencoder } = await reconstructNatively(await referenceInk(3));
  // The second panel of 168 units, two pixels each, begins beside the first; see draw/picture.ts.
  const [left, top, side] = [2 * (24 + 168 + 20), 2 * (24 + 22 + 10), (2 * 168) / 28];
  let difference = 0;
  for (let row = 0; row < 28; row++) {
    for (let column = 0; column < 28; column++) {
      const at =
        Math.round(top + (row + 0.5) * side) * picture.width + Math.round(left + (column + 0.5) * side);
      const ink = 1 - picture.data[picture.channels * at]! / 255;
      difference += Math.abs(ink - Math.min(1, Math.max(0, autoencoder[28 * row + column]!))) / 784;
    }
  }
  expect(difference).toBeLessThan(0.01);
});

test('the fold offers every file with its bytes, the card and the command', async () => {
  const { page } = await openDemo();
  await frameOf(page).locator('summary').click();
  for (const id of ['ae-mnist', 'pca-mnist']) {
    const card = ModelCardSchema.parse(
      JSON.parse(await readFile(join(import.meta.dirname, `../../models/${id}/card.json`), 'utf8')),
    );
    const fold = frameOf(page).locator('details .of-model').filter({ hasText: card.command });
    expect(await fold.locator(`a[href="/models/${id}/"]`).isVisible()).toBe(true);
    for (const { file, bytes } of Object.values(card.graphs)) {
      const link = fold.locator(`a[download="${id}-${file}"]`);
      const served = await page.request.get(new URL((await link.getAttribute('href'))!, page.url()).href);
      expect((await served.body()).length).toBe(bytes);
    }
  }
});
