import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fitLogisticRegression } from '#scripts/metrics/logistic-regression.ts';
import { demoFragment } from '#src/demos/demo-link.ts';
import { drawTests, drawToLabel, rowsOf } from '#src/demos/few-labels/state.ts';
import { ModelCardSchema } from '#src/model-card.ts';
import {
  copyLink,
  eventually,
  frameOf,
  largestDifference,
  demoPath,
  savedPicture,
  shownInk,
  startDemo,
  watchSite,
  type PageOptions,
} from './demo-page.ts';
import { runNatively } from './native-model.ts';

const demo = 'few-labels';
const card = ModelCardSchema.parse(
  JSON.parse(
    await readFile(join(import.meta.dirname, '../../models/transfer-mnist/card.json'), 'utf8'),
  ) as unknown,
);
const openWatched = watchSite();

async function open({
  state,
  path = demoPath(demo),
  ...options
}: PageOptions & { state?: string; path?: string } = {}): Promise<Page> {
  return (await openWatched(path + (state === undefined ? '' : demoFragment(demo, state)), options)).page;
}

const frame = (page: Page) => frameOf(page, demo);
const text = async (page: Page, selector: string) =>
  (await frame(page).locator(selector).textContent()) ?? '';
const own = async (page: Page, method: 'codes' | 'pixels') =>
  Number.parseFloat(await text(page, `[data-own="${method}"]`));
const percent = ({ value, standardError = 0 }: { value: number; standardError?: number | undefined }) =>
  `${(100 * value).toFixed(2)} ± ${(100 * standardError).toFixed(2)}%`;

const { images: digits, meant } = drawToLabel(1);
const tests = drawTests();

async function encode(x: Float32Array): Promise<Float32Array> {
  const { z } = await runNatively('transfer-mnist', 'encoder', {
    x: { data: x, shape: [x.length / 784, 784] },
  });
  return z!;
}

/** Per cent wrong of the workshop's logistic regression, which learns from the first labels of the digits. */
async function errorsOf(labels: readonly number[]) {
  const rows = [...labels.keys()];
  const kinds = [...new Set(labels)].sort((a, b) => a - b);
  const wrong = async (features: Float32Array, tried: Float32Array) => {
    const dims = tried.length / tests.meant.length;
    const classifier = await fitLogisticRegression(
      { data: rowsOf(features, dims, rows), shape: [rows.length, dims] },
      Uint8Array.from(labels, (label) => kinds.indexOf(label)),
      { classes: kinds.length, penalty: 1 },
    );
    const predicted = await classifier.predict({ data: tried, shape: [tests.meant.length, dims] });
    const misread = tests.meant.filter((label, i) => kinds[predicted[i]!] !== label).length;
    return (100 * misread) / tests.meant.length;
  };
  return {
    codes: await wrong(await encode(digits), await encode(tests.images)),
    pixels: await wrong(digits, tests.images),
  };
}

/** Two solvers may part on a digit or two of the 300 that lie between classes. */
const within = 0.8;

async function expectLearned(page: Page, labels: readonly number[]) {
  const expected = await errorsOf(labels);
  await eventually(async () => Math.abs((await own(page, 'codes')) - expected.codes)).toBeLessThan(within);
  await eventually(async () => Math.abs((await own(page, 'pixels')) - expected.pixels)).toBeLessThan(within);
  return expected;
}

test('before anything is loaded the card’s errors are there with their bars, and the digits to label, without JavaScript too', async () => {
  const page = await open({ javaScriptEnabled: false });
  const metric = card.metrics.find(({ id }) => id === 'error_20')!;
  expect(await text(page, '[data-error="codes"]')).toBe(percent(metric));
  const rivals = { scratch: /same network/, ae10: /10-d/, ae32: /32-d/, pixels: /regression on pixels/ };
  for (const [name, words] of Object.entries(rivals)) {
    const rival = metric.opponents.find((each) => words.test(each.name.en))!;
    expect(rival.standardError, name).toBeGreaterThan(0);
    expect(await text(page, `[data-error="${name}"]`)).toBe(percent(rival));
    expect(await frame(page).locator(`g.${name} .dots`).first().isVisible()).toBe(true);
  }
  expect(await frame(page).locator('[data-digit] img').count()).toBe(20);
});

