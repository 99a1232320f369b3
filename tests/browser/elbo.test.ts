import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { epsilons, latents } from '#src/demos/elbo/state.ts';
import { binarized } from '#src/draw/binarize.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth } from '#src/draw/strokes.ts';
import type { ModelCard, Reference } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import {
  choose,
  copyLink,
  drawWithMouse,
  eventually,
  frameOf,
  keptStrokes,
  demoPath,
  savedPicture,
  shownInk,
  startDemo,
  watchSite,
  type PageOptions,
} from './demo-page.ts';
import { runNatively } from './native-model.ts';

const demo = 'elbo';
const open = watchSite();
const file = async <T>(model: string, name: string) =>
  JSON.parse(await readFile(join(import.meta.dirname, `../../models/${model}/${name}`), 'utf8')) as T;
const reference = await file<Reference>('vae-mnist', 'reference.json');
/** The example in zeros and ones that the demo begins with; it stands after the ten in grey. */
const row = reference.examples.length;
const three = decodeTensor(reference.graphs['encoder']!.inputs['x']!).slice(784 * row, 784 * (row + 1));

async function openDemo({ state = '', ...options }: PageOptions & { state?: string } = {}) {
  return open(demoPath(demo) + (state && `#demo-${demo}?${state}`), options);
}

const root = (page: Page) => frameOf(page, demo).locator('[data-demo]');

async function figure(page: Page, row: string, name: 'mine' | 'test' = 'mine'): Promise<number> {
  const text = await frameOf(page, demo).locator(`[data-row="${row}"] [data-figure="${name}"]`).textContent();
  return Number(text!.replace('−', '-'));
}

/** KL of each dimension that the page lists. */
const shownKl = async (page: Page) =>
  (await frameOf(page, demo).locator('[data-figure="dims"] li').allTextContents()).map(Number);

/** All draws have been decoded. */
const measured = (page: Page) => eventually(() => root(page).getAttribute('data-samples')).toBe('500');

/** The same figures from onnxruntime-node, by the formulas of the lecture written out once more. */
async function measureNatively(model: string, x: Float32Array, k: number) {
  const encoded = await runNatively(model, 'encoder', { x: { data: x, shape: [1, 784] } });
  const [mean, logVar] = [encoded['z_mean']!, encoded['z_log_var']!];
  const dim = mean.length;
  const eps = epsilons(0, dim);
  const z = latents(mean, logVar, eps).slice(dim);
  const { logits } = await runNatively(model, 'decoder', { z: { data: z, shape: [500, dim] } });
  const logNormal = (value: number, center: number, variance: number) =>
    -0.5 * (Math.log(2 * Math.PI * variance) + (value - center) ** 2 / variance);
  const draws = Array.from({ length: 500 }, (_, s) => {
    let logProb = 0;
    for (let i = 0; i < 784; i++) {
      const logit = logits![784 * s + i]!;
      logProb -= Math.log1p(Math.exp(x[i] === 1 ? -logit : logit));
    }
    let logWeight = logProb;
    for (let d = 0; d < dim; d++) {
      const value = z[dim * s + d]!;
      logWeight += logNormal(value, 0, 1) - logNormal(value, mean[d]!, Math.exp(logVar[d]!));
    }
    return { logProb, logWeight };
  });
  const bounds = Array.from({ length: 500 / k }, (_, group) => {
    const weights = draws.slice(group * k, (group + 1) * k).map(({ logWeight }) => logWeight);
    const largest = Math.max(...weights);
    return largest + Math.log(weights.reduce((sum, value) => sum + Math.exp(value - largest), 0) / k);
  });
  const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const kl = Array.from(mean, (mu, d) => 0.5 * (mu ** 2 + Math.exp(logVar[d]!) - 1 - logVar[d]!));
  return {
    kl,
    reconstruction: -average(draws.map(({ logProb }) => logProb)),
    bound: -average(bounds),
  };
}

test('before the start the KL of each dimension is that of the reference, without JavaScript too', async () => {
  const { page } = await openDemo({ javaScriptEnabled: false });
  const of = (tensor: string) =>
    decodeTensor(reference.graphs['encoder']!.outputs[tensor]!).slice(40 * row, 40 * (row + 1));
  const [mean, logVar] = [of('z_mean'), of('z_log_var')];
  const shown = await shownKl(page);
  expect(shown).toHaveLength(40);
  for (const [k, value] of shown.entries())
    expect(value).toBeCloseTo(0.5 * (mean[k]! ** 2 + Math.exp(logVar[k]!) - 1 - logVar[k]!), 1);
  expect(await frameOf(page, demo).locator('img[src$=".png"]').count()).toBe(2);
});

test('the test means are those of the cards', async () => {
  const { page } = await openDemo({ state: 'k=500' });
  const { metrics } = await file<ModelCard>('vae-mnist', 'card.json');
  const value = (id: string) => metrics.find((metric) => metric.id === id)!.value;
  await eventually(() => figure(page, 'bound', 'test')).toBeCloseTo(value('nll'), 1);
  for (const id of ['reconstruction', 'kl', 'elbo'])
    expect(await figure(page, id, 'test')).toBeCloseTo(value(id), 1);
});

