import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { codesTensor, drawsOf, usageOf, type Codes } from '#src/demos/codebook/state.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth, type Stroke } from '#src/draw/strokes.ts';
import { DetailsSchema, ModelCardSchema, ReferenceSchema } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import { findMetric } from '#src/model-lookup.ts';
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

const demo = 'codebook';
const open = watchSite();
const models = join(import.meta.dirname, '../../models');
const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(models, file), 'utf8'));
const reference = ReferenceSchema.parse(await read('vqvae-mnist/reference.json'));
const card = ModelCardSchema.parse(await read('prior-vqvae-mnist/card.json'));
const details = DetailsSchema.parse(await read('vqvae-mnist/details.json')).content;
if (details.kind !== 'codebook') throw new Error('The details of vqvae-mnist are of its codebook.');
const usage = usageOf(decodeTensor(details.counts));
const row = reference.examples.findIndex(({ label }) => label === 3);
/** The codes of the reference, which the demo begins with and which its start leaves as they are. */
const three = [...decodeTensor(reference.graphs['encoder']!.outputs['codes']!)].slice(
  49 * row,
  49 * (row + 1),
);

const openDemo = ({ state = '', ...options }: PageOptions & { state?: string } = {}) =>
  open(demoPath(demo) + (state && `#demo-${demo}?${state}`), options);
const frame = (page: Page) => frameOf(page, demo);
const root = (page: Page) => frame(page).locator('[data-demo]');
const board = (page: Page) => frame(page).locator('[data-board="codes"]');
const listed = async (page: Page, name: string) =>
  ((await root(page).getAttribute(name)) ?? '').split(',').map(Number);
const codesOf = (page: Page) => listed(page, 'data-codes');
const figure = async (page: Page, name: string, column: string) =>
  Number(await frame(page).locator(`[data-row="${name}"] [data-figure="${column}"]`).textContent());

async function encode(strokes: readonly Stroke[]): Promise<number[]> {
  const x = { data: normalize(strokes, penWidth), shape: [1, 784] };
  return [...(await runNatively('vqvae-mnist', 'encoder', { x }))['codes']!];
}

async function decode(codes: Codes): Promise<Float32Array> {
  return (await runNatively('vqvae-mnist', 'decoder', { codes: codesTensor([codes]) }))['x_mean']!;
}

async function priorLogits(codes: Codes): Promise<Float32Array> {
  return (await runNatively('prior-vqvae-mnist', 'prior', { codes: codesTensor([codes]) }))['logits']!;
}

