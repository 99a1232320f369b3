import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth } from '#src/draw/strokes.ts';
import { covered, coveredEach, type Cover } from '#src/math/occlusion.ts';
import { ReferenceSchema } from '#src/model-card.ts';
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

const demo = 'occlusion';
const file = join(import.meta.dirname, '../../models/classifier-mnist/reference.json');
const reference = ReferenceSchema.parse(JSON.parse(await readFile(file, 'utf8')));

const openWatched = watchSite();

async function open({
  state,
  path = demoPath(demo),
  ...options
}: PageOptions & { state?: string; path?: string } = {}): Promise<Page> {
  return (await openWatched(path + (state === undefined ? '' : demoFragment(demo, state)), options)).page;
}

const frame = (page: Page) => frameOf(page, demo);
const textOf = async (page: Page, selector: string) =>
  (await frame(page).locator(selector).first().textContent())?.trim() ?? '';
const figure = async (page: Page, name: string) =>
  Number.parseFloat((await textOf(page, `[data-figure="${name}"]`)).replace('−', '-'));
const probability = async (page: Page, label: number) =>
  Number(await textOf(page, `[data-probability="${label}"]`));
const sweepIsOver = (page: Page) => frame(page).locator('[data-swept="784"]').waitFor({ timeout: 60_000 });

/** [rows, 10] */
async function classifyNatively(x: Float32Array): Promise<number[][]> {
  const count = x.length / 784;
  const { logits } = await runNatively('classifier-mnist', 'classifier', {
    x: { data: x, shape: [count, 784] },
  });
  return Array.from({ length: count }, (_, row) => {
    const powers = Array.from(logits!.slice(10 * row, 10 * (row + 1)), Math.exp);
    const sum = powers.reduce((total, power) => total + power, 0);
    return powers.map((power) => power / sum);
  });
}

const likeliest = (probabilities: readonly number[]) => probabilities.indexOf(Math.max(...probabilities));

/** What the demo should say of a digit: the falls of its likeliest class, and the answers, at every place. */
async function sweepNatively(image: Float32Array, cover: Cover) {
  const [before] = await classifyNatively(image);
  const usual = likeliest(before!);
  const after = await classifyNatively(coveredEach(image, 0, 784, cover));
  return {
    usual,
    falls: after.map((each) => before![usual]! - each[usual]!),
    changed: after.filter((each) => likeliest(each) !== usual).length,
  };
}

test('before anything is loaded a covered digit is there with its map and the reference’s probabilities, without JavaScript too', async () => {
  const page = await open({ javaScriptEnabled: false });
  const logits = decodeTensor(reference.graphs['classifier']!.outputs['logits']!).slice(90, 100);
  const powers = Array.from(logits, Math.exp);
  const share = powers[9]! / powers.reduce((sum, power) => sum + power, 0);
  expect(await probability(page, 9)).toBeCloseTo(share, 3);
  expect(await frame(page).locator('[data-board="patch"] img[src$=".png"]').count()).toBe(1);
  expect(await frame(page).locator('[data-board="map"] img[src$=".png"]').count()).toBe(2);
});

test('the first map is that of the sheet, and each place’s fall that of onnxruntime-node', async () => {
  const page = await open();
  const sheet = await frame(page)
    .locator('[data-board="map"] .over img')
    .evaluate(async (element) => {
      const image = element as HTMLImageElement;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 28;
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      return Array.from(context.getImageData(0, 0, 28, 28).data).filter((_, i) => i % 4 === 3);
    });
  await startDemo(page, demo);
  await sweepIsOver(page);
  const { usual, falls, changed } = await sweepNatively(await referenceInk(9), { size: 7, fill: 'paper' });
  expect(usual).toBe(9);
  const shown = await shownInk(frame(page).locator('[data-board="map"] .over canvas'));
  expect(largestDifference(shown, falls.map(Math.abs))).toBeLessThan(0.02);
  // The reference's digits are inked with another pen.
  const difference = sheet.map((opacity, i) => Math.abs(opacity / 255 - shown[i]!));
  expect(difference.reduce((sum, each) => sum + each, 0) / 784).toBeLessThan(0.03);
  expect(await figure(page, 'largest')).toBeCloseTo(Math.max(...falls), 2);
  expect(Math.abs((await figure(page, 'changed')) - changed)).toBeLessThanOrEqual(1);

  // The head of the 9 covered: a 4. By the map the patch goes elsewhere; so it does by keys and by the button.
  expect(await probability(page, 4)).toBeGreaterThan(0.9);
  const map = (await frame(page).locator('[data-board="map"]').boundingBox())!;
  await page.mouse.click(map.x + (9.5 / 28) * map.width, map.y + (14.5 / 28) * map.height);
  const [left] = await classifyNatively(
    covered(await referenceInk(9), 14 * 28 + 9, { size: 7, fill: 'paper' }),
  );
  await eventually(async () => Math.abs((await probability(page, 7)) - left![7]!)).toBeLessThan(0.002);
  await frame(page).locator('[data-board="patch"]').press('ArrowDown');
  const [lower] = await classifyNatively(
    covered(await referenceInk(9), 15 * 28 + 9, { size: 7, fill: 'paper' }),
  );
  await eventually(async () => Math.abs((await figure(page, 'after')) - lower![9]!)).toBeLessThan(0.002);
  await frame(page).locator('[data-action="worst"]').click();
  await eventually(() => figure(page, 'fall')).toBeCloseTo(Math.max(...falls), 2);

  await choose(page, demo, 'answer');
  const painted = await shownInk(frame(page).locator('[data-board="map"] .over canvas'));
  expect(Math.abs(painted.filter((opacity) => opacity > 0).length - changed)).toBeLessThanOrEqual(1);
});

