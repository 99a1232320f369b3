import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { logMeanExp } from '#scripts/metrics/log-probability.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { demoFragment } from '#src/demos/demo-link.ts';
import { drawLetter, type Letter } from '#src/draw/handwriting/letters.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth } from '#src/draw/strokes.ts';
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
import { runNatively } from './native-model.ts';

const demo = 'bayes-classifier';
const models = join(import.meta.dirname, '../../models');
const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(models, file), 'utf8'));
const reference = ReferenceSchema.parse(await read('bayes-mnist/reference.json'));
const classifierReference = ReferenceSchema.parse(await read('classifier-mnist/reference.json'));
const [bayesCard, classifierCard] = [
  ModelCardSchema.parse(await read('bayes-mnist/card.json')),
  ModelCardSchema.parse(await read('classifier-mnist/card.json')),
];
const metric = (card: typeof bayesCard, id: string) => card.metrics.find((each) => each.id === id)!;
const threshold = (percent: number) => metric(bayesCard, `log_px_percentile_${percent}`).value;

const openWatched = watchSite();

async function open({
  state,
  path = demoPath(demo),
  ...options
}: PageOptions & { state?: string; path?: string } = {}): Promise<Page> {
  return (await openWatched(path + (state === undefined ? '' : demoFragment(demo, state)), options)).page;
}

const frame = (page: Page) => frameOf(page, demo);
const text = async (page: Page, name: string) =>
  (await frame(page).locator(`[data-figure="${name}"]`).first().textContent()) ?? '';
const number = (words: string) => Number(words.replace('−', '-').replace('-∞', '-Infinity'));
const evidence = async (page: Page) => number(await text(page, 'evidence'));
const column = async (page: Page, name: string) =>
  (await frame(page).locator(`[data-class] [data-figure="${name}"]`).allTextContents()).map(number);
const press = (page: Page, action: string) => frame(page).locator(`[data-action="${action}"]`).click();
const setSlider = (page: Page, name: string, value: number) =>
  frame(page).locator(`[data-slider="${name}"]`).fill(String(value));

const softmax = (logits: readonly number[]) => logits.map((logit) => Math.exp(logit - logSumExp(logits)));

/** What both models say of an image, on onnxruntime-node. */
async function natively(image: Float32Array) {
  const bits = image.map((value) => (value >= 0.5 ? 1 : 0));
  const [x, y] = [new Float32Array(7840), new Float32Array(100)];
  for (let digit = 0; digit < 10; digit++) {
    x.set(bits, digit * 784);
    y[11 * digit] = 1;
  }
  const { log_likelihood: given } = await runNatively('bayes-mnist', 'bayes', {
    x: { data: x, shape: [10, 784] },
    y: { data: y, shape: [10, 10] },
  });
  const { logits } = await runNatively('classifier-mnist', 'classifier', {
    x: { data: image, shape: [1, 784] },
  });
  return { logLikelihoods: [...given!], shares: softmax([...logits!]), evidence: logMeanExp(given!) };
}

/** Waits until the table shows what both models say of an image, with an even prior. */
async function expectShown(page: Page, image: Float32Array, tolerance = 0.15) {
  const native = await natively(image);
  await eventually(async () => Math.abs((await evidence(page)) - native.evidence)).toBeLessThan(tolerance);
  const joint = native.logLikelihoods.map((value) => value - Math.log(10));
  expect(largestDifference(await column(page, 'joint'), joint)).toBeLessThan(2 * tolerance + 0.1);
  const percents = native.shares.map((share) => 100 * share);
  await eventually(async () => largestDifference(await column(page, 'softmax'), percents)).toBeLessThan(1);
  return native;
}

const example = (label: number) =>
  normalize(reference.examples.find((each) => each.label === label)!.strokes, penWidth);
const letter = (name: Letter) =>
  normalize(drawLetter(name, seededRandomStream(reference.seed), { calm: true }).strokes, penWidth);

test('before anything is loaded the references’ nine is weighed, and the cards’ figures are there, without JavaScript too', async () => {
  const page = await open({ javaScriptEnabled: false });
  const { log_likelihood: stored } = reference.graphs['bayes']!.outputs;
  const told = [...decodeTensor(stored!).slice(10)];
  expect(largestDifference(await column(page, 'joint'), told.map((value) => value - Math.log(10)))).toBeLessThan(0.06); // prettier-ignore
  expect(await evidence(page)).toBeCloseTo(logMeanExp(told), 1);
  const { logits } = classifierReference.graphs['classifier']!.outputs;
  const shares = softmax([...decodeTensor(logits!).slice(90, 100)]).map((share) => 100 * share);
  expect(largestDifference(await column(page, 'softmax'), shares)).toBeLessThan(0.06);
  expect(await text(page, 'softmax-verdict')).toMatch(/^9 /);
  expect(await text(page, 'bayes-verdict')).toMatch(/^9 /);
  for (const id of ['accuracy', 'auroc_noise', 'auroc_empty', 'auroc_letters', 'auroc_turned']) {
    const cells = await frame(page).locator(`[data-measured="${id}"] td`).allTextContents();
    const places = id === 'accuracy' ? 4 : 3;
    expect(cells.slice(0, 2)).toEqual([
      metric(classifierCard, id).value.toFixed(places),
      metric(bayesCard, id).value.toFixed(places),
    ]);
  }
});

