import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seededRandomStream } from '#scripts/random.ts';
import { demoFragment } from '#src/demos/demo-link.ts';
import { copies, damagedCopies, type Damage } from '#src/demos/denoise/state.ts';
import { exampleInk } from '#src/demos/digit-ink.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth } from '#src/draw/strokes.ts';
import { meanSquaredError } from '#src/math/mean-squared-error.ts';
import { ModelCardSchema, ReferenceSchema } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import {
  choose,
  copyLink,
  drawWithMouse,
  eventually,
  frameOf,
  keptStrokes,
  largestDifference,
  demoPath,
  savedPicture,
  shownInk,
  startDemo,
  watchSite,
  type PageOptions,
} from './demo-page.ts';
import { referenceInk, runNatively } from './native-model.ts';

const demo = 'denoise';
const read = async (model: string, file: string): Promise<unknown> =>
  JSON.parse(await readFile(join(import.meta.dirname, '../../models', model, file), 'utf8'));
const reference = ReferenceSchema.parse(await read('dae-mnist', 'reference.json'));
const card = ModelCardSchema.parse(await read('dae-mnist', 'card.json'));
const wienerReference = ReferenceSchema.parse(await read('wiener-mnist', 'reference.json'));
const wienerCard = ModelCardSchema.parse(await read('wiener-mnist', 'card.json'));

const openWatched = watchSite();

async function open({
  state,
  path = demoPath(demo),
  ...options
}: PageOptions & { state?: string; path?: string } = {}): Promise<Page> {
  return (await openWatched(path + (state === undefined ? '' : demoFragment(demo, state)), options)).page;
}

const frame = (page: Page) => frameOf(page, demo);
const figure = async (page: Page, name: string) =>
  Number.parseFloat((await frame(page).locator(`[data-figure="${name}"]`).textContent()) ?? '');
const tile = (page: Page, name: string) => frame(page).locator(`[data-tile="${name}"] canvas`);

async function restoreNatively(x: Float32Array): Promise<Float32Array> {
  const { x_mean: restored } = await runNatively('dae-mnist', 'denoiser', {
    x: { data: x, shape: [1, 784] },
  });
  return restored!;
}

/** What the linear filter makes of an image, told the kind and the strength of its damage. */
async function filterNatively(x: Float32Array, graph: string, strength: Record<string, number>) {
  const [[name, value]] = Object.entries(strength) as [[string, number]];
  const { x_mean: filtered } = await runNatively('wiener-mnist', graph, {
    x: { data: x, shape: [1, 784] },
    [name]: { data: Float32Array.of(value), shape: [1] },
  });
  return filtered!;
}

/** The linear filter's image and figure are those of onnxruntime-node. */
async function expectFiltered(page: Page, clean: Float32Array, filtered: Float32Array, tolerance: number) {
  await eventually(async () =>
    largestDifference(await shownInk(tile(page, 'filtered')), filtered),
  ).toBeLessThan(tolerance);
  expect(Math.abs((await figure(page, 'filtered')) - decibels(clean, filtered))).toBeLessThan(0.02);
}

const decibels = (clean: Float32Array, image: Float32Array) =>
  -10 * Math.log10(meanSquaredError(clean, image));
const digit = (label: number) =>
  normalize(reference.examples.find((example) => example.label === label)!.strokes, penWidth);

/** Noise of a seed as the workshop draws it. */
function noisy(clean: Float32Array, sigma: number, seed: number): Float32Array {
  const random = seededRandomStream(seed);
  return clean.map((value) => Math.min(1, Math.max(0, value + sigma * random.normal())));
}

test('before anything is loaded the reference’s damaged digit is there restored, and the card’s figures, without JavaScript too', async () => {
  const page = await open({ javaScriptEnabled: false });
  const { x } = reference.graphs['denoiser']!.inputs;
  const { x_mean: restored } = reference.graphs['denoiser']!.outputs;
  const clean = await referenceInk(reference.examples[0]!.label);
  const first = (stored: typeof x) => decodeTensor(stored!).slice(0, 784);
  expect(await figure(page, 'damaged')).toBeCloseTo(decibels(clean, first(x)), 1);
  expect(await figure(page, 'restored')).toBeCloseTo(decibels(clean, first(restored)), 1);
  const { x_mean: filtered } = wienerReference.graphs['noise']!.outputs;
  expect(await figure(page, 'filtered')).toBeCloseTo(decibels(clean, first(filtered)), 1);
  expect(await frame(page).locator('.tiles img[src$=".png"]').count()).toBe(4);
  const ratios = card.metrics.filter(({ id }) => id.startsWith('psnr_'));
  expect(ratios.length).toBeGreaterThan(0);
  for (const { id, value, opponents } of ratios) {
    const row = frame(page).locator(`[data-measured="${id}"]`);
    expect(await row.locator('td').nth(2).textContent()).toBe(value.toFixed(2));
    const linear = opponents.find(({ name }) => name.en === wienerCard.title.en);
    expect(await row.locator('td').nth(1).textContent()).toBe(linear!.value.toFixed(2));
  }
});

