import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { ReferenceSchema } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import {
  choose,
  copyLink,
  eventually,
  frameOf,
  demoPath,
  savedPicture,
  startDemo,
  watchSite,
  type PageOptions,
} from './demo-page.ts';
import { runNatively } from './native-model.ts';

const demo = 'pixel-by-pixel';
const side = 28;
const pixelCount = side * side;

async function referenceOf(model: string, graph: string) {
  const file = join(import.meta.dirname, `../../models/${model}/reference.json`);
  const reference = ReferenceSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const row = reference.examples.findIndex(({ label }) => label === 2);
  const of = (values: Float32Array) => values.slice(row * pixelCount, (row + 1) * pixelCount);
  const { inputs, outputs } = reference.graphs[graph]!;
  return { x: of(decodeTensor(inputs['x']!)), logits: of(decodeTensor(outputs['logits']!)) };
}

const pixelcnn = await referenceOf('pixelcnn-mnist', 'pixelcnn');
const made = await referenceOf('made-mnist', 'made');

const openWatched = watchSite();

async function openDemo({
  state,
  path = demoPath(demo),
  ...options
}: PageOptions & { state?: string; path?: string } = {}): Promise<Page> {
  const fragment = state === undefined ? '' : demoFragment(demo, state);
  return (await openWatched(path + fragment, options)).page;
}

const frame = (page: Page) => frameOf(page, demo);
const board = (page: Page) => frame(page).locator('[data-board="main"]');
const figure = (page: Page, name: string) => frame(page).locator(`[data-figure="${name}"]`).textContent();
const press = (page: Page, action: string) => frame(page).locator(`[data-action="${action}"]`).click();

/** Pixels settled so far. */
async function settled(page: Page): Promise<number> {
  return Number(await frame(page).locator('[data-demo]').getAttribute('data-at'));
}

async function waitUntilSettled(page: Page, at: number): Promise<void> {
  await expect.poll(() => settled(page), { timeout: 90_000 }).toBe(at);
  await frame(page).locator('[data-state="ready"]').waitFor();
}

/** For what comes after a pass, which a busy machine may keep waiting. */

/** The image on a tile: its boxes of ink. */
async function tileInk(page: Page, image: number): Promise<Float32Array> {
  const path = await frame(page).locator(`[data-image="${image}"] [data-ink]`).getAttribute('d');
  const ink = new Float32Array(pixelCount);
  for (const [, x, y, width] of path!.matchAll(/M(\d+) (\d+)h(\d+)/g))
    ink.fill(1, Number(y) * side + Number(x), Number(y) * side + Number(x) + Number(width));
  return ink;
}

async function boardInk(page: Page): Promise<number[]> {
  const path = await board(page).locator('[data-ink]').getAttribute('d');
  return [...path!.matchAll(/M([\d.]+) ([\d.]+)h/g)].map(
    ([, x, y]) => Math.floor(Number(y)) * side + Math.floor(Number(x)),
  );
}

function bits(logits: Float32Array, x: Float32Array, from = 0, to = pixelCount): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.log2(1 + Math.exp(x[i] === 1 ? -logits[i]! : logits[i]!));
  return sum;
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));
/** A percentage as it is shown. */
const share = (text: string | null) => Number.parseFloat(text!) / 100;
const number = (text: string | null) => Number(/[\d,.]+/.exec(text!)![0].replaceAll(',', ''));

test('before anything is loaded the board, a distribution and the bits of the reference are there, without JavaScript', async () => {
  const page = await openDemo({ javaScriptEnabled: false });
  const pixel = Number(await board(page).getAttribute('data-pixel'));
  expect(Math.abs(share(await figure(page, 'ink')) - sigmoid(pixelcnn.logits[pixel]!))).toBeLessThan(1e-4);
  expect(await boardInk(page)).toEqual(
    [...pixelcnn.x.keys()].filter((at) => at < 14 * side && pixelcnn.x[at] === 1),
  );
  expect(number(await figure(page, 'given-bits'))).toBeCloseTo(
    bits(pixelcnn.logits, pixelcnn.x, 0, 14 * side),
    0,
  );
  expect(await frame(page).locator('.kind').textContent()).toBe('실제 모델');
  for (const [name, { logits, x }] of Object.entries({ pixelcnn, made }))
    expect(Number(await frame(page).locator(`[data-total="${name}"]`).textContent())).toBeCloseTo(
      bits(logits, x),
      0,
    );
});

test('distributions and bits are those of the reference once the models run', async () => {
  const page = await openDemo();
  await startDemo(page, demo);
  await eventually(() => figure(page, 'passes')).toBe('1번');
  await board(page).focus();
  for (const keys of ['ArrowUp', 'ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowLeft', 'ArrowLeft']) {
    await page.keyboard.press(keys);
    const pixel = Number(await board(page).getAttribute('data-pixel'));
    const p = sigmoid(pixelcnn.logits[pixel]!);
    const shown = await figure(page, 'ink');
    if (p < 1e-4) expect(shown).toBe('< 0.01%');
    else if (p > 1 - 1e-4) expect(shown).toBe('> 99.99%');
    else expect(Math.abs(share(shown) - p)).toBeLessThan(2e-4);
    expect(Number(await figure(page, 'cost'))).toBeCloseTo(
      bits(pixelcnn.logits, pixelcnn.x, pixel, pixel + 1),
      2,
    );
  }
  for (const [name, { logits, x }] of Object.entries({ pixelcnn, made }))
    await eventually(async () =>
      Math.abs(Number(await frame(page).locator(`[data-total="${name}"]`).textContent()) - bits(logits, x)),
    ).toBeLessThan(0.06);
});

