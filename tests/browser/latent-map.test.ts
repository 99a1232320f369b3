import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { spherical } from '#src/math/interpolation.ts';
import { CodesSchema, ReferenceSchema } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import {
  copyLink,
  eventually,
  frameOf,
  largestDifference,
  savedPicture,
  demoPath,
  shownInk,
  startDemo,
  waitForState,
  watchSite,
  type PageOptions,
} from './demo-page.ts';
import { runNatively } from './native-model.ts';

const demo = 'latent-map';
const folder = join(import.meta.dirname, '../../models/vae-mnist-2');
const reference = ReferenceSchema.parse(JSON.parse(await readFile(join(folder, 'reference.json'), 'utf8')));
const codes = CodesSchema.parse(JSON.parse(await readFile(join(folder, 'codes.json'), 'utf8')));
const stored = new Int16Array(Uint8Array.from(await readFile(join(folder, 'codes.bin'))).buffer);

const openWatched = watchSite();

async function openMap({
  state,
  path = demoPath(demo),
  ...options
}: PageOptions & { state?: string; path?: string } = {}): Promise<Page> {
  const fragment = state === undefined ? '' : demoFragment(demo, state);
  return (await openWatched(path + fragment, options)).page;
}

async function decodeNatively(...latents: (readonly number[])[]): Promise<Float32Array[]> {
  const z = { data: Float32Array.from(latents.flat()), shape: [latents.length, 2] };
  const { x_mean } = await runNatively('vae-mnist-2', 'decoder', { z });
  return latents.map((_, i) => x_mean!.subarray(784 * i, 784 * (i + 1)));
}

const map = (page: Page) => frameOf(page, demo);
const decodedImage = (page: Page) => map(page).locator('.image canvas');
const handle = (page: Page, name: string) => map(page).locator(`[data-handle="${name}"]`);
const figure = (page: Page, name: string) => map(page).locator(`[data-figure="${name}"]`).textContent();

/** A state as its link says it. */
async function linked(page: Page): Promise<URLSearchParams> {
  return new URLSearchParams((await copyLink(page, demo)).split('?')[1] ?? '');
}

async function linkedPoint(page: Page, name: string): Promise<number[]> {
  return (await linked(page)).get(name)!.split(',').map(Number);
}

/** Waits until the image that is seen is that of the point at which its handle stands. */
async function settled(page: Page): Promise<void> {
  await waitForState(page, 'ready', demo);
}

test('before anything is loaded the map, its point and the point’s image are there, without JavaScript too', async () => {
  const page = await openMap({ javaScriptEnabled: false });
  const images = map(page).locator('img[src$=".png"]');
  expect(await images.count()).toBe(2);
  expect(await map(page).locator('.digit').allTextContents()).toEqual([...'0123456789']);
  expect(await handle(page, 'z').isVisible()).toBe(true);
  expect(await map(page).locator('.kind').textContent()).toBe('실제 모델');
});

test('once it is awake the dots and their digits stay under the canvas and follow the view, until those of the codes are there', async () => {
  const page = await openMap();
  await handle(page, 'z').focus();
  await map(page).locator('[data-plane] canvas').waitFor();
  const digits = map(page).locator('[data-plane] .digit');
  expect(await digits.allTextContents()).toEqual([...'0123456789']);
  const dots = map(page).locator('[data-plane] img');
  const [before, field] = [await dots.boundingBox(), await map(page).locator('[data-plane]').boundingBox()];
  expect(Math.abs(before!.width - field!.width)).toBeLessThan(4);
  await page.keyboard.press('+');
  await eventually(async () => (await dots.boundingBox())!.width / before!.width).toBeCloseTo(1.5, 2);
  await startDemo(page, demo);
  await eventually(() => digits.count()).toBe(0);
  expect(await dots.count()).toBe(0);
});

test('the first image is the one of the reference', async () => {
  const page = await openMap();
  await startDemo(page, demo);
  const row = reference.examples.findIndex(({ label }) => label === 7);
  const x = decodeTensor(reference.graphs['decoder']!.outputs['x_mean']!).subarray(
    784 * row,
    784 * (row + 1),
  );
  await eventually(async () => largestDifference(await shownInk(decodedImage(page)), x)).toBeLessThan(
    1 / 255 + 1e-3,
  );
});

