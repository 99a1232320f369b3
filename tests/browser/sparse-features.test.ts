import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth, type Stroke } from '#src/draw/strokes.ts';
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
  type WatchedPage,
} from './demo-page.ts';
import { runNatively } from './native-model.ts';

const demo = 'sparse-features';
const models = join(import.meta.dirname, '../../models');
const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(models, file), 'utf8'));
const ids = { k: 'sae-mnist', weak: 'sae-mnist-l1-1', middle: 'sae-mnist-l1-2', strong: 'sae-mnist-l1-3' };
const reference = ReferenceSchema.parse(await read('sae-mnist/reference.json'));

const openWatched = watchSite();

function open({
  state,
  path = demoPath(demo),
  ...options
}: PageOptions & { state?: string; path?: string } = {}): Promise<WatchedPage> {
  return openWatched(path + (state === undefined ? '' : demoFragment(demo, state)), options);
}

const frame = (page: Page) => frameOf(page, demo);
const error = async (page: Page, name: string) =>
  Number(await frame(page).locator(`[data-error="${name}"]`).textContent());
const tile = (page: Page, name: string) => frame(page).locator(`[data-tile="${name}"] canvas`);
const switches = (page: Page) => frame(page).locator('[data-unit]');
const unitsShown = (page: Page) =>
  switches(page).evaluateAll((buttons) => buttons.map((button) => Number(button.getAttribute('data-unit'))));
const clipped = (values: Float32Array) => values.map((value) => Math.min(1, Math.max(0, value)));
const strokesOf = (label: number) => reference.examples.find((example) => example.label === label)!.strokes;

/** A drawing as the page's pen draws it, and the first as the reference holds it. */
const drawn = (strokes: readonly Stroke[]) => normalize(strokes, penWidth);
const firstRow = reference.examples.findIndex(({ label }) => label === 4);
const first = decodeTensor(reference.graphs['autoencoder']!.inputs['x']!).slice(
  784 * firstRow,
  784 * (firstRow + 1),
);

/** A model's code of a drawing and its image with all units but those off, on onnxruntime-node. */
async function natively(x: Float32Array, strength: keyof typeof ids, off: readonly number[] = []) {
  const mask = Float32Array.from({ length: 1000 }, (_, unit) => (off.includes(unit) ? 0 : 1));
  const { z, x_mean: image } = await runNatively(ids[strength], 'autoencoder', {
    x: { data: x, shape: [1, 784] },
    mask: { data: mask, shape: [1000] },
  });
  const on = [...z!.keys()].filter((unit) => z![unit]! > 0).sort((a, b) => z![b]! - z![a]!);
  return { z: z!, image: image!, on, error: meanSquaredError(x, image!) };
}

/** What a canvas of a feature shows: its opacity, negative where ink is taken away. */
function shownFeature(canvas: Locator): Promise<number[]> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    return Array.from(
      { length: data.length / 4 },
      (_, i) => ((data[4 * i + 2]! > data[4 * i]! ? 1 : -1) * data[4 * i + 3]!) / 255,
    );
  });
}

test('before anything is loaded the reference’s code and image and the cards’ figures are there, without JavaScript too', async () => {
  const { page, requests } = await open({ javaScriptEnabled: false });
  const { autoencoder } = reference.graphs;
  const rowOf = (side: 'inputs' | 'outputs', name: string, size: number) =>
    decodeTensor(autoencoder![side][name]!).slice(size * firstRow, size * (firstRow + 1));
  const z = rowOf('outputs', 'z', 1000);
  const expected = meanSquaredError(rowOf('inputs', 'x', 784), rowOf('outputs', 'x_mean', 784));
  expect(await error(page, 'all')).toBeCloseTo(expected, 4);
  const on = [...z.keys()].filter((unit) => z[unit]! > 0).sort((a, b) => z[b]! - z[a]!);
  expect(on).toHaveLength(25);
  expect(await unitsShown(page)).toEqual(on);
  const values = await switches(page).allTextContents();
  expect(values.map((value) => value.trim())).toEqual(on.map((unit) => z[unit]!.toFixed(2)));
  for (const [strength, id] of Object.entries(ids)) {
    const { metrics } = ModelCardSchema.parse(await read(`${id}/card.json`));
    const value = (metric: string) => metrics.find((each) => each.id === metric)!.value;
    const cells = frame(page).locator(`[data-strength="${strength}"] td`);
    expect(await cells.allTextContents()).toEqual([
      value('active_units').toFixed(1),
      value('mse').toFixed(4),
      `${(100 * value('probe_error')).toFixed(2)}%`,
    ]);
  }
  expect(requests.filter((path) => path.endsWith('.onnx'))).toEqual([]);
});

test('the start leaves the units of the first drawing where they are', async () => {
  const { page } = await open();
  const before = await unitsShown(page);
  await startDemo(page, demo);
  await eventually(() => switches(page).locator('canvas').count()).toBe(25);
  expect(await unitsShown(page)).toEqual(before);
});

