import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
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
  waitForState,
  watchSite,
  type PageOptions,
  type WatchedPage,
} from './demo-page.ts';
import { referenceInk, runNatively } from './native-model.ts';

const demo = 'bottleneck';
const models = join(import.meta.dirname, '../../models');
const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(models, file), 'utf8'));
const cardOf = async (id: string) => ModelCardSchema.parse(await read(`${id}/card.json`));
const referenceOf = async (id: string) => ReferenceSchema.parse(await read(`${id}/reference.json`));
const modelOf = (code: number) => (code === 32 ? 'ae-mnist' : `ae-mnist-${code}`);

/** A test that provokes it says so. */
const openWatched = watchSite((complaint) => complaint.includes('net::ERR_FAILED'));

function open({
  state,
  path = demoPath(demo),
  ...options
}: PageOptions & { state?: string; path?: string } = {}): Promise<WatchedPage> {
  return openWatched(path + (state === undefined ? '' : demoFragment(demo, state)), options);
}

const frame = (page: Page) => frameOf(page, demo);
const error = (page: Page, method: string) => frame(page).locator(`[data-error="${method}"]`).textContent();
const tile = (page: Page, name: string) => frame(page).locator(`[data-tile="${name}"] canvas`);
const graphsOf = (requests: readonly string[]) =>
  requests.filter((path) => path.endsWith('.onnx')).map((path) => path.replace(/.*\/([a-z-]+)\..*/, '$1'));

/** What each method makes of a drawing, on onnxruntime-node. */
async function natively(x: Float32Array, code: number, k = code) {
  const image = { data: x, shape: [1, 784] };
  const mask = { data: Float32Array.from({ length: 64 }, (_, i) => (i < k ? 1 : 0)), shape: [64] };
  const { z } = await runNatively(modelOf(code), 'encoder', { x: image });
  const made = {
    pca: (await runNatively('pca-mnist', 'pca', { x: image, mask }))['x_mean']!,
    linear: (await runNatively('ae-linear-mnist', 'autoencoder', { x: image }))['x_mean']!,
    ae: (await runNatively(modelOf(code), 'decoder', { z: { data: z!, shape: [1, code] } }))['x_mean']!,
  };
  return {
    made,
    errors: {
      pca: meanSquaredError(x, made.pca),
      linear: meanSquaredError(x, made.linear),
      ae: meanSquaredError(x, made.ae),
    },
  };
}

const clipped = (values: Float32Array) => values.map((value) => Math.min(1, Math.max(0, value)));
const within = (text: string | null, expected: number, tolerance: number) =>
  Math.abs(Number(text) - expected) < tolerance;

test('before anything is loaded all methods’ images and errors of the reference are there, without JavaScript too', async () => {
  const { page, requests } = await open({ javaScriptEnabled: false });
  const reference = await referenceOf('pca-mnist');
  const row = reference.examples.findIndex(({ label }) => label === 5);
  const rowOf = async (id: string, graph: string) =>
    decodeTensor((await referenceOf(id)).graphs[graph]!.outputs['x_mean']!).slice(784 * row, 784 * (row + 1));
  const x = decodeTensor(reference.graphs['pca']!.inputs['x']!).slice(784 * row, 784 * (row + 1));
  for (const [method, id, graph] of [
    ['pca', 'pca-mnist', 'pca'],
    ['linear', 'ae-linear-mnist', 'autoencoder'],
    ['ae', 'ae-mnist', 'decoder'],
  ] as const) {
    const expected = meanSquaredError(x, await rowOf(id, graph));
    expect(within(await error(page, method), expected, 6e-5), method).toBe(true);
  }
  expect(await frame(page).locator('.tiles img[src$=".png"]').count()).toBe(4);
  for (const [method, id, metric] of [
    ['pca', 'pca-mnist', 'mse_32'],
    ['linear', 'ae-linear-mnist', 'mse'],
    ['ae', 'ae-mnist', 'mse'],
  ] as const) {
    const { value } = (await cardOf(id)).metrics.find((each) => each.id === metric)!;
    expect(await frame(page).locator(`[data-mean="${method}"]`).textContent()).toBe(value.toFixed(4));
  }
  expect(graphsOf(requests)).toEqual([]);
});

test('the graphs of a length are fetched when it is first chosen, and no others', async () => {
  const { page, requests } = await open();
  await startDemo(page, demo);
  expect(graphsOf(requests).sort()).toEqual(['autoencoder', 'decoder', 'encoder', 'pca']);
  await choose(page, demo, '10');
  await eventually(() => Promise.resolve(graphsOf(requests).length)).toBe(6);
  await waitForState(page, 'ready', demo);
  await choose(page, demo, '32');
  await choose(page, demo, '10');
  const { errors } = await natively(await referenceInk(5), 10);
  await eventually(async () => within(await error(page, 'ae'), errors.ae, 2e-4)).toBe(true);
  expect(graphsOf(requests)).toHaveLength(6);
});

