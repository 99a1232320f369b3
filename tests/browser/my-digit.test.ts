import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { completionDraws, findings, probabilities, readingOf, withNoise } from '#src/demos/my-digit/state.ts';
import { myDigitWords } from '#src/demos/my-digit/words.ts';
import { binarized } from '#src/draw/binarize.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth, svgPath, type Stroke } from '#src/draw/strokes.ts';
import { meanSquaredError } from '#src/math/mean-squared-error.ts';
import { standardNormals } from '#src/math/random.ts';
import { ModelCardSchema, ReferenceSchema } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import {
  copyLink,
  drawWithMouse,
  eventually,
  frameOf,
  keptStrokes,
  largestDifference,
  demoPath,
  lecturePath,
  savedPicture,
  shownInk,
  startDemo,
  watchSite,
} from './demo-page.ts';
import { reconstructNatively, referenceInk, runNatively } from './native-model.ts';

const demo = 'my-digit';
const models = join(import.meta.dirname, '../../models');
const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(models, file), 'utf8'));
const referenceOf = async (id: string) => ReferenceSchema.parse(await read(`${id}/reference.json`));
const nllOf = async (id: string) =>
  ModelCardSchema.parse(await read(`${id}/card.json`)).metrics.find((metric) => metric.id === 'nll')!;

const open = watchSite();

const frame = (page: Page) => frameOf(page, demo);
const row = (page: Page, kind: 'maker' | 'density' | 'row', name: string) =>
  frame(page).locator(`[data-${kind}="${name}"]`);
const figure = async (page: Page, kind: 'maker' | 'density' | 'row', name: string, which: string) =>
  ((await row(page, kind, name).locator(`[data-figure="${which}"]`).textContent()) ?? '').trim();
const image = (page: Page, maker: string) => row(page, 'maker', maker).locator('canvas').last();
const numberIn = (text: string) => Number.parseFloat(/[−\d][\d.]*/.exec(text)![0].replace('−', '-'));

const rows = (x: Float32Array, count = 1) => ({ data: x, shape: [count, x.length / count] });
const bernoulli = (x: Float32Array, logits: Float32Array) =>
  x.reduce((sum, value, i) => sum - Math.log1p(Math.exp(value === 1 ? -logits[i]! : logits[i]!)), 0);

const clipped = (values: Float32Array) => values.map((value) => Math.min(1, Math.max(0, value)));

/** What the models say of a drawing, on onnxruntime-node. */
async function lookNatively(strokes: readonly Stroke[]) {
  const ink = normalize(strokes, penWidth);
  const x = binarized(ink);
  const { autoencoder, pca } = await reconstructNatively(ink);
  const { z_mean: z } = await runNatively('vae-mnist-2', 'encoder', { x: rows(ink) });
  const { x_mean: vae2 } = await runNatively('vae-mnist-2', 'decoder', { z: rows(z!) });
  const { codes } = await runNatively('vqvae-mnist', 'encoder', { x: rows(ink) });
  const { x_mean: vqvae } = await runNatively('vqvae-mnist', 'decoder', {
    codes: { data: codes!, shape: [1, 7, 7] },
  });
  const noisy = withNoise(ink, standardNormals(5, 6 * 784).subarray(5 * 784));
  const { x_mean: dae } = await runNatively('dae-mnist', 'denoiser', { x: rows(noisy) });
  const { score } = await runNatively('gan-mnist', 'discriminator', { x: rows(ink) });
  const { logits: made } = await runNatively('made-mnist', 'made', { x: rows(x) });
  const { logits: pixelcnn } = await runNatively('pixelcnn-mnist', 'pixelcnn', { x: rows(x) });
  const { log_likelihood: given } = await runNatively('bayes-mnist', 'bayes', {
    x: rows(
      Float32Array.from({ length: 7840 }, (_, i) => x[i % 784]!),
      10,
    ),
    y: rows(
      Float32Array.from({ length: 100 }, (_, i) => (i % 11 === 0 ? 1 : 0)),
      10,
    ),
  });
  const images = { ae: autoencoder, pca, vae2: vae2!, vqvae: vqvae!, dae: dae! };
  return {
    ink,
    images,
    mean: z!,
    realness: 1 / (1 + Math.exp(-score![0]!)),
    nats: {
      made: -bernoulli(x, made!),
      pixelcnn: -bernoulli(x, pixelcnn!),
      bayes: -Math.log(given!.reduce((sum, value) => sum + Math.exp(value) / 10, 0)),
    },
  };
}

async function readNatively(x: Float32Array) {
  const { logits } = await runNatively('classifier-mnist', 'classifier', { x: rows(x) });
  return readingOf(probabilities(logits!));
}

test('before anything is loaded there is what the references say of an example, without JavaScript too', async () => {
  const { page } = await open(demoPath(demo), { javaScriptEnabled: false });
  const ae = await referenceOf('ae-mnist');
  const five = ae.examples.findIndex(({ label }) => label === 5);
  const restored = decodeTensor(ae.graphs['decoder']!.outputs['x_mean']!).slice(784 * five, 784 * (five + 1));
  const ink = await referenceInk(5);
  expect(numberIn(await figure(page, 'maker', 'ae', 'note'))).toBeCloseTo(meanSquaredError(ink, restored), 4);
  expect(await figure(page, 'row', 'classifier', 'reading')).toMatch(/^5 · /);
  expect(await frame(page).locator('.day img[src$=".png"]').count()).toBe(6);
  expect(await figure(page, 'density', 'made', 'nats')).toContain(
    (await nllOf('made-mnist')).value.toFixed(1),
  );
});