test('what is damaged as in the reference is restored as in the reference', async () => {
  const page = await open();
  await startDemo(page, demo);
  const restored = decodeTensor(reference.graphs['denoiser']!.outputs['x_mean']!).slice(0, 784);
  await eventually(async () =>
    largestDifference(await shownInk(tile(page, 'restored')), restored),
  ).toBeLessThan(0.01);
  const filtered = decodeTensor(wienerReference.graphs['noise']!.outputs['x_mean']!).slice(0, 784);
  await expectFiltered(page, await referenceInk(reference.examples[0]!.label), filtered, 0.01);
});

test('a drawing under noise is damaged as the workshop damages it, and restored as onnxruntime-node restores it, again and again', async () => {
  const page = await open({ state: 'noise=0.35&seed=77' });
  await frame(page).locator('[data-action="clear"]').click();
  await drawWithMouse(page, undefined, demo);
  await startDemo(page, demo);
  const clean = normalize(await keptStrokes(page), penWidth);
  let x = noisy(clean, 0.35, 77);
  // Kept strokes are rounded to a thousandth of the pad.
  await eventually(async () => largestDifference(await shownInk(tile(page, 'damaged')), x)).toBeLessThan(0.1);
  for (let round = 1; round <= 4; round++) {
    x = await restoreNatively(x);
    const [expected, ratio] = [x, decibels(clean, x)];
    await eventually(async () => Math.abs((await figure(page, 'restored')) - ratio)).toBeLessThan(0.3);
    expect(largestDifference(await shownInk(tile(page, 'restored')), expected)).toBeLessThan(0.2);
    if (round < 4) await frame(page).locator('[data-action="again"]').click();
  }
  const ratios = await frame(page).locator('.ratio').allTextContents();
  expect(ratios).toHaveLength(4);
  expect(Number(ratios[3])).toBeCloseTo(await figure(page, 'restored'), 2);
  await frame(page).locator('[data-action="once"]').click();
  expect(await frame(page).locator('.ratio').count()).toBe(0);
});

test('pixels and a square are taken away, as much as the slider says', async () => {
  const page = await open();
  await startDemo(page, demo);
  await frame(page).locator('[data-example="8"]').click();
  const clean = digit(8);
  await choose(page, demo, 'dropped');
  const slider = frame(page).locator('[data-slider="level"]');
  await slider.fill('0.75');
  const uniform = seededRandomStream(5);
  const dropped = clean.map((value) => (uniform.uniform() < 0.75 ? 0 : value));
  await eventually(async () =>
    largestDifference(await shownInk(tile(page, 'damaged')), dropped),
  ).toBeLessThan(0.01);
  const restored = await restoreNatively(dropped);
  await eventually(async () =>
    Math.abs((await figure(page, 'restored')) - decibels(clean, restored)),
  ).toBeLessThan(0.02);
  await expectFiltered(page, clean, await filterNatively(dropped, 'dropped', { share: 0.75 }), 0.01);
  expect(await frame(page).locator('tr.current').getAttribute('data-measured')).toBe('psnr_dropped_75');

  await choose(page, demo, 'rectangle');
  await slider.fill('12');
  await eventually(async () => {
    const shown = await shownInk(tile(page, 'damaged'));
    return shown.filter((value, i) => Math.abs(value - clean[i]!) > 0.01 && value > 0).length;
  }).toBe(0);
  const erased = Float32Array.from(await shownInk(tile(page, 'damaged')));
  await expectFiltered(page, clean, await filterNatively(erased, 'rectangle', { side: 12 }), 0.02);
  const gone = [...erased].flatMap((value, i) => (value === 0 && clean[i]! > 0.01 ? [i] : []));
  const extent = (coordinates: number[]) => Math.max(...coordinates) - Math.min(...coordinates) + 1;
  expect(gone.length).toBeGreaterThan(0);
  expect(extent(gone.map((i) => i % 28))).toBeLessThanOrEqual(12);
  expect(extent(gone.map((i) => Math.floor(i / 28)))).toBeLessThanOrEqual(12);
});

