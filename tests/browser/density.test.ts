import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
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

const demo = 'density';
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
const number = async (page: Page, selector: string) => {
  const shown = await text(page, selector);
  return shown === '−∞' ? -Infinity : Number(shown.replace('−', '-'));
};
const score = (page: Page, method: string, of: 'train' | 'held-out' | 'cross-validated') =>
  number(page, `[data-method="${method}"] [data-figure="${of}"]`);
const press = (page: Page, action: string) => frame(page).locator(`[data-action="${action}"]`).click();
const slide = (page: Page, place: number) =>
  frame(page).locator('[data-slider="setting"]').fill(String(place));

type Point = readonly [number, number];

/** The points as a link says them: four letters each, two for a coordinate in 4,095ths of the square. */
async function linkedPoints(page: Page): Promise<Point[]> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const own = new URLSearchParams((await copyLink(page, demo)).split('?')[1]).get('own')!;
  const share = (at: number) => (64 * letters.indexOf(own[at]!) + letters.indexOf(own[at + 1]!)) / 4095;
  return Array.from({ length: own.length / 4 }, (_, i) => [8 * share(4 * i) - 4, 4 - 8 * share(4 * i + 2)]);
}

/** Mean log of a kernel estimate, as its formula says, of points that it was or was not made of. */
function kernelScore(train: readonly Point[], on: readonly Point[], h: number): number {
  const density = ([x, y]: Point) =>
    train.reduce(
      (sum, [px, py]) =>
        sum + Math.exp(-((x - px) ** 2 + (y - py) ** 2) / (2 * h * h)) / (2 * Math.PI * h * h),
      0,
    ) / train.length;
  return on.reduce((sum, point) => sum + Math.log(density(point)), 0) / on.length;
}

/** Mean log of a histogram of b × b bins on the square from −4 to 4. */
function histogramScore(train: readonly Point[], on: readonly Point[], b: number): number {
  const bin = ([x, y]: Point) => [x, y].map((c) => Math.min(b - 1, Math.floor(((c + 4) / 8) * b))).join();
  const log = (point: Point) =>
    Math.log(train.filter((each) => bin(each) === bin(point)).length / train.length / (8 / b) ** 2);
  return on.reduce((sum, point) => sum + log(point), 0) / on.length;
}

const thirds = (points: readonly Point[], fold: number) => ({
  train: points.filter((_, i) => i % 3 !== fold),
  heldOut: points.filter((_, i) => i % 3 === fold),
});

test('without JavaScript the points, the heat and the scores stand there', async () => {
  const page = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } });
  const dots = await frame(page)
    .locator('[data-field] path')
    .evaluateAll((paths) => paths.map((path) => path.getAttribute('d')!.split('M').length - 1));
  expect(dots).toEqual([80, 40, 40]); // the held-out ones twice: a rim, and the paper inside
  expect(await frame(page).locator('[data-field] img[src$=".svg"]').count()).toBe(1);
  expect(await frame(page).locator('[data-field] img[src$=".png"]').count()).toBe(1);
  expect(await text(page, '[data-figure="integral"]')).toBe('1.0000');
  expect(await score(page, 'kernel', 'train')).toBeGreaterThan(await score(page, 'kernel', 'held-out'));
  expect(await text(page, '.kind')).toBe('시뮬레이션');
});

test('points are added, dragged and taken away, and the scores are those of the formulas', async () => {
  const page = await open({ state: 'data=own' });
  const field = frame(page).locator('[data-field]');
  await eventually(() => field.locator('canvas').count()).toBe(1);
  /** Where a point of the plane is on the screen now. */
  const at = async ([x, y]: Point) => {
    await field.scrollIntoViewIfNeeded();
    const box = (await field.boundingBox())!;
    return [box.x + ((x + 4) / 8) * box.width, box.y + ((4 - y) / 8) * box.height] as const;
  };
  // A line is drawn, and leaves points behind the pen.
  await page.mouse.move(...(await at([-3, -2])));
  await page.mouse.down();
  await page.mouse.move(...(await at([3, -1])), { steps: 40 });
  await page.mouse.up();
  await page.mouse.click(...(await at([0, 3])));
  const drawn = await linkedPoints(page);
  expect(drawn.length).toBeGreaterThan(12);
  expect(Math.hypot(drawn.at(-1)![0], drawn.at(-1)![1] - 3)).toBeLessThan(0.05);
  // The lone point is dragged, and the first of the line taken away by a tap.
  await page.mouse.move(...(await at([0, 3])));
  await page.mouse.down();
  await page.mouse.move(...(await at([1, 2])), { steps: 5 });
  await page.mouse.up();
  await page.mouse.click(...(await at(drawn[0]!)));
  const points = await linkedPoints(page);
  expect(points).toHaveLength(drawn.length - 1);
  expect(Math.hypot(points[0]![0] - 1, points[0]![1] - 2)).toBeLessThan(0.05); // the last took its place
  for (const fold of [0, 2]) {
    await choose(page, demo, `fold-${fold}`);
    const { train, heldOut } = thirds(points, fold);
    await slide(page, 12); // h = 0.06 · 25^(20/32)
    const h = 0.06 * 25 ** (20 / 32);
    await eventually(() => score(page, 'kernel', 'train')).toBeCloseTo(kernelScore(train, train, h), 1);
    expect(Math.abs((await score(page, 'kernel', 'held-out')) - kernelScore(train, heldOut, h))).toBeLessThan(
      0.01,
    );
  }
  const h = 0.06 * 25 ** (20 / 32);
  const folds = [0, 1, 2].map((fold) => thirds(points, fold));
  const mean =
    folds.reduce((sum, { train, heldOut }) => sum + kernelScore(train, heldOut, h) * heldOut.length, 0) /
    points.length;
  await eventually(async () => Math.abs((await score(page, 'kernel', 'cross-validated')) - mean) < 0.01).toBe(
    true,
  );

  await press(page, 'undo');
  expect(await linkedPoints(page)).toHaveLength(drawn.length);
  await press(page, 'clear');
  expect(await text(page, '[data-figure="integral"]')).toBe('–');
  // By keys: a point in the middle, taken along and taken away again.
  await field.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  const [only] = await linkedPoints(page);
  expect(only![0]).toBeCloseTo(5 * (8 / 50), 2);
  expect(only![1]).toBeCloseTo(0, 2);
  await field.focus();
  await page.keyboard.press('Delete');
  expect(await text(page, '[data-figure="integral"]')).toBe('–');
});