test('a drawing’s units and their images are what onnxruntime-node gives, one decoded alone after another', async () => {
  const { page } = await open();
  await frame(page).locator('[data-action="clear"]').click();
  await drawWithMouse(page, undefined, demo);
  await startDemo(page, demo);
  const strokes = await keptStrokes(page);
  const { z, on, image, error: expected } = await natively(drawn(strokes), 'k');
  // Kept strokes are rounded to a thousandth of the pad, which can move a sample of ink here and there.
  await eventually(async () => Math.abs((await error(page, 'all')) - expected)).toBeLessThan(5e-4);
  expect(largestDifference(await shownInk(tile(page, 'all')), clipped(image))).toBeLessThan(0.1);
  const [strongest] = await unitsShown(page);
  expect(z[strongest!]).toBeGreaterThan(0.9 * z[on[0]!]!);
  await eventually(() => switches(page).locator('canvas').count()).toBe(25);

  const off = (kept?: number) => [...z.keys()].filter((unit) => unit !== kept);
  const blank = (await natively(drawn(strokes), 'k', off())).image;
  expect(largestDifference(await shownInk(tile(page, 'blank')), clipped(blank))).toBeLessThan(0.02);
  for (const unit of [on[0]!, on[5]!]) {
    const alone = (await natively(drawn(strokes), 'k', off(unit))).image.map((value, i) => value - blank[i]!);
    const most = Math.max(...alone.map(Math.abs));
    const shown = await shownFeature(frame(page).locator(`[data-unit="${String(unit)}"] canvas`));
    expect(
      largestDifference(
        shown,
        alone.map((value) => value / most),
      ),
    ).toBeLessThan(0.02);
  }
});

test('units switched off are missing from the image, by click and by key', async () => {
  const { page } = await open();
  await startDemo(page, demo);
  await frame(page).locator('[data-example="3"]').click();
  const { on, error: all } = await natively(drawn(strokesOf(3)), 'k');
  await eventually(async () => Math.abs((await error(page, 'all')) - all)).toBeLessThan(1e-4);
  await eventually(() => switches(page).locator('canvas').count()).toBe(25);
  const unit = (index: number) => frame(page).locator(`[data-unit="${String(on[index])}"]`);
  await unit(0).click();
  await unit(4).focus();
  await page.keyboard.press('Enter');
  const expected = await natively(drawn(strokesOf(3)), 'k', [on[0]!, on[4]!]);
  await eventually(async () => Math.abs((await error(page, 'without')) - expected.error)).toBeLessThan(1e-4);
  expect(largestDifference(await shownInk(tile(page, 'without')), clipped(expected.image))).toBeLessThan(
    0.02,
  );
  expect(await unit(4).getAttribute('aria-checked')).toBe('false');
  await frame(page).locator('[data-action="all-on"]').click();
  await eventually(() => frame(page).locator('[data-error="without"]').textContent()).toBe('–');
});

test('a strength’s graph is fetched when it is chosen, and the units not shown can be switched off too', async () => {
  const { page, requests } = await open();
  await startDemo(page, demo);
  const graphs = () => requests.filter((path) => path.endsWith('.onnx')).length;
  expect(graphs()).toBe(1);
  await choose(page, demo, 'weak');
  const { on, error: all } = await natively(first, 'weak');
  await eventually(async () => Math.abs((await error(page, 'all')) - all)).toBeLessThan(1e-4);
  expect(graphs()).toBe(2);
  expect(on.length).toBeGreaterThan(30);
  expect(await switches(page).count()).toBe(30);
  await frame(page).locator('[data-action="rest-off"]').click();
  const kept = new Set(await unitsShown(page));
  const expected = await natively(
    first,
    'weak',
    on.filter((unit) => !kept.has(unit)),
  );
  await eventually(async () => Math.abs((await error(page, 'without')) - expected.error)).toBeLessThan(1e-4);
});

test('a copied link shows another reader the same, nonsense is passed over, and reset goes back', async () => {
  const { page } = await open({ state: 'strength=strong&off=1,2,x' });
  await startDemo(page, demo);
  await frame(page).locator('[data-example="7"]').click();
  const { on, error: all } = await natively(drawn(strokesOf(7)), 'strong');
  await eventually(async () => Math.abs((await error(page, 'all')) - all)).toBeLessThan(1e-4);
  await frame(page)
    .locator(`[data-unit="${String(on[1])}"]`)
    .click();
  const expected = await natively(drawn(strokesOf(7)), 'strong', [on[1]!]);
  await eventually(async () => Math.abs((await error(page, 'without')) - expected.error)).toBeLessThan(1e-4);
  const link = await copyLink(page, demo);
  expect(link).toContain(`strength=strong&off=${String(on[1])}`);
  await page.context().close();

  const { page: other } = await open({ path: link });
  await startDemo(other, demo);
  await eventually(async () => Math.abs((await error(other, 'without')) - expected.error)).toBeLessThan(1e-4);
  await frame(other).locator('[data-action="reset"]').click();
  await eventually(() => switches(other).count()).toBe(25);
  expect(await frame(other).locator('[data-error="without"]').textContent()).toBe('–');
});

test('on a phone in English a unit is tapped, words are said, and the picture is saved', async () => {
  const { page } = await open({
    path: `/en${demoPath(demo)}`,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await startDemo(page, demo);
  await eventually(() => switches(page).locator('canvas').count()).toBe(25);
  await switches(page).nth(2).tap();
  await eventually(() => frame(page).locator('[data-announcement]').textContent()).toMatch(
    /^25 units on, 1 switched off, error 0\.\d{4}\.$/,
  );
  expect(await frame(page).locator('[data-demo]').textContent()).not.toMatch(/[가-힣]/);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-sparse-features.png');
  expect(picture.width).toBe(2 * (2 * 24 + 10 * 56 + 9 * 20));
});