const allTiles = (page: Page) => Promise.all([0, 1, 2, 3].map((image) => tileInk(page, image)));

test.each([
  ['pixelcnn', pixelcnn, { rows: 22, t: 2 }],
  ['made', made, { rows: 14, t: 1 }],
] as const)(
  'what %s draws has the given rows and costs the bits that onnxruntime-node counts',
  async (model, { x }, { rows, t }) => {
    const page = await openDemo({ state: `model=${model}&rows=${rows}&seed=5&t=${t}` });
    await startDemo(page, demo);
    await press(page, 'play');
    await waitUntilSettled(page, pixelCount);
    expect(number(await figure(page, 'passes'))).toBe(pixelCount - rows * side);
    const images = await allTiles(page);
    for (const [image, ink] of images.entries()) {
      expect(ink.subarray(0, rows * side)).toEqual(x.subarray(0, rows * side));
      const { logits } = await runNatively(`${model}-mnist`, model, {
        x: { data: ink, shape: [1, pixelCount] },
      });
      await frame(page).locator(`[data-image="${image}"]`).click();
      const drawn = bits(logits!, ink, rows * side);
      await eventually(async () => Math.abs(number(await figure(page, 'drawn-bits')) - drawn)).toBeLessThan(
        0.06,
      );
    }
    expect(new Set(images.map(String)).size).toBeGreaterThan(1);
  },
);

test('a copied link draws the same images for another reader, and drawing anew others', async () => {
  const page = await openDemo({ state: 'model=made&seed=5' });
  await startDemo(page, demo);
  await press(page, 'play');
  await waitUntilSettled(page, pixelCount);
  const images = await allTiles(page);
  const link = await copyLink(page, demo);
  await page.context().close();

  const other = await openDemo({ path: link });
  await startDemo(other, demo);
  await waitUntilSettled(other, pixelCount);
  expect((await allTiles(other)).map(String)).toEqual(images.map(String));
  await press(other, 'play');
  await eventually(() => allTiles(other).then((tiles) => tiles.map(String))).not.toEqual(images.map(String));
  await waitUntilSettled(other, pixelCount);
  await press(other, 'reset');
  await waitUntilSettled(other, 14 * side);
});

test('one steps by a pixel and by a row, plays and pauses', async () => {
  const page = await openDemo();
  await startDemo(page, demo);
  await press(page, 'step-pixel');
  await waitUntilSettled(page, 14 * side + 1);
  await press(page, 'step-row');
  await waitUntilSettled(page, 15 * side);
  await choose(page, demo, 'slow');
  await press(page, 'play');
  await eventually(() => settled(page)).toBeGreaterThan(15 * side + 1);
  expect(await figure(page, 'place')).toMatch(/^16행/);
  await press(page, 'play');
  await frame(page).locator('[data-state="ready"]').waitFor();
  await page.waitForTimeout(300);
  const paused = await settled(page);
  await page.waitForTimeout(500);
  expect(await settled(page)).toBe(paused);
  expect(paused).toBeLessThan(pixelCount);
});

test('the mouse paints and erases what is given, and what was drawn is drawn anew', async () => {
  const page = await openDemo({ state: 'rows=26' });
  await startDemo(page, demo);
  await press(page, 'empty-board');
  await eventually(() => boardInk(page)).toEqual([]);
  await press(page, 'play');
  await waitUntilSettled(page, pixelCount);
  await board(page).scrollIntoViewIfNeeded();
  const drag = async () => {
    const box = (await board(page).boundingBox())!;
    const place = (column: number, row: number) =>
      [box.x + (column / side) * box.width, box.y + (row / side) * box.height] as const;
    await page.mouse.move(...place(8, 6));
    await page.mouse.down();
    await page.mouse.move(...place(20, 6), { steps: 5 });
    await page.mouse.up();
  };
  await drag();
  const stroke = async () => [...(await tileInk(page, 0)).subarray(6 * side + 8, 6 * side + 20)];
  await eventually(stroke).toEqual(new Array(12).fill(1));
  await waitUntilSettled(page, pixelCount);
  expect((await tileInk(page, 0)).subarray(0, 5 * side).every((value) => value === 0)).toBe(true);
  expect(await copyLink(page, demo)).toMatch(/ink=[\w-]{131}/);

  await choose(page, demo, 'erase');
  await board(page).scrollIntoViewIfNeeded();
  await drag();
  await eventually(stroke).toEqual(new Array(12).fill(0));
  const given = async () => [...(await tileInk(page, 0)).subarray(0, 26 * side)];
  expect(await given()).toEqual(new Array(26 * side).fill(0));
  await press(page, 'from-digit');
  await eventually(given).toEqual([...pixelcnn.x.subarray(0, 26 * side)]);
  await waitUntilSettled(page, pixelCount);
});

