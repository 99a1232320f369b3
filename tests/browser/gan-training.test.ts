import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { tiled } from '#src/draw/tiled.ts';
import { ModelCardSchema } from '#src/model-card.ts';
import { seededRandomStream } from '#scripts/random.ts';
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

const demo = 'gan-training';
const models = join(import.meta.dirname, '../../models');

async function courseOf(model: string) {
  const card = ModelCardSchema.parse(JSON.parse(await readFile(join(models, model, 'card.json'), 'utf8')));
  const find = (id: string) => card.metrics.find((metric) => metric.id === id)!;
  return { distance: find('fd_64'), rarest: find('rarest_digit') };
}

const openWatched = watchSite();

async function openDemo({ state, ...options }: PageOptions & { state?: string } = {}): Promise<Page> {
  const fragment = state === undefined ? '' : demoFragment(demo, state);
  return (await openWatched(demoPath(demo) + fragment, options)).page;
}

const frame = (page: Page) => frameOf(page, demo);
const figure = (page: Page, name: string) => frame(page).locator(`[data-figure="${name}"]`).textContent();
const numbers = (text: string | null) =>
  (text ?? '')
    .replaceAll(',', '')
    .match(/[\d.]+/g)
    ?.map(Number) ?? [];
const settled = (page: Page, key: string) => frame(page).locator(`[data-shown="${key}"]`).waitFor();

test('before anything is loaded the final samples, the losses and what the card says of each checkpoint are there, without JavaScript too', async () => {
  const page = await openDemo({ javaScriptEnabled: false });
  expect(await frame(page).locator('[data-sheet] img').count()).toBe(1);
  expect(await frame(page).locator('[data-chart="course"] .dot').count()).toBe(8);
  const { distance } = await courseOf('gan-mnist');
  expect(numbers(await figure(page, 'distance'))[0]).toBeCloseTo(distance.value, 1);
});

test.each([
  ['gan-mnist', 'non-saturating', [7, 0, 3]],
  ['gan-mnist-minimax', 'minimax', [0]],
  ['gan-mnist-wgan-gp', 'wasserstein', [2]],
] as const)(
  'of %s the page shows the samples, scores, readings and card figures that onnxruntime-node and the card give',
  async (model, game, checkpoints) => {
    const page = await openDemo({ state: `game=${game}` });
    await startDemo(page, demo);
    const random = seededRandomStream(1);
    const z = { data: Float32Array.from({ length: 64 * 32 }, () => random.normal()), shape: [64, 32] };
    const { distance, rarest } = await courseOf(model);
    for (const s of checkpoints) {
      await frame(page)
        .locator('[data-slider="s"]')
        .evaluate((element: HTMLInputElement, value) => {
          element.value = String(value);
          element.dispatchEvent(new Event('input', { bubbles: true }));
        }, s);
      await settled(page, `${game} ${s} 1`);
      const snapshot = { data: Float32Array.of(s), shape: [] };
      const { x_mean: images } = await runNatively(model, 'history', { z, snapshot });
      const sheet = await shownInk(frame(page).locator('[data-sheet] canvas'));
      expect(largestDifference(sheet, tiled(images!, 64, 8))).toBeLessThan(0.01);

      const x = { data: images!, shape: [64, 784] };
      const { score } = await runNatively(model, 'discriminator', { x });
      const mean = (of: (score: number) => number) =>
        [...score!].reduce((sum, each) => sum + of(each) / 64, 0);
      const d = (each: number) => 1 / (1 + Math.exp(-each));
      const row = frame(page).locator('[data-row="samples"] td');
      const shown = (await row.allTextContents()).map(Number);
      const expected = game === 'wasserstein' ? [mean((each) => each), 1] : [mean(d), mean(d), 1 - mean(d)]; // the minimax gradient is D itself
      expect(largestDifference(shown, expected)).toBeLessThan(game === 'wasserstein' ? 0.01 : 0.002);

      const { logits } = await runNatively('classifier-mnist', 'classifier', { x });
      const counts = Array<number>(10).fill(0);
      for (let i = 0; i < 64; i++) {
        const own = [...logits!.subarray(10 * i, 10 * i + 10)];
        counts[own.indexOf(Math.max(...own))]!++;
      }
      const read = await frame(page).locator('[data-count] .figure').allTextContents();
      // An image between two digits may fall to its other side on another engine.
      expect(
        read.reduce((sum, text, digit) => sum + Math.abs(Number(text) - counts[digit]!), 0),
      ).toBeLessThan(3);

      const [value] = numbers(await figure(page, 'distance'));
      expect(value! / distance.course![s]!.value).toBeCloseTo(1, 2);
      const [share] = numbers(await figure(page, 'rarest'));
      expect(share! / 100).toBeCloseTo(rarest.course![s]!.value, 3);
    }
    // The last kept generator is the shipped one, or close to it.
    expect(distance.course!.at(-1)!.value / distance.value).toBeCloseTo(1, 1);
  },
);

test('on a phone the playhead follows the finger, a sample is chosen by tap and by key, and links and reset bring states back', async () => {
  const page = await openDemo({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
  await startDemo(page, demo);
  const chart = frame(page).locator('[data-chart="course"]');
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: number[]) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: places.map((x) => ({ x: box.x + x * box.width, y: box.y + 0.5 * box.height })),
    });
  await touch('touchStart', 0.95);
  for (const x of [0.8, 0.6, 0.4, 0.2, 0.1]) await touch('touchMove', x);
  await touch('touchEnd');
  await settled(page, 'non-saturating 0 1');
  const sheet = frame(page).locator('[data-sheet]');
  await sheet.scrollIntoViewIfNeeded();
  const { width } = (await sheet.boundingBox())!;
  await sheet.click({ position: { x: (2.5 * width) / 8, y: (1.5 * width) / 8 } });
  expect(await sheet.getAttribute('aria-valuenow')).toBe('11');
  await sheet.press('ArrowDown');
  await choose(page, demo, 'wasserstein');
  await settled(page, 'wasserstein 0 1');
  expect(new URL(await copyLink(page, demo)).hash).toBe('#demo-gan-training?game=wasserstein&s=0&k=18');
  await frame(page).locator('[data-action="reset"]').click();
  expect((await copyLink(page, demo)).endsWith(`#demo-${demo}`)).toBe(true);
  await page.evaluate(() => {
    location.hash = '#demo-gan-training?game=minimax&s=99&k=-1&seed=4';
  });
  await settled(page, 'minimax 7 4'); // what cannot be read stays as it was at first
  await frame(page).locator('[data-action="play"]').click();
  await settled(page, 'minimax 2 4');
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-gan-training.png');
  expect(picture.width).toBeGreaterThan(900);
  await eventually(() => frame(page).locator('[data-announcement]').textContent()).toContain('FD-64');
});
