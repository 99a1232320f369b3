import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { ModelCardSchema, ReferenceSchema } from '#src/model-card.ts';
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
  watchSite,
  type PageOptions,
} from './demo-page.ts';
import { runNatively } from './native-model.ts';

const demo = 'generator';
const models = join(import.meta.dirname, '../../models');
const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(models, file), 'utf8'));
const reference = ReferenceSchema.parse(await read('gan-mnist/reference.json'));
const card = ModelCardSchema.parse(await read('gan-mnist/card.json'));

const openWatched = watchSite();

async function openGenerator({ state, ...options }: PageOptions & { state?: string } = {}): Promise<Page> {
  const fragment = state === undefined ? '' : demoFragment(demo, state);
  return (await openWatched(demoPath(demo) + fragment, options)).page;
}

const frame = (page: Page) => frameOf(page, demo);
const figure = (page: Page, name: string) => frame(page).locator(`[data-figure="${name}"]`).textContent();
const image = (page: Page) => frame(page).locator('.image canvas');
const sheet = (page: Page) => frame(page).locator('fieldset:has([data-tile])').last();
const handle = (page: Page) => frame(page).locator('[data-handle="z"]');
const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));

/** The latents of a sheet, by the workshop's stream. */
function latentsOf(seed: number): number[][] {
  const random = seededRandomStream(seed);
  return Array.from({ length: 10 }, () => Array.from({ length: 32 }, () => Math.fround(random.normal())));
}

async function generateNatively(latents: readonly (readonly number[])[]) {
  const z = { data: Float32Array.from(latents.flat()), shape: [latents.length, 32] };
  const { x_mean: images } = await runNatively('gan-mnist', 'generator', { z });
  const x = { data: images!, shape: [latents.length, 784] };
  const { score } = await runNatively('gan-mnist', 'discriminator', { x });
  return { images: images!, d: [...score!].map(sigmoid) };
}

test('before anything is loaded the samples of the reference and their scores are there, without JavaScript too', async () => {
  const page = await openGenerator({ javaScriptEnabled: false });
  const scores = decodeTensor(reference.graphs['discriminator']!.outputs['score']!).slice(10);
  expect(await sheet(page).locator('.d').allTextContents()).toEqual(
    [...scores].map((score) => sigmoid(score).toFixed(2)),
  );
  expect(await frame(page).locator('img[src$=".png"]').count()).toBe(11);
  const { value } = card.metrics.find(({ id }) => id === 'nn_ratio')!;
  expect(await figure(page, 'nearest')).toContain(value.toFixed(3));
});

test('the sheet is the reference’s, and another seed’s is what onnxruntime-node makes of it', async () => {
  const page = await openGenerator();
  await startDemo(page, demo);
  const x = decodeTensor(reference.graphs['generator']!.outputs['x_mean']!);
  const tile = (i: number) => sheet(page).locator(`[data-tile="${String(i)}"] canvas`);
  for (const i of [0, 4, 9]) {
    await eventually(async () =>
      largestDifference(await shownInk(tile(i)), x.subarray(784 * i, 784 * (i + 1))),
    ).toBeLessThan(0.02);
  }
  await frame(page).locator('[data-action="again"]').click();
  const { images, d } = await generateNatively(latentsOf(2020));
  await eventually(async () =>
    largestDifference(await shownInk(tile(2)), images.subarray(2 * 784, 3 * 784)),
  ).toBeLessThan(0.02);
  const shown = (await sheet(page).locator('.d').allTextContents()).map(Number);
  for (const [i, value] of shown.entries()) expect(Math.abs(value - d[i]!)).toBeLessThan(0.011);
});

