import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { priorLatents } from '#src/demos/beta/state.ts';
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
  largestDifference,
  savedPicture,
  demoPath,
  shownInk,
  startDemo,
  watchSite,
  type PageOptions,
} from './demo-page.ts';
import { runNatively } from './native-model.ts';

const demo = 'beta';
const open = watchSite();
const file = async <T>(beta: string, name: string) =>
  JSON.parse(
    await readFile(join(import.meta.dirname, `../../models/vae-mnist-2-beta-${beta}/${name}`), 'utf8'),
  ) as T;

async function openDemo({ state = '', ...options }: PageOptions & { state?: string } = {}) {
  return open(demoPath(demo) + (state && `#demo-${demo}?${state}`), options);
}

const side = (page: Page, name: 'from' | 'to') => frameOf(page, demo).locator(`[data-side="${name}"]`);
const digit = (page: Page, name: 'from' | 'to') => side(page, name).locator('[data-image="digit"] canvas');

async function figure(page: Page, name: 'from' | 'to', figureName: string): Promise<number> {
  const text = await side(page, name).locator(`[data-figure="${figureName}"]`).textContent();
  return Number(text!.replace('−', '-'));
}

/** Which model made what a side shows. */
const madeBy = (page: Page, name: 'from' | 'to') =>
  eventually(() => side(page, name).getAttribute('data-made'));

async function storedRow(beta: string, label: number) {
  const { examples, graphs } = await file<Reference>(beta, 'reference.json');
  const row = examples.findIndex((example) => example.label === label);
  const of = (graph: string, tensor: string, size: number) =>
    decodeTensor(graphs[graph]!.outputs[tensor]!).slice(size * row, size * (row + 1));
  return {
    mean: of('encoder', 'z_mean', 2),
    logVar: of('encoder', 'z_log_var', 2),
    image: of('decoder', 'x_mean', 784),
  };
}

const klOf = (mean: Float32Array, logVar: Float32Array) =>
  Array.from(mean, (mu, k) => 0.5 * (mu ** 2 + Math.exp(logVar[k]!) - 1 - logVar[k]!));

test('before the start the maps, the chart, the digit and its KL are there, without JavaScript too', async () => {
  const { page } = await openDemo({ javaScriptEnabled: false });
  expect(await frameOf(page, demo).locator('img[src$=".png"]').count()).toBe(4);
  expect(await frameOf(page, demo).locator('g.model').count()).toBe(6);
  for (const [name, beta] of [
    ['from', '0'],
    ['to', '4'],
  ] as const) {
    const { mean, logVar } = await storedRow(beta, 4);
    const kl = klOf(mean, logVar);
    expect(await figure(page, name, 'kl-1')).toBeCloseTo(kl[0]!, 2);
    expect(await figure(page, name, 'kl-2')).toBeCloseTo(kl[1]!, 2);
  }
});

test('the table is that of the cards, and no dimension has collapsed', async () => {
  const { page } = await openDemo();
  for (const [beta, name] of [
    ['0', '0'],
    ['0.25', '0-25'],
    ['1', '1'],
    ['2', '2'],
    ['4', '4'],
    ['8', '8'],
  ] as const) {
    const { metrics } = await file<ModelCard>(name, 'card.json');
    const row = frameOf(page, demo).locator(`[data-row="${beta}"]`);
    for (const id of ['reconstruction', 'kl', 'elbo', 'nll'])
      expect(await row.locator(`[data-figure="${id}"]`).textContent()).toBe(
        metrics.find((metric) => metric.id === id)!.value.toFixed(1),
      );
  }
  expect(await side(page, 'to').locator('[data-figure="collapsed"]').textContent()).toBe('없음');
});

test('started, the digit is the one of the reference, and only the graphs and codes in use are fetched', async () => {
  const { page, requests } = await openDemo();
  await startDemo(page, demo);
  await madeBy(page, 'from').toBe('0');
  await madeBy(page, 'to').toBe('4');
  for (const [name, beta] of [
    ['from', '0'],
    ['to', '4'],
  ] as const) {
    const { image } = await storedRow(beta, 4);
    await eventually(async () => {
      const shown = await shownInk(digit(page, name));
      return shown.reduce((sum, value, i) => sum + Math.abs(value - image[i]!) / 784, 0);
    }).toBeLessThan(0.003);
  }
  await eventually(() => frameOf(page, demo).locator('[data-codes="shown"]').count()).toBe(2);
  expect(requests.filter((path) => path.endsWith('.onnx'))).toHaveLength(4);
  expect(requests.filter((path) => path.endsWith('.bin'))).toHaveLength(2);
});