test('the point follows the mouse, and its image is what onnxruntime-node decodes there', async () => {
  const page = await openMap();
  await startDemo(page, demo);
  const plane = map(page).locator('[data-plane]');
  await plane.scrollIntoViewIfNeeded();
  const box = (await plane.boundingBox())!;
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.7 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.3 * box.height, { steps: 8 });
  await page.mouse.up();
  await settled(page);
  const z = await linkedPoint(page, 'z');
  expect(z[0]).toBeCloseTo(8 * (0.4 - 0.5), 1);
  expect(z[1]).toBeCloseTo(8 * (0.5 - 0.3), 1);
  const [x] = await decodeNatively(z);
  await eventually(async () => largestDifference(await shownInk(decodedImage(page)), x!)).toBeLessThan(0.02);

  const nearest = [...stored.keys()]
    .filter((i) => i % 2 === 0)
    .map((i) => ({
      distance: Math.hypot(
        (stored[i]! / 32_767) * codes.limit - z[0]!,
        (stored[i + 1]! / 32_767) * codes.limit - z[1]!,
      ),
      index: i / 2,
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 5)
    .map(({ index }) =>
      codes.counts.findIndex((_, c) => index < codes.counts.slice(0, c + 1).reduce((s, n) => s + n, 0)),
    );
  await eventually(() => figure(page, 'nearest')).toBe(nearest.join(' '));
});

test('keys move the point, zoom and show the whole', async () => {
  const page = await openMap({ state: 'z=0,0' });
  await startDemo(page, demo);
  await eventually(() => map(page).locator('.image').getAttribute('data-decoded')).toBe('0,0');
  await handle(page, 'z').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  expect(await linkedPoint(page, 'z')).toEqual([0.16, 0.192]);
  await handle(page, 'z').focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await eventually(async () => Number((await linked(page)).get('view')?.split(',')[2])).toBeCloseTo(
    8 / 1.5 ** 2,
    3,
  );
  await handle(page, 'z').focus();
  await page.keyboard.press('0');
  expect((await linked(page)).has('view')).toBe(false);
});

test('a finger drags the point without scrolling the page, and two fingers zoom', async () => {
  const page = await openMap({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const plane = map(page).locator('[data-plane]');
  await plane.scrollIntoViewIfNeeded();
  const box = (await plane.boundingBox())!;
  const scrolled = await page.evaluate(() => scrollY);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: [number, number][]) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: places.map(([x, y], id) => ({ id, x: box.x + x * box.width, y: box.y + y * box.height })),
    });
  await touch('touchStart', [0.6, 0.6]);
  for (let step = 1; step <= 6; step++) await touch('touchMove', [0.6 - 0.05 * step, 0.6]);
  await touch('touchEnd');
  await eventually(() => handle(page, 'z').getAttribute('aria-valuenow').then(Number)).toBeCloseTo(-1.6, 1);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);

  await touch('touchStart', [0.45, 0.5], [0.55, 0.5]);
  for (let step = 1; step <= 5; step++)
    await touch('touchMove', [0.45 - 0.03 * step, 0.5], [0.55 + 0.03 * step, 0.5]);
  await touch('touchEnd');
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  const view = (await linked(page)).get('view')!.split(',').map(Number);
  expect(view[2]).toBeCloseTo(8 * (0.1 / 0.4), 0);
  await map(page).locator('[data-action="zoom-whole"]').tap();
  expect((await linked(page)).has('view')).toBe(false);
});

test('the reader’s digit has the mean and deviation that the reference gives', async () => {
  const page = await openMap();
  await startDemo(page, demo);
  await map(page).locator('[data-example="5"]').click();
  const row = reference.examples.findIndex(({ label }) => label === 5);
  const of = (name: string) =>
    decodeTensor(reference.graphs['encoder']!.outputs[name]!).slice(2 * row, 2 * row + 2);
  const [mean, sigma] = [of('z_mean'), of('z_log_var').map((value) => Math.exp(value / 2))];
  const numbers = (text: string | null) =>
    text!
      .replaceAll('−', '-')
      .match(/-?\d+\.\d+/g)!
      .map(Number);
  const within = (values: number[], expected: Float32Array, tolerance: number) =>
    values.every((value, i) => Math.abs(value - expected[i]!) < tolerance);
  // The example's strokes are rounded to a thousandth of the pad, which moves its code a little.
  await eventually(async () => within(numbers(await figure(page, 'mean')), mean, 0.05)).toBe(true);
  expect(within(numbers(await figure(page, 'sigma')), sigma, 0.01)).toBe(true);
  await map(page).locator('[data-action="to-own"]').click();
  const z = await linkedPoint(page, 'z');
  expect(Math.hypot(z[0]! - mean[0]!, z[1]! - mean[1]!)).toBeLessThan(0.05);
  await map(page).locator('[data-action="zoom-own"]').click();
  const view = (await linked(page)).get('view')!.split(',').map(Number);
  expect(Math.hypot(view[0]! - mean[0]!, view[1]! - mean[1]!)).toBeLessThan(0.05);
});

test('the grid shows what the decoder makes of equal steps of probability', async () => {
  const page = await openMap({ state: 'ground=grid', viewport: { width: 1280, height: 900 } });
  await startDemo(page, demo);
  const canvas = map(page).locator('[data-plane] canvas');
  // The cell in the third row from the top and the third column: u = 2.5/14 and 11.5/14.
  // scipy.stats.norm.ppf([2.5 / 14, 11.5 / 14])
  const [x] = await decodeNatively([-0.9208229763683788, 0.9208229763683788]);
  await eventually(async () => {
    const cell = await canvas.evaluate((element) => {
      const side = (element as HTMLCanvasElement).width;
      const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, side, side);
      const pixel = side / 14 / 28;
      return Array.from({ length: 784 }, (_, i) => {
        const column = Math.floor((2 * 28 + (i % 28) + 0.5) * pixel);
        const row = Math.floor((2 * 28 + Math.floor(i / 28) + 0.5) * pixel);
        return data[4 * (row * side + column) + 3]! / 255;
      });
    });
    return cell.reduce((sum, value, i) => sum + Math.abs(value - x![i]!) / 784, 0);
  }).toBeLessThan(0.02);
});