test('the terms, the ELBO and the bound of an example are what onnxruntime-node gives', async () => {
  const { page, requests } = await openDemo();
  const before = await shownKl(page);
  await startDemo(page, demo);
  await measured(page);
  expect(await shownKl(page)).toEqual(before);
  const expected = await measureNatively('vae-mnist', three, 50);
  const klSum = expected.kl.reduce((sum, value) => sum + value, 0);
  expect(Math.abs((await figure(page, 'reconstruction')) - expected.reconstruction)).toBeLessThan(0.05);
  expect(Math.abs((await figure(page, 'kl')) - klSum)).toBeLessThan(0.05);
  expect(Math.abs((await figure(page, 'elbo')) - expected.reconstruction - klSum)).toBeLessThan(0.1);
  expect(Math.abs((await figure(page, 'bound')) - expected.bound)).toBeLessThan(0.05);
  expect(await shownInk(frameOf(page, demo).locator('[data-image="x"] canvas'))).toEqual(Array.from(three));
  expect(requests.filter((path) => path.endsWith('.onnx'))).toHaveLength(2);
});

test('as K grows by keys the bound tightens to what onnxruntime-node gives with 500', async () => {
  const { page } = await openDemo({ state: 'k=1' });
  await startDemo(page, demo);
  await measured(page);
  const slider = frameOf(page, demo).locator('[data-slider="k"]');
  const bounds = [await figure(page, 'bound')];
  await slider.focus();
  for (const index of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await page.keyboard.press('ArrowRight');
    await eventually(() => slider.inputValue()).toBe(String(index));
    bounds.push(await figure(page, 'bound'));
  }
  // With K = 1 the bound is the ELBO, estimated without the closed form of the KL.
  expect(Math.abs(bounds[0]! - (await figure(page, 'elbo')))).toBeLessThan(1);
  expect(bounds[3]).toBeLessThan(bounds[0]!);
  expect(bounds[6]).toBeLessThan(bounds[3]!);
  const expected = await measureNatively('vae-mnist', three, 500);
  expect(Math.abs(bounds[8]! - expected.bound)).toBeLessThan(0.05);
  expect(await frameOf(page, demo).locator('circle.now').count()).toBe(1);
});

test('a digit drawn by hand, in the model of two dimensions, and a link that gives it back', async () => {
  const { page } = await openDemo();
  await startDemo(page, demo);
  await measured(page);
  await choose(page, demo, 'vae-mnist-2');
  await eventually(async () => (await shownKl(page)).length).toBe(2);
  await drawWithMouse(page, undefined, demo);
  await measured(page);
  const expected = await measureNatively(
    'vae-mnist-2',
    binarized(normalize(await keptStrokes(page), penWidth)),
    50,
  );
  const klSum = expected.kl.reduce((sum, value) => sum + value, 0);
  // What is kept is rounded to a thousandth of the pad, which may turn single pixels.
  await eventually(() => figure(page, 'kl').then((value) => Math.abs(value - klSum))).toBeLessThan(0.3);
  expect(Math.abs((await figure(page, 'bound')) / expected.bound - 1)).toBeLessThan(0.05);
  const link = await copyLink(page, demo);
  expect(link).toContain('model=vae-mnist-2');
  const kl = await figure(page, 'kl');
  const { page: other } = await open(link);
  await startDemo(other, demo);
  await measured(other);
  expect(Math.abs((await figure(other, 'kl')) - kl)).toBeLessThan(0.3);
  await frameOf(other, demo).locator('[data-action="reset"]').click();
  await eventually(async () => (await shownKl(other)).length).toBe(40);
});

test('drawing ε again shakes the bound and not the KL', async () => {
  const { page } = await openDemo({ state: 'k=500' });
  await startDemo(page, demo);
  await measured(page);
  const [bound, kl] = [await figure(page, 'bound'), await figure(page, 'kl')];
  await frameOf(page, demo).locator('[data-action="draw-again"]').click();
  await eventually(() =>
    figure(page, 'bound').then((value) => Number.isFinite(value) && value !== bound),
  ).toBe(true);
  await measured(page);
  expect(Math.abs((await figure(page, 'bound')) - bound)).toBeLessThan(3);
  expect(await figure(page, 'kl')).toBe(kl);
});

test('the saved picture has the bars, and in English it is the same demo', async () => {
  const { page } = await openDemo();
  await startDemo(page, demo);
  await measured(page);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-elbo.png');
  let green = 0;
  for (let i = 0; i < picture.data.length; i += picture.channels)
    if (picture.data[i]! < 60 && picture.data[i + 1]! > 90 && picture.data[i + 1]! < 120) green++;
  expect(green).toBeGreaterThan(5000);
  const { page: english } = await open(`/en${demoPath(demo)}`);
  expect(await frameOf(english, demo).locator('.kind').textContent()).toBe('Real model');
  expect(await frameOf(english, demo).textContent()).not.toMatch(/[가-힣]/);
});
