import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { mixtures } from '#scripts/datasets/gaussians.ts';
import { modeCoverage } from '#scripts/metrics/mode-coverage.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { ModelCardSchema } from '#src/model-card.ts';
import {
  copyLink,
  eventually,
  frameOf,
  savedPicture,
  demoPath,
  startDemo,
  watchSite,
  type PageOptions,
} from './demo-page.ts';
import { runNatively } from './native-model.ts';

const demo = 'mode-collapse';
const models = join(import.meta.dirname, '../../models');
const courses = ['healthy', 'collapsed'] as const;
type Course = (typeof courses)[number];
const idOf = (data: 'ring' | 'grid', course: Course) =>
  `gan-${data}${course === 'healthy' ? '' : '-collapsed'}`;

async function metricOf(model: string, id: string) {
  const card = ModelCardSchema.parse(JSON.parse(await readFile(join(models, model, 'card.json'), 'utf8')));
  return card.metrics.find((metric) => metric.id === id)!;
}

const openWatched = watchSite();

async function openDemo({ state, ...options }: PageOptions & { state?: string } = {}): Promise<Page> {
  const fragment = state === undefined ? '' : demoFragment(demo, state);
  return (await openWatched(demoPath(demo) + fragment, options)).page;
}

const frame = (page: Page) => frameOf(page, demo);
const figure = (page: Page, name: string) => frame(page).locator(`[data-figure="${name}"]`).textContent();

/** Waits until the points of a question are seen on both sides. */
async function settled(page: Page, data: 'ring' | 'grid', s: number, draw: number): Promise<void> {
  for (const course of courses) {
    const panel = frame(page).locator(`[data-course="${course}"]`);
    const asked = [data, course, s, draw].join(' ');
    await eventually(() => panel.getAttribute('data-shown')).toBe(asked);
  }
}

async function shownCoverage(page: Page, course: Course): Promise<{ modes: number; quality: number }> {
  const [modes, quality] = [await figure(page, `modes-${course}`), await figure(page, `quality-${course}`)];
  return { modes: Number.parseInt(modes!, 10), quality: Number.parseFloat(quality!) / 100 };
}

test('before anything is loaded the points at the end of both trainings and the cards’ figures are there, without JavaScript too', async () => {
  const page = await openDemo({ javaScriptEnabled: false });
  expect(await frame(page).locator('.dots').count()).toBe(2);
  expect(await frame(page).locator('circle').count()).toBe(16);
  for (const course of courses) {
    const { value } = await metricOf(idOf('ring', course), 'modes');
    expect(await figure(page, `card-modes-${course}`)).toContain(value.toFixed(1));
  }
});

test.each(['ring', 'grid'] as const)(
  'the ten draws of the %s’s card give, counted in the page, the card’s own figures',
  async (data) => {
    const page = await openDemo({ state: `data=${data}` });
    await startDemo(page, demo);
    const sums = { healthy: { modes: 0, quality: 0 }, collapsed: { modes: 0, quality: 0 } };
    for (let draw = 0; draw < 10; draw++) {
      await settled(page, data, 11, draw);
      for (const course of courses) {
        const { modes, quality } = await shownCoverage(page, course);
        sums[course].modes += modes / 10;
        sums[course].quality += quality / 10;
      }
      await frame(page).locator('[data-action="draw"]').click();
    }
    for (const course of courses) {
      const modes = await metricOf(idOf(data, course), 'modes');
      const quality = await metricOf(idOf(data, course), 'quality');
      // A point at the very edge of a mode may fall to its other side on another engine.
      expect(Math.abs(sums[course].modes - modes.value)).toBeLessThan(0.11);
      expect(Math.abs(sums[course].quality - quality.value)).toBeLessThan(0.001);
    }
  },
);

test('along the training the page counts what onnxruntime-node generates, and D at x is the discriminator’s', async () => {
  const page = await openDemo({ state: 's=4&x=1,0' });
  await startDemo(page, demo);
  const random = seededRandomStream(1);
  const z = { data: Float32Array.from({ length: 5000 }, () => random.normal()), shape: [2500, 2] };
  const { means, deviation } = mixtures['gaussians-ring'];
  for (const s of [4, 3]) {
    await settled(page, 'ring', s, 0);
    const snapshot = { data: Float32Array.of(s), shape: [] };
    for (const course of courses) {
      const { x, step } = await runNatively(idOf('ring', course), 'generator', { z, snapshot });
      const { modes, quality } = modeCoverage({ data: x!, shape: [2500, 2] }, means, deviation);
      const shown = await shownCoverage(page, course);
      expect(Math.abs(shown.modes - modes)).toBeLessThanOrEqual(1);
      expect(Math.abs(shown.quality - quality.value)).toBeLessThan(0.003);
      expect(await figure(page, `step-${course}`)).toBe(step![0]!.toLocaleString('ko'));
      const { score } = await runNatively(idOf('ring', course), 'discriminator', {
        x: { data: Float32Array.of(1, 0), shape: [1, 2] },
        snapshot,
      });
      await eventually(async () =>
        Math.abs(Number(await figure(page, `at-x-${course}`)) - 1 / (1 + Math.exp(-score![0]!))),
      ).toBeLessThan(0.003);
    }
    await frame(page).locator('[data-slider="s"]').press('ArrowLeft');
  }
});

test('x follows the finger on a phone, zooming is shared, and reset and links bring states back', async () => {
  const page = await openDemo({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
  await startDemo(page, demo);
  const plane = frame(page).locator('[data-course="healthy"] [data-plane]');
  await plane.scrollIntoViewIfNeeded();
  const box = (await plane.boundingBox())!;
  const scrolled = await page.evaluate(() => scrollY);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: [number, number][]) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: places.map(([x, y]) => ({ x: box.x + x * box.width, y: box.y + y * box.height })),
    });
  await touch('touchStart', [0.5, 0.5]);
  for (let step = 1; step <= 4; step++) await touch('touchMove', [0.5 + 0.1 * step, 0.5]);
  await touch('touchEnd');
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  for (const course of courses) {
    const handle = frame(page).locator(`[data-course="${course}"] [data-handle="x"]`);
    await eventually(() => handle.getAttribute('aria-valuenow').then(Number)).toBeCloseTo(1, 1);
  }
  // Clicked: a tap that follows a drag within milliseconds Chromium takes for the end of that drag's swing.
  await frame(page).locator('[data-course="collapsed"] [data-action="zoom-in"]').click();
  const link = new URLSearchParams((await copyLink(page, demo)).split('?')[1]);
  expect(Number(link.get('view')?.split(',')[2])).toBeCloseTo(1 / 1.5, 4);
  await frame(page).locator('[data-action="reset"]').click();
  expect((await copyLink(page, demo)).endsWith(`#demo-${demo}`)).toBe(true);
  await page.evaluate(() => {
    location.hash = '#demo-mode-collapse?data=grid&s=7';
  });
  await settled(page, 'grid', 7, 0);
  const { name } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-mode-collapse.png');
});

test('a slider of the sleeping demo wakes it, and its first move counts', async () => {
  const page = await openDemo();
  const slider = frame(page).locator('input[type="range"]');
  await slider.evaluate((element: HTMLInputElement) => {
    element.focus();
    element.value = '3';
    element.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await eventually(async () => (await copyLink(page, demo)).split('?')[1]).toBe('s=3');
  expect(await slider.inputValue()).toBe('3');
});