test('a graph that does not arrive is said, and fetched again on demand', async () => {
  const { page } = await open();
  await startDemo(page, demo);
  let refuse = true;
  await page.context().route(/\.onnx/, (route) => (refuse ? route.abort() : route.continue()));
  await choose(page, demo, '2');
  await waitForState(page, 'failed', demo);
  expect(await frame(page).locator('[role="alert"]').textContent()).toContain('인터넷 연결');
  refuse = false;
  await frame(page).locator('[data-action="retry"]').click();
  await waitForState(page, 'ready', demo);
  const { errors } = await natively(await referenceInk(5), 2);
  await eventually(async () => within(await error(page, 'ae'), errors.ae, 2e-4)).toBe(true);
});

test.each([2, 10, 16, 32])(
  'a drawing comes back from %i numbers as onnxruntime-node brings it back',
  async (code) => {
    const { page } = await open({ state: `code=${code}&k=${code}` });
    await frame(page).locator('[data-action="clear"]').click();
    await drawWithMouse(page, undefined, demo);
    await startDemo(page, demo);
    const { made, errors } = await natively(normalize(await keptStrokes(page), penWidth), code);
    // Kept strokes are rounded to a thousandth of the pad, which can move a sample of ink here and there.
    for (const method of ['pca', 'ae'] as const) {
      await eventually(async () => within(await error(page, method), errors[method], 5e-4)).toBe(true);
      expect(largestDifference(await shownInk(tile(page, method)), clipped(made[method]))).toBeLessThan(0.1);
    }
    if (code === 32) {
      await eventually(async () => within(await error(page, 'linear'), errors.linear, 5e-4)).toBe(true);
    } else {
      expect(await error(page, 'linear')).toBe('–');
      expect(await frame(page).locator('[data-tile="linear"]').textContent()).toContain('32개짜리만');
    }
  },
);

test('PCA takes any number of components, by keys at once, and the fewest that match the autoencoder are named', async () => {
  const { page } = await open({ state: 'code=10&k=10' });
  await startDemo(page, demo);
  const x = await referenceInk(5);
  const slider = frame(page).locator('[data-slider="k"]');
  for (const k of [1, 23, 64]) {
    await slider.fill(String(k));
    const { errors } = await natively(x, 10, k);
    await eventually(async () => within(await error(page, 'pca'), errors.pca, 2e-4)).toBe(true);
  }
  const { errors } = await natively(x, 10);
  let fewest = 1;
  while (fewest <= 64 && (await natively(x, 10, fewest)).errors.pca > errors.ae) fewest++;
  const said = await frame(page).locator('[data-figure="reach"]').textContent();
  if (fewest > 64) expect(said).toContain('따라잡지 못합니다');
  else expect(Math.abs(Number(/성분 (\d+)개/.exec(said!)![1]) - fewest)).toBeLessThanOrEqual(1);
});

test('a copied link shows another reader the same, nonsense is passed over, and reset goes back', async () => {
  const { page } = await open({ state: 'code=16&k=20&difference=maybe' });
  await startDemo(page, demo);
  await frame(page).locator('[data-example="8"]').click();
  await frame(page).locator('[data-slider="k"]').fill('7');
  const strokes = (await referenceOf('ae-mnist')).examples.find(({ label }) => label === 8)!.strokes;
  const { errors } = await natively(normalize(strokes, penWidth), 16, 7);
  await eventually(async () => within(await error(page, 'pca'), errors.pca, 2e-4)).toBe(true);
  const link = await copyLink(page, demo);
  expect(link).toMatch(/code=16&k=7$/);
  await page.context().close();

  const { page: other } = await open({ path: link });
  await startDemo(other, demo);
  await eventually(async () => within(await error(other, 'pca'), errors.pca, 2e-4)).toBe(true);
  await eventually(async () => within(await error(other, 'ae'), errors.ae, 2e-4)).toBe(true);
  await frame(other).locator('[data-action="reset"]').click();
  expect(await frame(other).locator('[data-slider="k"]').inputValue()).toBe('32');
});

test('on a phone a length is tapped in English, words are said, and the picture is saved', async () => {
  const { page } = await open({
    path: `/en${demoPath(demo)}`,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await startDemo(page, demo);
  await choose(page, demo, '10');
  const { errors } = await natively(await referenceInk(5), 10);
  await eventually(async () => within(await error(page, 'ae'), errors.ae, 2e-4)).toBe(true);
  await eventually(() => frame(page).locator('[data-announcement]').textContent()).toMatch(
    /PCA with 10 components 0\.\d{4}, of the autoencoder with a code of 10 0\.\d{4}/,
  );
  expect(await frame(page).locator('[data-demo]').textContent()).not.toMatch(/[가-힣]/);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-bottleneck.png');
  expect(picture.width).toBe(2 * (2 * 24 + 3 * 168 + 2 * 20)); // no linear one of 10
});