test('a fine histogram overfits to −∞, held-out points choose, and without normalisation the coarsest wins', async () => {
  const page = await open({ state: 'method=histogram&data=moons' });
  await eventually(() => frame(page).locator('[data-field] canvas').count()).toBe(1);
  await press(page, 'best-train');
  await eventually(() => score(page, 'histogram', 'held-out')).toBe(-Infinity);
  expect(await score(page, 'histogram', 'train')).toBeGreaterThan(0);
  expect(await text(page, '[data-figure="integral"]')).toBe('1.0000');
  expect(await frame(page).locator('svg .lost').count()).toBeGreaterThan(3);
  await press(page, 'best');
  await eventually(() => score(page, 'histogram', 'held-out')).toBeGreaterThan(-4);
  // A point more makes the points the reader's own, which a link tells.
  await frame(page).locator('[data-field]').focus();
  await page.keyboard.press('Space');
  const points = await linkedPoints(page);
  const { train, heldOut } = thirds(points, 0);
  const bins = Number((await text(page, '[data-method="histogram"] .set')).trim());
  expect(Math.abs((await score(page, 'histogram', 'train')) - histogramScore(train, train, bins))).toBeLessThan(0.02); // prettier-ignore
  expect(Math.abs((await score(page, 'histogram', 'held-out')) - histogramScore(train, heldOut, bins))).toBeLessThan(0.02); // prettier-ignore

  await choose(page, demo, 'unnormalised');
  await eventually(() => number(page, '[data-figure="integral"]')).toBeCloseTo((8 / bins) ** 2, 1);
  expect(await frame(page).locator('[data-integral].broken').count()).toBe(1);
  await press(page, 'best');
  await eventually(() => number(page, '[data-figure="integral"]')).toBe(64);
  expect(await score(page, 'histogram', 'held-out')).toBeCloseTo(0, 3);
});

test('EM goes step by step, its likelihood rising and its integral 1, and a link brings the step along', async () => {
  const page = await open({ state: 'method=mixture&data=blobs&mixture=2&t=0' });
  await eventually(() => text(page, '[data-figure="em"]')).toContain('0걸음');
  let last = -Infinity;
  for (let step = 1; step <= 4; step++) {
    await press(page, 'em-step');
    await eventually(() => text(page, '[data-figure="em"]')).toContain(`${step}걸음`);
    const train = await score(page, 'mixture', 'train');
    expect(train).toBeGreaterThanOrEqual(last);
    expect(await text(page, '[data-figure="integral"]')).toMatch(/^(1\.000|0\.999)/);
    last = train;
  }
  const link = await copyLink(page, demo);
  expect(link).toContain('t=4');
  await page.context().close();
  const other = await open({ path: link });
  await eventually(() => score(other, 'mixture', 'train')).toBe(last);
  await press(other, 'em-end');
  await eventually(() => text(other, '[data-figure="em"]')).toContain('(끝)');
  expect(await score(other, 'mixture', 'train')).toBeGreaterThan(last);
  await press(other, 'reset');
  await eventually(() => frame(other).locator('[data-figure="em"]').count()).toBe(0);
  expect((await copyLink(other, demo)).endsWith(`#demo-${demo}`)).toBe(true);
});

test('on a phone in English it is tapped, words are said, and the picture is saved', async () => {
  const page = await open({
    path: `/en${demoPath(demo)}`,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  const field = frame(page).locator('[data-field]');
  await field.scrollIntoViewIfNeeded();
  await field.tap({ position: { x: 20, y: 20 } });
  await eventually(() => field.locator('canvas').count()).toBe(1);
  await eventually(async () => (await linkedPoints(page)).length).toBe(121);
  await eventually(() => frame(page).locator('[data-announcement]').textContent()).toMatch(
    /kernel density\. Training −\d\.\d{3}, held out −\d\.\d{3}\. Integral 1\.0000/,
  );
  expect(await frame(page).locator('[data-demo]').textContent()).not.toMatch(/[가-힣]/);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-density.png');
  let blue = 0;
  for (let i = 0; i < picture.data.length; i += picture.channels)
    if (picture.data[i + 2]! - picture.data[i]! > 40) blue++;
  expect(blue).toBeGreaterThan(10_000);
});