/** The chain rule, written out once more. */
async function nats(codes: Codes): Promise<number[]> {
  const logits = await priorLogits(codes);
  return codes.map((code, place) => {
    const own = logits.subarray(64 * place, 64 * (place + 1));
    return Math.log(own.reduce((sum, logit) => sum + Math.exp(logit), 0)) - own[code]!;
  });
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Once the page shows the image and the cost of the grid it says it has. */
async function expectShown(page: Page) {
  await eventually(async () => String(await listed(page, 'data-seen'))).toBe(String(await codesOf(page)));
  const codes = await codesOf(page);
  const image = await decode(codes);
  await eventually(async () =>
    largestDifference(await shownInk(frame(page).locator('[data-tile="decoded"] canvas')), image),
  ).toBeLessThan(0.02);
  const expected = total(await nats(codes));
  await eventually(async () => Math.abs((await figure(page, 'prior', 'nats')) - expected)).toBeLessThan(0.1);
}

/** The middle of a place of the board. */
async function middleOf(page: Page, place: number) {
  await board(page).scrollIntoViewIfNeeded();
  const box = (await board(page).boundingBox())!;
  const at = (index: number) => (index + 0.5) / 7;
  return {
    x: box.x + at(place % 7) * box.width,
    y: box.y + at(Math.floor(place / 7)) * box.height,
  };
}

test('without JavaScript the board has the codes of the reference, and the palette the usage of all codes', async () => {
  const { page } = await openDemo({ javaScriptEnabled: false });
  const shown = await board(page).locator('text[data-place]').allTextContents();
  expect(shown.map(Number)).toEqual(three);
  expect(Math.abs((await figure(page, 'prior', 'nats')) - total(await nats(three)))).toBeLessThan(0.1);
  const labels = await frame(page).locator('[data-code]').allTextContents();
  const all = total(usage);
  const order = [...usage.keys()].sort((a, b) => usage[b]! - usage[a]!);
  expect(labels.map((label) => label.replaceAll(/\s/g, ''))).toEqual(
    order.map((code) => `${code}${((100 * usage[code]!) / all).toFixed(1)}%`),
  );
  expect(all).toBe(49 * 10_000);
  // All codes are in use, as the card of the VQ-VAE says.
  const { value } = findMetric(ModelCardSchema.parse(await read('vqvae-mnist/card.json')), 'used_codes');
  expect(await frame(page).locator('.dead').count()).toBe(Math.round(64 * (1 - value)));
  const nll = findMetric(card, 'nll');
  expect(await figure(page, 'prior', 'test')).toBeCloseTo(nll.value, 1);
  expect(await figure(page, 'frequency', 'test')).toBeCloseTo(nll.opponents[0]!.value, 1);
});

test('a digit is encoded, decoded and weighed as onnxruntime-node does', async () => {
  const { page, requests } = await openDemo();
  await startDemo(page, demo);
  await eventually(async () => String(await codesOf(page))).toBe(String(three));
  await expectShown(page);
  expect(requests.filter((path) => path.endsWith('.onnx'))).toHaveLength(3);
  await drawWithMouse(page, undefined, demo);
  const drawn = await encode(await keptStrokes(page));
  // What is kept is rounded to a thousandth of the pad, which may turn single codes.
  await eventually(
    async () => (await codesOf(page)).filter((code, place) => code !== drawn[place]).length,
  ).toBeLessThan(4);
  await expectShown(page);
});

test('codes are painted by drag and by keys, taken up, and kept in a link', async () => {
  const { page } = await openDemo({ state: 'pen=16' });
  await startDemo(page, demo);
  await expectShown(page);
  const [from, to] = [await middleOf(page, 14), await middleOf(page, 18)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  const painted = three.map((code, place) => (place >= 14 && place <= 18 ? 16 : code));
  expect(await codesOf(page)).toEqual(painted);
  await expectShown(page);

  await board(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('p');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  painted[26] = painted[25]!;
  expect(await codesOf(page)).toEqual(painted);
  expect(await frame(page).locator('[data-figure="pen"]').textContent()).toContain(`코드 ${painted[25]!}.`);

  // The likeliest code of the place, by the prior, is put there by a click.
  const logits = (await priorLogits(painted)).subarray(26 * 64, 27 * 64);
  const likeliest = logits.indexOf(Math.max(...logits));
  await expectShown(page);
  await eventually(() => frame(page).locator('[data-likely]').first().getAttribute('data-likely')).toBe(
    String(likeliest),
  );
  await frame(page).locator('[data-likely]').first().click();
  painted[26] = likeliest;
  expect(await codesOf(page)).toEqual(painted);

  const { page: other } = await open(await copyLink(page, demo));
  await startDemo(other, demo);
  expect(await codesOf(other)).toEqual(painted);
  await expectShown(other);
  await frame(other).locator('[data-action="from-digit"]').click();
  await eventually(async () => String(await codesOf(other))).toBe(String(three));
});

test('the prior fills what is below the kept rows, place by place, as its logits and the seed’s draws say', async () => {
  const { page } = await openDemo({ state: 'rows=2&t=0.8' });
  await startDemo(page, demo);
  await expectShown(page);
  const fillNatively = async (seed: number) => {
    let grid = three.map((code, place) => (place < 14 ? code : usage.indexOf(Math.max(...usage))));
    for (let place = 14; place < 49; place++) {
      const own = [...(await priorLogits(grid)).subarray(64 * place, 64 * (place + 1))].map((logit) =>
        Math.exp(logit / 0.8),
      );
      const sum = total(own);
      let left = drawsOf(seed)[place]! * sum;
      const code = own.findIndex((power) => (left -= power) < 0);
      grid = grid.map((before, at) => (at === place ? code : before));
    }
    return grid;
  };
  await frame(page).locator('[data-action="step"]').click();
  await eventually(() => root(page).getAttribute('data-at')).toBe('15');
  await frame(page).locator('[data-action="play"]').click();
  await eventually(() => root(page).getAttribute('data-at')).toBe('49');
  expect(await codesOf(page)).toEqual(await fillNatively(1));
  expect(await frame(page).locator('[data-figure="passes"]').textContent()).toContain('35번');
  await expectShown(page);

  await frame(page).locator('[data-action="at-once"]').click();
  const second = String(await fillNatively(2));
  await eventually(async () => String(await codesOf(page))).toBe(second);
  await expectShown(page);
});

test('grids of the prior cost less than those drawn place by place, and those less than any', async () => {
  const { page } = await openDemo();
  await startDemo(page, demo);
  const shown = async (filling: string) =>
    Number.parseFloat(
      /[\d.]+/.exec(
        (await frame(page).locator(`[data-filling="${filling}"] [data-figure="mean-nats"]`).textContent())!,
      )?.[0] ?? 'NaN',
    );
  await eventually(() => shown('uniform')).toBeGreaterThan(0);
  const [prior, frequency, uniform] = [
    await shown('prior'),
    await shown('frequency'),
    await shown('uniform'),
  ];
  expect(prior).toBeLessThan(frequency);
  expect(frequency).toBeLessThan(uniform);
  expect(uniform).toBeGreaterThan(49 * Math.log(64));

  const costs: number[] = [];
  for (const grid of [0, 1, 2, 3]) {
    await frame(page).locator(`[data-filling="uniform"] [data-grid="${grid}"]`).click();
    await expectShown(page);
    costs.push(total(await nats(await codesOf(page))));
  }
  expect(Math.abs(total(costs) / 4 - uniform)).toBeLessThan(0.5);

  await choose(page, demo, 'nats');
  const written = await board(page).locator('text[data-place]').allTextContents();
  const each = await nats(await codesOf(page));
  for (const [place, value] of written.entries()) expect(Number(value)).toBeCloseTo(each[place]!, 0);
  const { name } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-codebook.png');
});

test('in English it is the same demo', async () => {
  const { page } = await open(`/en${demoPath(demo)}`);
  expect(await frame(page).locator('.kind').textContent()).toBe('Real model');
  expect(await frame(page).textContent()).not.toMatch(/[가-힣]/);
});
