import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  drawStart,
  latentDim,
  measured,
  moved,
  stepCount,
  stripCodes,
  type FactorId,
} from '#src/demos/traverse/state.ts';
import { tiled } from '#src/draw/tiled.ts';
import { DetailsSchema, ModelCardSchema } from '#src/model-card.ts';
import { findMetric } from '#src/model-lookup.ts';
import {
  choose,
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

const demo = 'traverse';
const open = watchSite();
const models = join(import.meta.dirname, '../../models');
const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(models, file), 'utf8'));
const ids = ['1', '2', '3', '4', '5'].map((seed) => `bvae-shapes-${seed}`);
const cards = await Promise.all(ids.map(async (id) => ModelCardSchema.parse(await read(`${id}/card.json`))));
const details = await Promise.all(
  ids.map(async (id) => {
    const { content } = DetailsSchema.parse(await read(`${id}/details.json`));
    if (content.kind !== 'factors') throw new Error(`The details of ${id} are of its ${content.kind}.`);
    return content;
  }),
);
const atol = cards[1]!.reference.atol;

/** As the demo first stands: an ellipse in the middle. */
const ellipse = [1, 3, 20, 16, 16];

const openDemo = ({ state = '', ...options }: PageOptions & { state?: string } = {}) =>
  open(demoPath(demo) + (state && `#demo-${demo}?${state}`), options);
const frame = (page: Page) => frameOf(page, demo);
const root = (page: Page) => frame(page).locator('[data-demo]');
const canvas = (page: Page, name: string) => frame(page).locator(`[data-tile="${name}"] canvas`);
const strip = (page: Page, latent: number) => frame(page).locator(`[data-latent="${latent}"] canvas`);
const slider = (page: Page, name: string) => frame(page).locator(`[data-slider="${name}"]`);
const sentence = (page: Page) => frame(page).locator('[data-figure="sentence"]').textContent();
const figure = async (page: Page, row: string, name: 'start' | 'now') =>
  Number.parseFloat(
    (await frame(page).locator(`[data-row="${row}"] [data-figure="${name}"]`).textContent())!.replace(
      '−',
      '-',
    ),
  );
const seen = async (page: Page) => (await root(page).getAttribute('data-seen'))!.split(',').map(Number);

async function encode(model: string, shape: readonly number[]): Promise<Float32Array> {
  const x = { data: drawStart(shape), shape: [1, 1024] };
  return (await runNatively(model, 'encoder', { x }))['z_mean']!;
}

async function decode(model: string, z: ArrayLike<number>): Promise<Float32Array> {
  const data = Float32Array.from(z);
  const input = { data, shape: [data.length / latentDim, latentDim] };
  return (await runNatively(model, 'decoder', { z: input }))['x_mean']!;
}

/** Once it shows what the native decoder makes of the code that the page says it shows. */
async function expectDecoded(page: Page, model: string) {
  await eventually(async () =>
    largestDifference(await shownInk(canvas(page, 'now')), await decode(model, await seen(page))),
  ).toBeLessThan(0.02);
}

test('what the details say is what the card’s figures are the means of', () => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const [i, { gaps, opponents, latents }] of details.entries()) {
    const mig = findMetric(cards[i]!, 'mig');
    expect(mean(gaps)).toBeCloseTo(mig.value, 10);
    for (const [o, opponent] of opponents.entries())
      expect(mean(opponent.gaps)).toBeCloseTo(mig.opponents[o]!.value, 10);
    for (const [factor, gap] of gaps.entries()) {
      const [first, second] = latents.map(({ information }) => information[factor]!).sort((a, b) => b - a);
      expect(first! - second!).toBeCloseTo(gap, 10);
    }
    // Of 40 turns a square can be told to one of ten and an ellipse to one of 20.
    expect(details[i]!.ceilings.images[2]).toBeCloseTo(1 - Math.log(8) / 3 / Math.log(40), 2);
  }
});

test('without JavaScript the strips of the stored sheet stand there, and the whole table', async () => {
  const { page } = await openDemo({ javaScriptEnabled: false });
  expect(await frame(page).locator('[data-latent] img[src$=".png"]').count()).toBe(8);
  expect(await frame(page).locator('[data-tile] img[src$=".png"]').count()).toBe(2);
  for (const [latent, { information }] of details[1]!.latents.entries()) {
    const cells = frame(page).locator(`[data-told="${latent}"] td.share`);
    expect(await cells.allTextContents()).toEqual(information.map((share) => share.toFixed(2)));
  }
  const mig = findMetric(cards[1]!, 'mig');
  const means = await frame(page).locator('[data-gaps] .mean').allTextContents();
  expect(means.slice(0, 6)).toEqual(
    [mig.value, ...mig.opponents.map(({ value }) => value)].map((value) => value.toFixed(3)),
  );
  // The card's protocol names the ceiling of the bins.
  expect(mig.protocol.en).toContain(`no code can pass ${means[6]!}`);
});

test('the shape is encoded and decoded as onnxruntime-node does, and so is every strip', async () => {
  const { page, requests } = await openDemo();
  await startDemo(page, demo);
  const z = await encode('bvae-shapes-2', ellipse);
  await eventually(async () => largestDifference(await seen(page), z)).toBeLessThan(atol);
  await expectDecoded(page, 'bvae-shapes-2');
  expect(requests.filter((path) => path.endsWith('.onnx'))).toHaveLength(2);
  await frame(page).locator('summary', { hasText: '죽은' }).click();
  for (let latent = 0; latent < latentDim; latent++) {
    const images = await decode('bvae-shapes-2', stripCodes(z, latent));
    await eventually(async () => (await strip(page, latent).count()) > 0).toBe(true);
    expect(
      largestDifference(await shownInk(strip(page, latent)), tiled(images, stepCount, stepCount)),
    ).toBeLessThan(0.03);
    const [first, last] = [images.subarray(0, 1024), images.subarray(7 * 1024)];
    const ink = first.reduce((sum, value) => sum + value, 0);
    const change = first.reduce((sum, value, i) => sum + Math.abs(value - last[i]!), 0) / ink;
    // Dead latents are those that the decoder does not use.
    if (details[1]!.latents[latent]!.collapsed) expect(change).toBeLessThan(0.15);
    else expect(change).toBeGreaterThan(0.6);
  }
});

