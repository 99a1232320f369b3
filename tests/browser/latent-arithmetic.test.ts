import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { normalize } from '#src/draw/normalize.ts';
import type { Stroke } from '#src/draw/strokes.ts';
import { tiled } from '#src/draw/tiled.ts';
import { ReferenceSchema } from '#src/model-card.ts';
import {
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

const demo = 'latent-arithmetic';
const reference = ReferenceSchema.parse(
  JSON.parse(await readFile(join(import.meta.dirname, '../../models/vae-mnist/reference.json'), 'utf8')),
);

/** What a word of a link stands for, read here by itself: slants and pens are those that the demo documents. */
function imageOf(word: string, own: readonly Stroke[] = []): Float32Array {
  const [digit, slant, pen] = word;
  const shear = { l: -0.45, u: 0, r: 0.45 }[slant!]!;
  const strokes = digit === 'd' ? own : reference.examples[Number(digit)]!.strokes;
  const leaning = strokes.map((stroke) => stroke.map(([x, y]) => [x + shear * (0.5 - y), y] as const));
  return normalize(leaning, { t: 0.05, m: 0.1, k: 0.17 }[pen!]!);
}

async function codesOf(images: readonly Float32Array[]): Promise<number[][]> {
  const data = Float32Array.from(images.flatMap((image) => [...image]));
  const { z_mean } = await runNatively('vae-mnist', 'encoder', { x: { data, shape: [images.length, 784] } });
  return images.map((_, i) => [...z_mean!.subarray(40 * i, 40 * i + 40)]);
}

async function decoded(latents: readonly (readonly number[])[]): Promise<Float32Array> {
  const z = { data: Float32Array.from(latents.flat()), shape: [latents.length, 40] };
  return (await runNatively('vae-mnist', 'decoder', { z })).x_mean!;
}

const mean = (codes: readonly number[][]) =>
  codes[0]!.map((_, k) => codes.reduce((sum, code) => sum + code[k]! / codes.length, 0));
const sum = (c: readonly number[], a: readonly number[], b: readonly number[], s: number) =>
  c.map((value, k) => value + s * (a[k]! - b[k]!));

const openWatched = watchSite();

async function openDemo({ state, ...options }: PageOptions & { state?: string } = {}): Promise<Page> {
  const fragment = state === undefined ? '' : demoFragment(demo, state);
  return (await openWatched(demoPath(demo) + fragment, options)).page;
}

const frame = (page: Page) => frameOf(page, demo);
const settled = (page: Page) => frame(page).locator('[data-shown="now"]').waitFor();
const cells = async (page: Page, row: string) =>
  (await frame(page).locator(`[data-row="${row}"] td`).allTextContents()).map((text) =>
    text.replace('−', '-'),
  );
const tile = (page: Page, name: string) => shownInk(frame(page).locator(`[data-tile="${name}"] canvas`));
const items = (page: Page, basket: string) =>
  frame(page)
    .locator(`[data-basket="${basket}"] [data-item]`)
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-item')));

test('before anything is loaded the baskets are full and the base is seen, without JavaScript too', async () => {
  const page = await openDemo({ javaScriptEnabled: false });
  expect(await items(page, 'a')).toHaveLength(10);
  expect(await items(page, 'c')).toEqual(['4um']);
  expect(await frame(page).locator('[data-tile="c"] img').count()).toBe(1);
});

test('by mean vectors and singly the page shows what onnxruntime-node decodes, and what the classifier reads', async () => {
  const page = await openDemo();
  await startDemo(page, demo);
  await settled(page);
  const words = { a: await items(page, 'a'), b: await items(page, 'b') };
  const a = await codesOf(words.a.map((word) => imageOf(word!)));
  const b = await codesOf(words.b.map((word) => imageOf(word!)));
  const [c] = await codesOf([imageOf('4um')]);
  const strengths = Array.from({ length: 9 }, (_, i) => (i - 4) / 2);
  const strip = await decoded(strengths.map((s) => sum(c!, mean(a), mean(b), s)));
  const shownStrip = await shownInk(frame(page).locator('[data-strip] canvas'));
  expect(largestDifference(shownStrip, tiled(strip, 9, 9))).toBeLessThan(0.01);
  expect(largestDifference(await tile(page, 'result'), strip.subarray(6 * 784, 7 * 784))).toBeLessThan(0.01);
  expect(largestDifference(await tile(page, 'a'), await decoded([mean(a)]))).toBeLessThan(0.01);

  const singles = await decoded(a.map((code, i) => sum(c!, code, b[i]!, 1)));
  for (const i of [0, 9]) {
    const shown = await shownInk(frame(page).locator(`[data-single="${i}"] canvas`));
    expect(largestDifference(shown, singles.subarray(784 * i, 784 * (i + 1)))).toBeLessThan(0.01);
  }
  const x = { data: singles, shape: [10, 784] };
  const { logits } = await runNatively('classifier-mnist', 'classifier', { x });
  const read = await frame(page).locator('[data-single] span:not(.field)').allTextContents();
  const expected = Array.from({ length: 10 }, (_, i) => {
    const own = [...logits!.subarray(10 * i, 10 * i + 10)];
    return own.indexOf(Math.max(...own));
  });
  expect(read.map(Number)).toEqual(expected);

  // What the lecture says: by mean vectors it is the same digit but thicker; singly most become another.
  const ink = (image: Float32Array) => image.reduce((total, value) => total + value, 0);
  const [base, result] = await cells(page, 'ink');
  expect(Number(base)).toBeCloseTo(ink(strip.subarray(4 * 784, 5 * 784)), 0);
  expect(Number(result) / Number(base)).toBeGreaterThan(1.4);
  expect((await cells(page, 'digit')).slice(0, 2)).toEqual(['4', '4']);
  expect(expected.filter((digit) => digit === 4).length).toBeLessThan(6);
  const [, meanLength, singleLength] = await cells(page, 'length');
  expect(Number(meanLength)).toBeLessThan(Number(singleLength));
});

test('the other presets do what their names say', async () => {
  const page = await openDemo();
  await startDemo(page, demo);
  await frame(page).locator('[data-preset="slanted"]').click();
  await settled(page);
  const [upright, leaning] = (await cells(page, 'slant')).map((text) => Number.parseFloat(text));
  expect(leaning! - upright!).toBeGreaterThan(8);
  expect((await cells(page, 'digit')).slice(0, 2)).toEqual(['7', '7']);
  await frame(page).locator('[data-preset="closed"]').click();
  await settled(page);
  await eventually(async () => (await cells(page, 'digit')).slice(0, 2)).toEqual(['5', '6']);
});

test('on a phone baskets are filled and emptied by taps, and by keys; links and reset bring states back', async () => {
  const page = await openDemo({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
  await startDemo(page, demo);
  await frame(page).locator('[data-preset="empty"]').tap();
  await frame(page)
    .locator('label', { has: page.locator('input[value="a"]') })
    .tap();
  await frame(page)
    .locator('label', { has: page.locator('input[value="r"]') })
    .tap();
  await frame(page).locator('[data-put="3"]').tap();
  await frame(page).locator('[data-put="8"]').press('Enter');
  await frame(page).locator('[data-put="8"]').press(' ');
  expect(await items(page, 'a')).toEqual(['3rm', '8rm', '8rm']);
  await frame(page).locator('[data-basket="a"] [data-item="8rm"]').first().tap();
  await settled(page);
  expect(new URL(await copyLink(page, demo)).hash).toBe('#demo-latent-arithmetic?a=3rm8rm&b=_&c=_');
  // With nothing to subtract and no base, the sum is the mean of a.
  const codes = await codesOf([imageOf('3rm'), imageOf('8rm')]);
  expect(largestDifference(await tile(page, 'result'), await decoded([mean(codes)]))).toBeLessThan(0.01);
  const { name } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-latent-arithmetic.png');
  await frame(page).locator('[data-action="reset"]').tap();
  expect((await copyLink(page, demo)).endsWith(`#demo-${demo}`)).toBe(true);
  expect(await items(page, 'a')).toHaveLength(10);
});

test('the reader’s own digit becomes the base, is put in with one tap, and leaves when it is cleared', async () => {
  const page = await openDemo();
  await startDemo(page, demo);
  await drawWithMouse(page, undefined, demo);
  await eventually(() => items(page, 'c')).toEqual(['dum']);
  await settled(page);
  const own = await keptStrokes(page);
  const [code] = await codesOf([imageOf('dum', own)]);
  expect(largestDifference(await tile(page, 'c'), await decoded([code!]))).toBeLessThan(0.05);
  await frame(page).locator('[data-put="d"]').click();
  expect(await items(page, 'c')).toEqual(['dum', 'dum']);
  await frame(page).locator('[data-action="clear"]').click();
  expect(await items(page, 'c')).toEqual([]);
});