test('the slider brings the next model, and what it makes of a drawn digit is what onnxruntime-node makes', async () => {
  const { page } = await openDemo();
  await startDemo(page, demo);
  await madeBy(page, 'to').toBe('4');
  await drawWithMouse(page, undefined, demo);
  const slider = frameOf(page, demo).locator('[data-slider="beta"]');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await madeBy(page, 'to').toBe('8');
  await eventually(() => slider.inputValue()).toBe('5');
  const x = normalize(await keptStrokes(page), penWidth);
  const { z_mean: mean, z_log_var: logVar } = await runNatively('vae-mnist-2-beta-8', 'encoder', {
    x: { data: x, shape: [1, 784] },
  });
  const { x_mean: image } = await runNatively('vae-mnist-2-beta-8', 'decoder', {
    z: { data: mean!, shape: [1, 2] },
  });
  const kl = klOf(mean!, logVar!);
  // What is kept is rounded to a thousandth of the pad; what is shown is not.
  await eventually(() => figure(page, 'to', 'kl-1').then((value) => Math.abs(value - kl[0]!))).toBeLessThan(
    0.1,
  );
  expect(Math.abs((await figure(page, 'to', 'kl-2')) - kl[1]!)).toBeLessThan(0.1);
  const shown = await shownInk(digit(page, 'to'));
  expect(shown.reduce((sum, value, i) => sum + Math.abs(value - image![i]!) / 784, 0)).toBeLessThan(0.02);
});

test('both models decode the same draws of the prior, as onnxruntime-node does', async () => {
  const { page } = await openDemo({ state: 'n=7&to=1' });
  await startDemo(page, demo);
  await madeBy(page, 'to').toBe('1');
  await madeBy(page, 'from').toBe('0');
  const z = priorLatents(7);
  for (const [name, beta] of [
    ['from', '0'],
    ['to', '1'],
  ] as const) {
    const { x_mean: images } = await runNatively(`vae-mnist-2-beta-${beta}`, 'decoder', {
      z: { data: z, shape: [z.length / 2, 2] },
    });
    const shown = await shownInk(side(page, name).locator('[data-image="prior"] canvas'));
    const sixth = Array.from(
      { length: 784 },
      (_, i) => shown[(28 + Math.floor(i / 28)) * 112 + 28 + (i % 28)]!,
    );
    expect(largestDifference(sixth, images!.slice(5 * 784, 6 * 784))).toBeLessThan(0.02);
  }
});

test('a tap on the chart and a choice bring models, a link and reset give them back', async () => {
  const { page } = await openDemo({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await startDemo(page, demo);
  await madeBy(page, 'to').toBe('4');
  await frameOf(page, demo).locator('g.model[data-beta="2"] .dot').tap();
  await madeBy(page, 'to').toBe('2');
  await choose(page, demo, '1');
  await madeBy(page, 'from').toBe('1');
  await frameOf(page, demo).locator('[data-action="draw-again"]').click();
  const link = await copyLink(page, demo);
  expect(link).toMatch(/to=2&from=1&n=1$/);
  const { page: other } = await open(link);
  await startDemo(other, demo);
  await madeBy(other, 'to').toBe('2');
  await madeBy(other, 'from').toBe('1');
  const prior = (of: Page) => shownInk(side(of, 'to').locator('[data-image="prior"] canvas'));
  expect(largestDifference(await prior(other), await prior(page))).toBeLessThan(0.02);
  await frameOf(other, demo).locator('[data-action="reset"]').click();
  await madeBy(other, 'to').toBe('4');
});

test('the saved picture has both maps, and in English it is the same demo', async () => {
  const { page } = await openDemo();
  await startDemo(page, demo);
  await eventually(() => frameOf(page, demo).locator('[data-codes="shown"]').count()).toBe(2);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-beta.png');
  let coloured = 0;
  for (let i = 0; i < picture.data.length; i += picture.channels) {
    const rgb = [0, 1, 2].map((channel) => picture.data[i + channel]!);
    if (Math.max(...rgb) - Math.min(...rgb) > 40) coloured++;
  }
  expect(coloured).toBeGreaterThan(10_000);
  const { page: english } = await open(`/en${demoPath(demo)}`);
  expect(await frameOf(english, demo).locator('.kind').textContent()).toBe('Real model');
  expect(await frameOf(english, demo).textContent()).not.toMatch(/[가-힣]/);
});