test('halfway of both ways the image and D are what onnxruntime-node gives, and keys and the mouse move z', async () => {
  const page = await openGenerator({ state: 'a=2&b=8&way=line' });
  await startDemo(page, demo);
  const latents = latentsOf(2019);
  const [a, b] = [latents[2]!, latents[8]!];
  await frame(page).locator('[data-slider="t"]').fill('0.5');
  const middle = a.map((value, i) => (value + b[i]!) / 2);
  const { images, d } = await generateNatively([middle]);
  await eventually(async () => largestDifference(await shownInk(image(page)), images)).toBeLessThan(0.02);
  expect(Math.abs(Number(await figure(page, 'd')) - d[0]!)).toBeLessThan(0.003);
  expect(Number(await figure(page, 'norm'))).toBeCloseTo(Math.hypot(...middle), 2);
  const strip = await shownInk(frame(page).locator('[data-strip="line"] canvas'));
  const fifth = Array.from({ length: 784 }, (_, i) => strip[Math.floor(i / 28) * 252 + 4 * 28 + (i % 28)]!);
  expect(largestDifference(fifth, images)).toBeLessThan(0.02);

  await handle(page).focus();
  const norm = await figure(page, 'norm');
  await page.keyboard.press('ArrowLeft');
  await eventually(() => figure(page, 'norm')).not.toBe(norm);

  const plane = frame(page).locator('[data-plane]');
  await plane.scrollIntoViewIfNeeded();
  const box = (await plane.boundingBox())!;
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.4 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.25 * box.width, box.y + 0.75 * box.height, { steps: 6 });
  await page.mouse.up();
  const z = new URLSearchParams((await copyLink(page, demo)).split('?')[1]).get('z')!.split(',').map(Number);
  expect(z[0]).toBeCloseTo(-4, 0);
  expect(z[1]).toBeCloseTo(-4, 0);
  await eventually(() => figure(page, 'norm')).toBe(Math.hypot(...z).toFixed(2));
});

test('the digit that is asked for is what onnxruntime-node draws of it, and its card is quoted', async () => {
  const page = await openGenerator({ state: 'kind=class&y=7' });
  await startDemo(page, demo);
  const y = { data: Float32Array.from({ length: 10 }, (_, i) => (i === 7 ? 1 : 0)), shape: [1, 10] };
  const z = { data: Float32Array.from(latentsOf(2019)[5]!), shape: [1, 32] };
  const { x_mean: expected } = await runNatively('cgan-mnist', 'generator', { z, y });
  const { score } = await runNatively('cgan-mnist', 'discriminator', {
    x: { data: expected!, shape: [1, 784] },
    y,
  });
  await sheet(page).locator('[data-tile="5"]').click();
  await eventually(async () => largestDifference(await shownInk(image(page)), expected!)).toBeLessThan(0.02);
  expect(Math.abs(Number(await figure(page, 'd')) - sigmoid(score![0]!))).toBeLessThan(0.003);
  const asked = ModelCardSchema.parse(await read('cgan-mnist/card.json'));
  const agreement = asked.metrics.find(({ id }) => id === 'agreement')!;
  expect(await figure(page, 'agreement')).toContain(agreement.value.toFixed(3));
});

test('the reader’s digit gets the score of the reference', async () => {
  const page = await openGenerator();
  await startDemo(page, demo);
  const row = reference.examples.findIndex(({ label }) => label === 5);
  const score = decodeTensor(reference.graphs['discriminator']!.outputs['score']!)[row]!;
  await frame(page).locator('[data-example="5"]').click();
  // The example's strokes are rounded to a thousandth of the pad, which moves its score a little.
  await eventually(async () => Math.abs(Number(await figure(page, 'own')) - sigmoid(score))).toBeLessThan(
    0.03,
  );
});

test('on a phone a finger drags z without scrolling, a sample is tapped, and the picture is saved', async () => {
  const page = await openGenerator({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
  await startDemo(page, demo);
  await sheet(page).locator('[data-tile="6"]').tap();
  expect((await copyLink(page, demo)).split('?')[1]).toContain('a=6');
  const plane = frame(page).locator('[data-plane]');
  await plane.scrollIntoViewIfNeeded();
  const box = (await plane.boundingBox())!;
  const scrolled = await page.evaluate(() => scrollY);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: [number, number][]) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: places.map(([x, y]) => ({ x: box.x + x * box.width, y: box.y + y * box.height })),
    });
  await touch('touchStart', [0.6, 0.6]);
  for (let step = 1; step <= 6; step++) await touch('touchMove', [0.6 - 0.05 * step, 0.6]);
  await touch('touchEnd');
  await eventually(() => handle(page).getAttribute('aria-valuenow').then(Number)).toBeCloseTo(-3.2, 0);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-generator.png');
  expect(picture.width).toBe(2 * (2 * 24 + 668));
});