test('of a drawing it shows what onnxruntime-node gives, and says where the models disagree', async () => {
  const { page } = await open(demoPath(demo));
  await frame(page).locator('[data-action="clear"]').click();
  await drawWithMouse(page, undefined, demo);
  await startDemo(page, demo);
  const strokes = await keptStrokes(page);
  const native = await lookNatively(strokes);
  await eventually(() => figure(page, 'maker', 'completion', 'reading')).toMatch(/^\d/);

  const drawn = await readNatively(native.ink);
  expect(await figure(page, 'row', 'classifier', 'reading')).toMatch(new RegExp(`^${drawn.digit} · `));
  for (const [maker, expected] of Object.entries(native.images)) {
    // Kept strokes are rounded to a thousandth of the pad, which moves a sample of ink here and there.
    expect(largestDifference(await shownInk(image(page, maker)), clipped(expected)), maker).toBeLessThan(
      0.25,
    );
    const reading = await readNatively(expected);
    expect(await figure(page, 'maker', maker, 'reading'), maker).toMatch(new RegExp(`^${reading.digit} · `));
  }
  const shownMean = /μ\s=\s\(([−\d.]+), ([−\d.]+)\)/.exec(await figure(page, 'row', 'map', 'map'))!;
  for (const k of [0, 1])
    expect(Math.abs(Number(shownMean[k + 1]!.replace('−', '-')) - native.mean[k]!)).toBeLessThan(0.1);
  for (const [density, nats] of Object.entries(native.nats))
    expect(Math.abs(numberIn(await figure(page, 'density', density, 'nats')) - nats), density).toBeLessThan(
      3,
    );
  const { value, standardError, count } = await nllOf('pixelcnn-mnist');
  const away = (native.nats.pixelcnn - value) / (standardError! * Math.sqrt(count));
  expect(Math.abs(numberIn(await figure(page, 'density', 'pixelcnn', 'away')) - away)).toBeLessThan(0.2);
  expect(numberIn(/D = ([\d.]+)/.exec(await figure(page, 'row', 'judge', 'realness'))![1]!)).toBeCloseTo(
    native.realness,
    1,
  );

  // What is said follows from what is shown.
  const said = await frame(page).locator('[data-finding]').allTextContents();
  const makers = ['pca', 'ae', 'vae', 'vae2', 'vqvae', 'dae', 'completion'] as const;
  const readings = Object.fromEntries(
    await Promise.all(
      makers.map(async (maker) => {
        const digit = Number((await figure(page, 'maker', maker, 'reading'))[0]);
        return [maker, { digit, probability: 1 }] as const;
      }),
    ),
  );
  const expected = findings({
    chances: probabilities(
      (await runNatively('classifier-mnist', 'classifier', { x: rows(native.ink) }))['logits']!,
    ),
    readings,
    weighed: {},
    realness: undefined,
  }).filter(({ kind }) => kind === 'read-otherwise');
  for (const each of expected) expect(said).toContain(myDigitWords.ko.finding(each));
  expect(said.length).toBeGreaterThan(0);
});

test('the PixelCNN goes on from the upper half as its probabilities and the seed say', async () => {
  const { page } = await open(demoPath(demo) + demoFragment(demo, 'seed=2'));
  await startDemo(page, demo);
  await eventually(() => figure(page, 'maker', 'completion', 'reading')).toMatch(/^\d/);
  const x = binarized(await referenceInk(5)).fill(0, 392);
  const draws = completionDraws(2);
  for (let pixel = 392; pixel < 784; pixel++) {
    const { logits } = await runNatively('pixelcnn-mnist', 'pixelcnn', { x: rows(x.slice()) });
    x[pixel] = draws[pixel]! < 1 / (1 + Math.exp(-logits![pixel]!)) ? 1 : 0;
  }
  expect(largestDifference(await shownInk(image(page, 'completion')), x)).toBe(0);
  await frame(page).locator('[data-action="complete"]').click();
  expect(await copyLink(page, demo)).toContain('seed=3');
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toMatch(/my-digit.*\.png$/);
  expect(picture.width).toBeGreaterThan(400);
});

test('the pad that is always at hand changes the digit of every demo, shows it on its button, and goes with Escape or a tap beside it', async () => {
  const { page } = await open(lecturePath, { viewport: { width: 360, height: 780 }, hasTouch: true });
  const [chip, pad] = [page.locator('.at-hand .chip'), page.locator('#my-digit-pad')];
  const ink = () => chip.locator('path').getAttribute('d');
  const emblem = await ink();
  await chip.tap();
  expect(await pad.isVisible()).toBe(true);
  await pad.locator('[data-example="3"]').tap();
  const { examples } = await referenceOf('classifier-mnist');
  const three = examples.find(({ label }) => label === 3)!.strokes;
  await eventually(() => keptStrokes(page)).toEqual(three);
  expect(await ink()).toBe(three.map(svgPath).join(''));
  // A demo that wakes up now begins with it.
  await page.keyboard.press('Escape');
  expect(await pad.isVisible()).toBe(false);
  await startDemo(page, 'denoise');
  await eventually(() => frameOf(page, 'denoise').locator('.pad path.ink').getAttribute('d')).toBe(
    await ink(),
  );
  await chip.tap();
  await pad.locator('[data-example="4"]').tap();
  await eventually(() => frameOf(page, 'denoise').locator('.pad path.ink').count()).toBe(2);
  await pad.locator('[data-action="clear"]').tap();
  expect(await ink()).toBe(emblem);
  const { y } = (await pad.boundingBox())!;
  expect(y).toBeGreaterThan(780 / 3); // the demo that follows the digit stays in sight
  await page.touchscreen.tap(20, y - 20);
  expect(await pad.isVisible()).toBe(false);
  expect(await keptStrokes(page)).toEqual([]);
});