test('both paths pass through what onnxruntime-node decodes, and walking ends at b', async () => {
  const [a, b] = [
    [-1.5, 0.5],
    [0.4, 1.6],
  ] as const;
  const page = await openMap({ state: `task=path&a=${a.join(',')}&b=${b.join(',')}&t=0.25` });
  await startDemo(page, demo);
  const strips = map(page).locator('.strip canvas');
  await eventually(() => strips.count()).toBe(2);
  for (const [row, path] of (['linear', 'spherical'] as const).entries()) {
    const points = Array.from({ length: 9 }, (_, i) =>
      path === 'linear' ? [0, 1].map((k) => a[k]! + (i / 8) * (b[k]! - a[k]!)) : spherical(a, b, i / 8),
    );
    const images = await decodeNatively(...points);
    const ink = await shownInk(strips.nth(row));
    for (const [column, image] of images.entries()) {
      const shown = Array.from(
        { length: 784 },
        (_, i) => ink[Math.floor(i / 28) * 252 + column * 28 + (i % 28)]!,
      );
      expect(largestDifference(shown, image)).toBeLessThan(0.02);
    }
  }
  expect(await figure(page, 'norm-line')).toBe(Math.hypot(-1.5 + 0.25 * 1.9, 0.5 + 0.25 * 1.1).toFixed(2));
  expect(await figure(page, 'norm-arc')).toBe(Math.hypot(...spherical(a, b, 0.25)).toFixed(2));
  await map(page).locator('[data-action="play"]').click();
  await expect.poll(() => map(page).locator('[data-slider="t"]').inputValue(), { timeout: 15_000 }).toBe('1');
  await settled(page);
  await handle(page, 'a').focus();
  await page.keyboard.press('ArrowDown');
  expect(await linkedPoint(page, 'a')).toEqual([-1.5, 0.34]);
});

test('a copied link shows another reader the same, and reset the beginning', async () => {
  const page = await openMap();
  await startDemo(page, demo);
  const before = await shownInk(decodedImage(page));
  await handle(page, 'z').focus();
  for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowUp');
  await settled(page);
  await eventually(async () => largestDifference(await shownInk(decodedImage(page)), before)).toBeGreaterThan(
    0.2,
  );
  const shown = await shownInk(decodedImage(page));
  const link = await copyLink(page, demo);
  await page.context().close();

  const other = await openMap({ path: link });
  await startDemo(other, demo);
  await eventually(async () => largestDifference(await shownInk(decodedImage(other)), shown)).toBeLessThan(
    0.02,
  );
  await map(other).locator('[data-action="reset"]').click();
  await eventually(async () => largestDifference(await shownInk(decodedImage(other)), before)).toBeLessThan(
    0.02,
  );
});

test('a link changed in the address of an open page is taken, nonsense is not', async () => {
  const page = await openMap({ state: 'z=99,0&view=a,b,c&ground=<svg>&d=!' });
  await map(page).locator('astro-island:not([ssr])').waitFor({ state: 'attached' });
  expect(await handle(page, 'z').getAttribute('aria-valuenow').then(Number)).toBeCloseTo(1.381, 2);
  await page.evaluate(() => {
    location.hash = '#demo-latent-map?z=-1,2';
  });
  await eventually(() => handle(page, 'z').getAttribute('aria-valuenow')).toBe('-1');
});

test('the saved picture has the map, with its dots, and the image', async () => {
  const page = await openMap();
  await startDemo(page, demo);
  await eventually(() => figure(page, 'nearest')).toMatch(/\d \d \d \d \d/);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-latent-map.png');
  const [left, top] = [2 * 24, 2 * (24 + 22 + 10)];
  let coloured = 0;
  for (let y = 0; y < 960; y++) {
    for (let x = 0; x < 960; x++) {
      const at = picture.channels * ((top + y) * picture.width + left + x);
      const rgb = [0, 1, 2].map((channel) => picture.data[at + channel]!);
      if (Math.max(...rgb) - Math.min(...rgb) > 40) coloured++;
    }
  }
  expect(coloured / 960 ** 2).toBeGreaterThan(0.01);
});

test('in English it is the same demo', async () => {
  const page = await openMap({ path: `/en${demoPath(demo)}` });
  await startDemo(page, demo);
  expect(await map(page).locator('.kind').textContent()).toBe('Real model');
  expect(await map(page).textContent()).not.toMatch(/[가-힣]/);
});