test('keys move one latent, the measured image says which factor goes with it, and so does the sentence', async () => {
  const { page } = await openDemo();
  await startDemo(page, demo);
  await expectDecoded(page, 'bvae-shapes-2');
  const before = {
    x: await figure(page, 'x', 'now'),
    y: await figure(page, 'y', 'now'),
    area: await figure(page, 'area', 'now'),
  };
  // The latent that tells most of the place along x, by the stored measurement.
  const { latents, factors } = details[1]!;
  const told = (factor: FactorId) => latents.map(({ information }) => information[factors.indexOf(factor)]!);
  const k = told('x').indexOf(Math.max(...told('x')));
  await slider(page, `z${k + 1}`).focus();
  for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowRight');
  await expectDecoded(page, 'bvae-shapes-2');
  expect(Math.abs((await figure(page, 'x', 'now')) - before.x)).toBeGreaterThan(3);
  expect(Math.abs((await figure(page, 'y', 'now')) - before.y)).toBeLessThan(0.7);
  expect(Math.abs((await figure(page, 'area', 'now')) / before.area - 1)).toBeLessThan(0.1);
  expect(await sentence(page)).toContain(
    `가로 위치에 대해 가장 많이 압니다(엔트로피의 ${(100 * told('x')[k]!).toFixed(0)}%)`,
  );
  expect(await frame(page).locator('tr.moving').getAttribute('data-told')).toBe(String(k));

  const link = await copyLink(page, demo);
  const { page: other } = await open(link);
  await startDemo(other, demo);
  await expectDecoded(other, 'bvae-shapes-2');
  expect(await seen(other)).toEqual(await seen(page));
  await frame(other).locator('[data-action="back"]').click();
  const z = await encode('bvae-shapes-2', ellipse);
  await eventually(async () => largestDifference(await seen(other), z)).toBeLessThan(atol);
  const { name } = await savedPicture(other, demo);
  expect(name).toBe('latent-notes-traverse.png');
});

test('a dead latent moves next to nothing', async () => {
  const { page } = await openDemo({ state: 'k=0' });
  await startDemo(page, demo);
  await expectDecoded(page, 'bvae-shapes-2');
  expect(details[1]!.latents[0]!.collapsed).toBe(true);
  expect(await sentence(page)).toContain('z₁은 죽은 잠재변수입니다');
  const area = await figure(page, 'area', 'now');
  await slider(page, 'z1').fill('2.5');
  await eventually(async () => (await seen(page))[0]).toBe(2.5);
  expect(Math.abs((await figure(page, 'area', 'now')) / area - 1)).toBeLessThan(0.03);
});

test('another shape, dragged by a finger, and another seed, in which two latents share both places', async () => {
  const { page, requests } = await openDemo({ hasTouch: true, viewport: { width: 360, height: 780 } });
  await startDemo(page, demo);
  await choose(page, demo, 'heart');
  await slider(page, 'orientation').fill('0');
  await frame(page).locator('[data-place]').scrollIntoViewIfNeeded();
  const image = (await frame(page).locator('[data-tile="start"] canvas').boundingBox())!;
  await page.mouse.move(image.x + 0.5 * image.width, image.y + 0.5 * image.height);
  await page.mouse.down();
  await page.mouse.move(image.x + 0.4 * image.width, image.y + 0.7 * image.height, { steps: 5 });
  await page.mouse.up();
  expect(Math.abs((await figure(page, 'x', 'start')) - 0.4 * 32)).toBeLessThan(0.4);
  expect(Math.abs((await figure(page, 'y', 'start')) - 0.7 * 32)).toBeLessThan(0.4);
  await expectDecoded(page, 'bvae-shapes-2');

  await choose(page, demo, '1');
  await eventually(() => root(page).getAttribute('data-state')).toBe('ready');
  await expectDecoded(page, 'bvae-shapes-1');
  expect(requests.filter((path) => path.endsWith('.onnx'))).toHaveLength(4);
  const link = await copyLink(page, demo);
  const shape = /s=([\d,]+)/.exec(link)![1]!.split(',').map(Number);
  expect(shape.slice(0, 3)).toEqual([2, 3, 0]);
  expect(await figure(page, 'area', 'start')).toBeCloseTo(measured(drawStart(shape)).area, 1);
  const [z, shown] = [await encode('bvae-shapes-1', shape), await seen(page)];
  expect(largestDifference(shown, z)).toBeLessThan(atol);
  // Moving either of the two latents that know places moves the shape along both axes.
  const places = details[0]!.latents.map(({ information }) => information[3]! + information[4]!);
  const k = places.indexOf(Math.max(...places));
  const [here, there] = [
    measured(await decode('bvae-shapes-1', z)),
    measured(await decode('bvae-shapes-1', moved(z, k, 0))),
  ];
  expect(Math.min(Math.abs(here.x - there.x), Math.abs(here.y - there.y))).toBeGreaterThan(1);
});

test('in English it is the same demo', async () => {
  const { page } = await open(`/en${demoPath(demo)}`);
  expect(await frame(page).locator('.kind').textContent()).toBe('Real model');
  expect(await frame(page).textContent()).not.toMatch(/[가-힣]/);
});