test('a count is read out, and labels given by keys and taps teach both classifiers what the workshop’s would learn', async () => {
  const page = await open();
  await frame(page).locator('[data-slider="count"]').fill('6');
  const last = card.metrics.find(({ id }) => id === 'error_1000')!;
  await eventually(() => text(page, '[data-error="codes"]')).toBe(percent(last));

  await startDemo(page, demo);
  await frame(page).locator('[data-digit="0"]').click();
  const canvas = frame(page).locator('[data-digit="0"] canvas');
  expect(largestDifference(await shownInk(canvas), digits.subarray(0, 784))).toBeLessThan(0.01);
  for (const label of meant.slice(0, 5)) await page.keyboard.press(String(label));
  await expectLearned(page, meant.slice(0, 5));
  for (const label of meant.slice(5, 19)) await frame(page).locator(`[data-label="${label}"]`).click();
  await eventually(() => frame(page).locator('.given').allTextContents()).toEqual([
    ...meant.slice(0, 19).map(String),
    '?',
  ]);

  // The last one is labelled wrongly, which stays the reader's affair.
  const mistaken = (meant[19]! + 1) % 10;
  await frame(page).locator('[data-digit="19"]').press(String(mistaken));
  await expectLearned(page, [...meant.slice(0, 19), mistaken]);
  await eventually(() => text(page, '[data-figure="meant"]')).toContain('1개가');
  await frame(page).locator('[data-digit="19"]').press('Backspace');
  await frame(page).locator('[data-digit="19"]').press(String(meant[19]));
  const { codes, pixels } = await expectLearned(page, meant);
  expect(codes).toBeLessThan(15);
  expect(pixels).toBeGreaterThan(2 * codes);
  await eventually(() => text(page, '[data-figure="meant"]')).toContain('모두');
  const dots = frame(page).locator('.results svg .codes .dots');
  await eventually(async () => (await dots.getAttribute('d'))?.split('M').length).toBe(20 + 1);
  expect(await frame(page).locator('[data-tile^="test-"]').count()).toBe(10);
  const shown = frame(page).locator('[data-tile="test-3"] canvas');
  const three = tests.meant.indexOf(3);
  expect(largestDifference(await shownInk(shown), tests.images.subarray(784 * three, 784 * (three + 1)))).toBeLessThan(0.01); // prettier-ignore

  const link = await copyLink(page, demo);
  expect(link).toContain(`labels=${meant.join('')}`);
  await page.context().close();
  const other = await open({ path: link });
  await startDemo(other, demo);
  await eventually(() => own(other, 'codes')).toBeCloseTo(codes, 0);
  await frame(other).locator('[data-action="another"]').click();
  await eventually(() => frame(other).locator('.given').allTextContents()).toEqual(Array(20).fill('?'));
  expect(await text(other, '[data-own="codes"]')).toBe('–');
});

test('on a phone in English it is tapped, words are said, and the picture is saved', async () => {
  const page = await open({
    path: `/en${demoPath(demo)}`,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
    state: 'labels=99&count=-1',
  });
  await startDemo(page, demo);
  for (const label of meant.slice(0, 3)) await frame(page).locator(`[data-label="${label}"]`).tap();
  await eventually(() => text(page, '[data-announcement]')).toMatch(/^3 labels\. Error on codes \d\d\.\d ± /);
  expect(await frame(page).locator('[data-demo]').innerText()).not.toMatch(/[가-힣]/);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-few-labels.png');
  expect(picture.height).toBeGreaterThan(300);
});