test('a drawing under grey is classified as onnxruntime-node does, and a link shows it to another reader', async () => {
  const page = await open({ state: 'size=6&at=800&fill=grey' });
  expect(await frame(page).locator('[data-slider="size"]').inputValue()).toBe('7');
  await frame(page).locator('[data-action="clear"]').click();
  await drawWithMouse(page, undefined, demo);
  await startDemo(page, demo);
  await frame(page).locator('[data-slider="size"]').fill('9');
  await sweepIsOver(page);
  const cover: Cover = { size: 9, fill: 'grey' };
  const image = normalize(await keptStrokes(page), penWidth);
  const { usual, falls } = await sweepNatively(image, cover);
  // Kept strokes are rounded to a thousandth of the pad.
  expect(await textOf(page, '.numbers caption')).toBe(`p(${usual})`);
  expect(Math.abs((await figure(page, 'largest')) - Math.max(...falls))).toBeLessThan(0.05);
  const board = (await frame(page).locator('[data-board="patch"]').boundingBox())!;
  await page.mouse.move(board.x + 5, board.y + 5);
  await page.mouse.down();
  await page.mouse.move(board.x + board.width / 2, board.y + board.height / 2, { steps: 8 });
  await page.mouse.up();
  const at = Number(await frame(page).locator('[data-board="patch"]').getAttribute('data-pixel'));
  expect(Math.abs(at - (14 * 28 + 14))).toBeLessThanOrEqual(29);
  const [after] = await classifyNatively(covered(image, at, cover));
  for (const label of [1, 7])
    await eventually(async () => Math.abs((await probability(page, label)) - after![label]!)).toBeLessThan(
      0.05,
    );
  // Another class can be mapped: what covering takes from one, others gain.
  await choose(page, demo, '1');
  expect(await textOf(page, '.numbers caption')).toBe('p(1)');
  const fall = await figure(page, 'fall');
  const link = await copyLink(page, demo);
  await page.context().close();

  const other = await open({ path: link });
  await startDemo(other, demo);
  await sweepIsOver(other);
  expect(await textOf(other, '.numbers caption')).toBe('p(1)');
  await eventually(async () => Math.abs((await figure(other, 'fall')) - fall)).toBeLessThan(0.05);
  await frame(other).locator('[data-action="reset"]').click();
  expect(await frame(other).locator('[data-slider="size"]').inputValue()).toBe('7');
});

test('on a phone in English the patch is moved by a tap, words are said, and the picture is saved', async () => {
  const page = await open({
    path: `/en${demoPath(demo)}`,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await startDemo(page, demo);
  await frame(page).locator('[data-example="6"]').tap();
  await sweepIsOver(page);
  const board = frame(page).locator('[data-board="patch"]');
  await board.scrollIntoViewIfNeeded();
  const box = (await board.boundingBox())!;
  await board.tap({ position: { x: (16.5 / 28) * box.width, y: (6.5 / 28) * box.height } });
  expect(await board.getAttribute('data-pixel')).toBe(String(6 * 28 + 16));
  await eventually(() => textOf(page, '[data-announcement]')).toMatch(/^p\(6\) = [01]\.\d{3}; covering took/);
  expect(await frame(page).locator('[data-demo]').textContent()).not.toMatch(/[가-힣]/);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-occlusion.png');
  expect(picture.width).toBe(2 * (2 * 24 + 2 * 252 + 20));
});