test('a finger paints without scrolling the page', async () => {
  const page = await openDemo({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
  await startDemo(page, demo);
  await board(page).scrollIntoViewIfNeeded();
  const box = (await board(page).boundingBox())!;
  const scrolled = await page.evaluate(() => scrollY);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: [number, number][]) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: places.map(([x, y], id) => ({ id, x: box.x + x * box.width, y: box.y + y * box.height })),
    });
  const before = (await boardInk(page)).length;
  await touch('touchStart', [0.1, 0.05]);
  for (let step = 1; step <= 6; step++) await touch('touchMove', [0.1, 0.05 + 0.05 * step]);
  await touch('touchEnd');
  await eventually(async () => (await boardInk(page)).length).toBeGreaterThan(before + 8);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
});

test('the space bar turns a pixel', async () => {
  const page = await openDemo();
  await startDemo(page, demo);
  await eventually(() => figure(page, 'passes')).toBe('1번');
  const pixel = Number(await board(page).getAttribute('data-pixel'));
  await board(page).focus();
  await page.keyboard.press(' ');
  await eventually(async () => (await boardInk(page)).includes(pixel)).toBe(pixelcnn.x[pixel] === 0);
  await page.keyboard.press(' ');
  await eventually(async () => (await boardInk(page)).includes(pixel)).toBe(pixelcnn.x[pixel] === 1);
  await eventually(() => figure(page, 'value')).toBe(String(pixelcnn.x[pixel]));
});

test('the field has the size that the kernels give, and MADE’s is all that comes before', async () => {
  const pixel = 14 * side + 14;
  const page = await openDemo({ state: `rows=20&look=${pixel}` });
  await startDemo(page, demo);
  const count = async (sight: string) =>
    number(await frame(page).locator(`[data-count="${sight}"]`).textContent());
  // Ten to the left; above 17, 18, 19, 20 and seven times 21.
  expect(await count('seen')).toBe(10 + 17 + 18 + 19 + 20 + 7 * 21);
  // Above from the seventh to the right on, as far as the image goes.
  expect(await count('blind')).toBe(7 + 6 + 5 + 4 + 3 + 2 + 1);
  expect((await count('seen')) + (await count('blind')) + (await count('far'))).toBe(pixel);
  await frame(page).locator('[data-slider="layers"]').fill('1');
  expect(await count('seen')).toBe(7 * 13 + 6);
  await choose(page, demo, 'made');
  await frame(page).locator('[data-action="follow"]').waitFor();
  expect(await count('seen')).toBe(20 * side);
});

test('another digit is weighed by both models', async () => {
  const page = await openDemo();
  await startDemo(page, demo);
  const total = frame(page).locator('[data-total="pixelcnn"]');
  const before = await total.textContent();
  await frame(page).locator('[data-example="8"]').click();
  await eventually(() => total.textContent()).not.toBe(before);
  await waitUntilSettled(page, 14 * side);
  // The whole digit on the board but for the last row, which holds no ink.
  await frame(page).locator('[data-slider="rows"]').fill('27');
  await waitUntilSettled(page, 27 * side);
  const ink = await tileInk(page, 0);
  for (const name of ['pixelcnn', 'made']) {
    const { logits } = await runNatively(`${name}-mnist`, name, {
      x: { data: ink, shape: [1, pixelCount] },
    });
    const shown = frame(page).locator(`[data-total="${name}"]`);
    await eventually(async () =>
      Math.abs(Number(await shown.textContent()) - bits(logits!, ink)),
    ).toBeLessThan(0.06);
  }
});

test('nonsense in a link is passed over, and the saved picture holds the board', async () => {
  const page = await openDemo({ state: 'rows=99&t=0&seed=-1&model=gpt&ink=<svg>&at=9999' });
  await startDemo(page, demo);
  await waitUntilSettled(page, 14 * side);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-pixel-by-pixel.png');
  const [left, top, unit] = [2 * 24, 2 * (24 + 22 + 10), 24];
  const dark = (pixel: number) => {
    const x = left + ((pixel % side) + 0.5) * unit;
    const y = top + (Math.floor(pixel / side) + 0.5) * unit;
    const at = picture.channels * (Math.floor(y) * picture.width + Math.floor(x));
    return picture.data[at]! < 60;
  };
  for (let pixel = 0; pixel < 14 * side; pixel++) expect(dark(pixel)).toBe(pixelcnn.x[pixel] === 1);
});

test('in English it is the same demo', async () => {
  const page = await openDemo({ path: `/en${demoPath(demo)}` });
  await startDemo(page, demo);
  expect(await frame(page).locator('.kind').textContent()).toBe('Real model');
  expect(await frame(page).textContent()).not.toMatch(/[가-힣]/);
});