test('drawings, letters, noise and simple images are weighed as onnxruntime-node weighs them, and refused as the lecture says', async () => {
  const page = await open();
  await startDemo(page, demo);
  await frame(page).locator('[data-action="clear"]').click();
  await drawWithMouse(page, undefined, demo);
  // Kept strokes are rounded to a thousandth of the pad, which may turn a pixel.
  const drawn = normalize(await keptStrokes(page), penWidth);
  await expectShown(page, drawn, 8);

  for (const [name, refused] of [
    ['M', true],
    ['W', true],
    ['ㅎ', true],
    ['A', false],
    ['K', false],
  ] as const) {
    // prettier-ignore
    await frame(page).locator(`[data-example="${name}"]`).click();
    const native = await expectShown(page, letter(name));
    expect(native.evidence < threshold(5), name).toBe(refused);
    expect((await text(page, 'bayes-verdict')) === '모르겠다', name).toBe(refused);
    expect(await text(page, 'softmax-verdict'), name).toMatch(/^\d /);
  }

  await press(page, 'noise');
  const random = seededRandomStream(1);
  const noise = await expectShown(
    page,
    Float32Array.from({ length: 784 }, () => random.integer(2)),
  );
  expect(noise.evidence).toBeLessThan(-1000);
  expect(Math.max(...noise.shares)).toBeGreaterThan(0.8);
  await setSlider(page, 'refused', 1);
  expect(await text(page, 'bayes-verdict')).toBe('모르겠다');
  await setSlider(page, 'refused', 0);
  expect(await text(page, 'bayes-verdict')).toMatch(/^\d · 100\.0%/);

  // Simple images are likelier than most digits.
  await setSlider(page, 'refused', 7);
  await press(page, 'blank');
  const blank = await expectShown(page, new Float32Array(784));
  expect(blank.evidence).toBeGreaterThan(threshold(75));
  expect(await text(page, 'bayes-verdict')).toMatch(/^\d /);
  await press(page, 'dot');
  const dot = new Float32Array(784);
  for (const at of [13 * 28 + 13, 13 * 28 + 14, 14 * 28 + 13, 14 * 28 + 14]) dot[at] = 1;
  expect((await expectShown(page, dot)).evidence).toBeGreaterThan(threshold(50));
  expect(await shownInk(frame(page).locator('[data-tile="bits"] canvas'))).toEqual([...dot]);
});

test('a prior turns a doubtful digit, an image is moved, and a copied link shows another reader the same', async () => {
  const page = await open({ state: 'prior=1,1&refused=99' });
  await startDemo(page, demo);
  await press(page, 'doubtful');
  await eventually(() => text(page, 'bayes-verdict')).toMatch(/^9 · [5-7]\d\./);
  const before = await column(page, 'joint');
  await setSlider(page, 'prior-9', 0.04);
  await eventually(() => text(page, 'bayes-verdict')).toMatch(/^7 /);
  const after = await column(page, 'joint');
  expect(after[9]! - before[9]!).toBeCloseTo(Math.log(0.04 / 0.1), 0);
  expect(after[7]! - before[7]!).toBeCloseTo(Math.log(0.96 / 0.9), 0);
  const priors = await frame(page)
    .locator('[data-slider^="prior-"]')
    .evaluateAll((sliders) =>
      sliders.map((slider) => (slider as HTMLInputElement).getAttribute('aria-valuetext')),
    );
  expect(priors).toEqual([...Array(9).fill('10.7%'), '4.0%']);

  await frame(page).locator('[data-example="5"]').click();
  await press(page, 'even');
  await choose(page, demo, 'shifted');
  const clean = example(5);
  const moved = clean.map((_, i) => clean[((Math.floor(i / 28) + 24) % 28) * 28 + (((i % 28) + 24) % 28)]!);
  const native = await expectShown(page, moved);
  expect(native.evidence).toBeLessThan(threshold(1));
  await eventually(() => text(page, 'bayes-verdict')).toBe('모르겠다');

  await press(page, 'half');
  const said = await text(page, 'bayes-verdict');
  const shown = await evidence(page);
  const link = await copyLink(page, demo);
  await page.context().close();
  const other = await open({ path: link });
  await startDemo(other, demo);
  // A link holds a drawing to a 4,095th of the pad, which may turn a pixel.
  await eventually(async () => Math.abs((await evidence(other)) - shown)).toBeLessThan(8);
  expect(await text(other, 'bayes-verdict')).toBe(said);
  expect(await frame(other).locator('[data-slider="prior-9"]').inputValue()).toBe('0.5');
  await frame(other).locator('[data-action="reset"]').click();
  expect(await frame(other).locator('[data-slider="prior-9"]').inputValue()).toBe('0.1');
});

test('on a phone in English it is tapped, words are said, and the picture is saved', async () => {
  const page = await open({
    path: `/en${demoPath(demo)}`,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await startDemo(page, demo);
  await frame(page).locator('[data-action="noise"]').tap();
  await eventually(() => frame(page).locator('[data-announcement]').textContent()).toMatch(
    /Softmax \d · .*Bayes’ rule I don’t know, log p\(x\) −1\d\d\d\.\d/,
  );
  const inDemo = await frame(page).locator('[data-demo]').innerText();
  expect(inDemo).not.toMatch(/[가-힣]/);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-bayes-classifier.png');
  expect(picture.height).toBeGreaterThan(picture.width / 2);
});
