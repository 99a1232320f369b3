import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  choose,
  copyLink,
  eventually,
  frameOf,
  demoPath,
  savedPicture,
  watchSite,
  type PageOptions,
} from './demo-page.ts';

const demo = 'reparameterize';
const open = watchSite();

async function openDemo({ fragment = '', ...options }: PageOptions & { fragment?: string } = {}) {
  const { page } = await open(demoPath(demo) + fragment, options);
  return page;
}

async function text(page: Page, selector: string): Promise<string> {
  return (await frameOf(page, demo).locator(selector).textContent()) ?? '';
}

async function figure(page: Page, selector: string): Promise<number> {
  return Number((await text(page, selector)).replace('−', '-'));
}

const row = (key: string, name: string) => `[data-row="${key}"] [data-figure="${name}"]`;

test('with ε held, z follows μ, and the figures are those of the closed forms', async () => {
  const page = await openDemo();
  const slider = frameOf(page, demo).locator('[data-slider="mu"]');
  await slider.focus();
  const epsilon = await figure(page, '[data-figure="epsilon"]');
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  await eventually(() => text(page, '[data-figure="mu"]')).toBe('0.50');
  expect(await figure(page, '[data-figure="epsilon"]')).toBe(epsilon);
  const z = await figure(page, '[data-figure="z"]');
  expect(Math.abs(z - (0.5 + 0.7 * epsilon))).toBeLessThan(0.01);
  expect(Math.abs((await figure(page, '[data-figure="by-mu"]')) - 2 * z)).toBeLessThan(0.02);
  expect(Math.abs((await figure(page, '[data-figure="by-sigma"]')) - 2 * z * epsilon)).toBeLessThan(0.05);
  expect(await figure(page, row('pathwise', 'formula'))).toBeCloseTo(4 * 0.49, 2);
  const score = 0.5 ** 4 / 0.49 + 14 * 0.25 + 15 * 0.49;
  expect(await figure(page, row('score', 'formula'))).toBeCloseTo(score, 1);
  expect(Math.abs((await figure(page, row('score', 'variance'))) / score - 1)).toBeLessThan(0.15);
  expect(Math.abs((await figure(page, row('score', 'mean'))) - 1)).toBeLessThan(
    4 * Math.sqrt(score / 20_000),
  );
});

test('with z drawn directly no gradient flows and z jumps, and a link opens it so', async () => {
  const page = await openDemo();
  await choose(page, demo, 'drawn');
  await eventually(() => text(page, row('pathwise', 'one'))).toBe('없음');
  expect(await frameOf(page, demo).locator('[data-flow="stops"]').count()).toBe(1);
  const before = await figure(page, '[data-figure="z"]');
  await frameOf(page, demo).locator('[data-slider="mu"]').focus();
  await page.keyboard.press('ArrowRight');
  await eventually(() => text(page, '[data-figure="mu"]')).toBe('1.05');
  expect(Math.abs((await figure(page, '[data-figure="z"]')) - before - 0.05)).toBeGreaterThan(0.02);
  const z = await text(page, '[data-figure="z"]');
  const link = await copyLink(page, demo);
  expect(link).toContain('way=drawn');
  const other = await openDemo({ fragment: new URL(link).hash });
  await eventually(() => text(other, '[data-figure="z"]')).toBe(z);
  await frameOf(other, demo).locator('[data-action="reset"]').click();
  await eventually(() => text(other, '[data-figure="mu"]')).toBe('1.00');
  expect(await frameOf(other, demo).locator('[data-flow="flows"]').count()).toBe(1);
});

test('dragging the picture moves μ, drawing again changes ε', async () => {
  const page = await openDemo();
  const plot = frameOf(page, demo).locator('.plot');
  await frameOf(page, demo).locator('[data-action="draw-again"]').click();
  await eventually(() => plot.locator('canvas').count()).toBe(1);
  const epsilon = await text(page, '[data-figure="epsilon"]');
  await frameOf(page, demo).locator('[data-action="draw-again"]').click();
  await eventually(() => text(page, '[data-figure="epsilon"]')).not.toBe(epsilon);
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await eventually(() => figure(page, '[data-figure="mu"]')).toBeCloseTo(-1, 1);
});

test('without JavaScript the picture and the figures stand there', async () => {
  const page = await openDemo({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } });
  expect(await figure(page, row('pathwise', 'formula'))).toBeCloseTo(4 * 0.49, 2);
  expect(await text(page, '.kind')).toBe('시뮬레이션');
  const box = (await frameOf(page, demo).locator('.plot svg').boundingBox())!;
  expect(Math.abs(box.height - 220)).toBeLessThan(4);
});

test('the saved picture has the hill, and in English it is the same demo', async () => {
  const page = await openDemo();
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-reparameterize.png');
  let green = 0;
  for (let i = 0; i < picture.data.length; i += picture.channels)
    if (picture.data[i]! < 60 && picture.data[i + 1]! > 90 && picture.data[i + 1]! < 120) green++;
  expect(green).toBeGreaterThan(1000);
  const { page: english } = await open(`/en${demoPath(demo)}`);
  expect(await text(english, '.kind')).toBe('Simulation');
  expect(await frameOf(english, demo).textContent()).not.toMatch(/[가-힣]/);
});