/** How far the examples' damaged copies, and what onnxruntime-node makes of them, lie from the examples on the map. */
async function distancesNatively(damage: Damage): Promise<{ before: number; after: number }> {
  const clean = reference.examples.map(({ strokes }) => exampleInk(strokes));
  const rows = damagedCopies(clean, damage);
  const count = rows.length / 784;
  const { x_mean: restored } = await runNatively('dae-mnist', 'denoiser', {
    x: { data: rows, shape: [count, 784] },
  });
  const all = Float32Array.from([...clean.flatMap((image) => [...image]), ...rows, ...restored!]);
  const { z } = await runNatively('pca-mnist', 'pca', {
    x: { data: all, shape: [all.length / 784, 784] },
    mask: { data: new Float32Array(64).fill(1), shape: [64] },
  });
  const place = (row: number) => [z![64 * row]!, z![64 * row + 1]!] as const;
  const farness = (first: number) => {
    const squares = Array.from({ length: count }, (_, copy) => {
      const [[x, y], [exampleX, exampleY]] = [place(first + copy), place(Math.floor(copy / copies))];
      return (x - exampleX) ** 2 + (y - exampleY) ** 2;
    });
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / count);
  };
  return { before: farness(clean.length), after: farness(clean.length + count) };
}

test('on the map the examples’ damaged copies lie, and come to lie, where onnxruntime-node puts them', async () => {
  const page = await open();
  await startDemo(page, demo);
  const whole = { noise: 0.5, dropped: 0.5, rectangle: 10, seed: 5 };
  for (const kind of ['noise', 'dropped'] as const) {
    if (kind === 'dropped') await choose(page, demo, kind);
    const { before, after } = await distancesNatively({ ...whole, kind });
    expect(after).toBeLessThan(before / 2); // or the map would show nothing of the arrows' aim
    await eventually(async () => Math.abs((await figure(page, 'distance-before')) - before)).toBeLessThan(
      0.02,
    );
    await eventually(async () => Math.abs((await figure(page, 'distance-after')) - after)).toBeLessThan(0.02);
  }
  expect(await frame(page).locator('.map [role="img"]').getAttribute('aria-label')).toContain(
    (await frame(page).locator('[data-figure="distance-after"]').textContent())!,
  );
});

test('a copied link shows another reader the same damage, other damage is drawn, and reset goes back', async () => {
  const page = await open({ state: 'kind=noise&noise=0.8&rounds=3&seed=maybe' });
  await startDemo(page, demo);
  await frame(page).locator('[data-example="2"]').click();
  await frame(page).locator('[data-action="another"]').click();
  const clean = digit(2);
  const x = noisy(clean, 0.8, 6);
  await eventually(async () => largestDifference(await shownInk(tile(page, 'damaged')), x)).toBeLessThan(
    0.01,
  );
  let restored = x;
  for (let round = 0; round < 3; round++) restored = await restoreNatively(restored);
  const ratio = decibels(clean, restored);
  await eventually(async () => Math.abs((await figure(page, 'restored')) - ratio)).toBeLessThan(0.02);
  await expectFiltered(page, clean, await filterNatively(x, 'noise', { sigma: 0.8 }), 0.01);
  const link = await copyLink(page, demo);
  await page.context().close();

  const other = await open({ path: link });
  await startDemo(other, demo);
  // A link holds a drawing to a 4,095th of the pad.
  await eventually(async () => Math.abs((await figure(other, 'restored')) - ratio)).toBeLessThan(0.1);
  await frame(other).locator('[data-action="reset"]').click();
  expect(await frame(other).locator('[data-slider="level"]').inputValue()).toBe('0.5');
  expect(await frame(other).locator('[data-round]').count()).toBe(0);
});

test('on a phone in English it is tapped, words are said, and the picture is saved', async () => {
  const page = await open({
    path: `/en${demoPath(demo)}`,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await startDemo(page, demo);
  await eventually(() => tile(page, 'restored').count()).toBe(1);
  await frame(page).locator('[data-action="again"]').tap();
  await eventually(() => frame(page).locator('[data-announcement]').textContent()).toMatch(
    /of the Wiener filter \d+\.\d\d dB, after 2 times through the network \d+\.\d\d dB/,
  );
  expect(await frame(page).locator('[data-demo]').textContent()).not.toMatch(/[가-힣]/);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-denoise.png');
  expect(picture.width).toBe(2 * (2 * 24 + 4 * 168 + 3 * 20));
});
