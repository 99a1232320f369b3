import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  begin,
  clustersOf,
  createRun,
  drawnImages,
  meanImages,
  nearestCentres,
  purity,
  startsOf,
  widths,
  type ClustersState,
  type Space,
} from '#src/demos/clusters/state.ts';
import { demoFragment } from '#src/demos/demo-link.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth, type Stroke } from '#src/draw/strokes.ts';
import { squaredDistance, type Points } from '#src/math/k-means.ts';
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

const demo = 'clusters';
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
/** A number as the page writes it, with commas between thousands. */
const numberOf = (written: string | null) => Number(written?.replaceAll(',', ''));
const objective = async (page: Page) => numberOf(await text(page, 'objective'));
const press = (page: Page, action: string) => frame(page).locator(`[data-action="${action}"]`).click();
const tile = (page: Page, cluster: number) => frame(page).locator(`[data-cluster="${cluster}"] canvas`);
const counts = async (page: Page) =>
  (await frame(page).locator('[data-figure="count"]').allTextContents()).map((each) =>
    Number.parseInt(each, 10),
  );

const pixels: Points = {
  values: Float32Array.from([...drawnImages()].flatMap((image) => [...image])),
  width: 784,
};
const mask = { data: Float32Array.from({ length: 64 }, (_, i) => (i < 32 ? 1 : 0)), shape: [64] };

/** Images in a space, on onnxruntime-node. */
async function natively(space: Space, values: Float32Array): Promise<Points> {
  const x = { data: values, shape: [values.length / 784, 784] };
  switch (space) {
    case 'pixels':
      return { values, width: 784 };
    case 'pca': {
      const { z } = await runNatively('pca-mnist', 'pca', { x, mask });
      return { values: z!.filter((_, i) => i % 64 < 32), width: 32 };
    }
    default: {
      const model = { ae: 'ae-mnist', ae10: 'ae-mnist-10', features: 'transfer-mnist' }[space];
      return { values: (await runNatively(model, 'encoder', { x }))['z']!, width: widths[space] };
    }
  }
}

/** Lloyd's algorithm as a textbook has it, written apart from the page's. */
function lloyd(points: Points, starts: readonly number[], assignments: number) {
  const count = points.values.length / points.width;
  let centres = starts.map((start) => points.values.slice(start * points.width, (start + 1) * points.width));
  let assignment: number[] = [];
  for (let round = 0; round < assignments; round++) {
    if (round > 0)
      centres = centres.map((centre, c) => {
        const members = [...assignment.keys()].filter((point) => assignment[point] === c);
        return centre.map(
          (_, i) =>
            members.reduce((sum, point) => sum + points.values[point * points.width + i]!, 0) /
            members.length,
        );
      });
    assignment = Array.from({ length: count }, (_, point) => {
      const squared = centres.map((centre) => squaredDistance(points, point, centre, 0));
      return squared.indexOf(Math.min(...squared));
    });
  }
  const sum = assignment.reduce((all, c, point) => all + squaredDistance(points, point, centres[c]!, 0), 0);
  return { centres, assignment, objective: sum };
}

const run = (points: Points, part: Partial<ClustersState>) => createRun(points, { ...begin, ...part });
/** At most so much off, in shares: codes of two engines are not the same to the last digit. */
const near = (shown: number, expected: number, tolerance = 1e-3) =>
  Math.abs(shown / expected - 1) < tolerance;

test('before anything is loaded seven steps of k-means on the pixels are there, without JavaScript too', async () => {
  const page = await open({ javaScriptEnabled: false });
  const expected = lloyd(pixels, startsOf(pixels, begin), 4);
  expect(near(await objective(page), expected.objective)).toBe(true);
  const clusters = clustersOf(expected.assignment, 10);
  expect(await counts(page)).toEqual(clusters.map(({ images }) => images.length));
  expect(await text(page, 'purity')).toBe(`${(100 * purity(clusters)).toFixed(1)}%`);
  expect(await frame(page).locator('.tiles img[src$=".png"]').count()).toBe(10);
  expect(await frame(page).locator('.ground img').count()).toBe(1);
});

test('on pixels it needs no model: it steps, the objective falls to its end, and the centres are means', async () => {
  const page = await open({ state: 't=0' });
  await eventually(() => tile(page, 0).count()).toBe(1);
  expect(await text(page, 'objective')).toBe('–');
  const passed = run(pixels, {}).until(200);
  for (const t of [1, 2, 3]) {
    await press(page, 'step');
    await eventually(async () => near(await objective(page), passed[t]!.objective!)).toBe(true);
  }
  await press(page, 'to-end');
  const end = passed.at(-1)!;
  await eventually(async () => near(await objective(page), end.objective!)).toBe(true);
  expect(await text(page, 'changed')).toContain('더 움직이지 않습니다');
  expect(await counts(page)).toEqual(clustersOf(end.assignment!, 10).map(({ images }) => images.length));
  for (const cluster of [0, 9])
    expect(
      largestDifference(
        await shownInk(tile(page, cluster)),
        end.centres.subarray(784 * cluster, 784 * (cluster + 1)),
      ),
    ).toBeLessThan(0.01);
  await press(page, 'back');
  expect(await text(page, 'steps')).toContain(String(passed.length - 2));

  // The worst of starts, by its button, ends higher.
  await choose(page, demo, 'crowded');
  await press(page, 'to-end');
  const crowded = run(pixels, { start: 'crowded' }).after(200).objective!;
  expect(crowded).toBeGreaterThan(1.05 * end.objective!);
  await eventually(async () => near(await objective(page), crowded)).toBe(true);
  await frame(page).locator('[data-slider="k"]').fill('4');
  await press(page, 'to-end');
  await eventually(async () => near(await objective(page), run(pixels, { start: 'crowded', k: 4 }).after(200).objective!)).toBe(true); // prettier-ignore
});

test('codes come from the models, and a decoder brings their centres back', async () => {
  const page = await open();
  await startDemo(page, demo);
  await frame(page).locator('[data-action="clear"]').click();
  await drawWithMouse(page, undefined, demo);
  const own = normalize((await keptStrokes(page)) as Stroke[], penWidth);
  for (const space of ['pca', 'ae', 'ae10', 'features'] as const) {
    await choose(page, demo, space);
    const points = await natively(space, pixels.values);
    const passed = run(points, {}).until(5);
    await eventually(async () => near(await objective(page), passed[1]!.objective!)).toBe(true);
    for (let t = 2; t <= 5; t++) await press(page, 'step');
    const { centres, sources, objective: expected } = passed.at(-1)!;
    await eventually(async () => near(await objective(page), expected!)).toBe(true);
    const { values: code } = await natively(space, own);
    const [first] = nearestCentres(code, centres);
    await eventually(() => text(page, 'own')).toContain(`군집 ${'ABCDEFGHIJ'[first!.cluster]}`);
    const shown = Number(/제곱은 (\d+\.\d+)/.exec(await text(page, 'own'))![1]);
    // Kept strokes are rounded to a thousandth of the pad, which moves a sample of ink here and there.
    expect(Math.abs(shown - first!.squared)).toBeLessThan(0.03 * first!.squared + 0.02);
    if (space === 'features') continue;
    const { x_mean } =
      space === 'pca'
        ? await runNatively('pca-mnist', 'pca', { x: { data: meanImages(pixels, sources), shape: [10, 784] }, mask }) // prettier-ignore
        : await runNatively({ ae: 'ae-mnist', ae10: 'ae-mnist-10' }[space], 'decoder', {
            z: { data: Float32Array.from(centres), shape: [10, points.width] },
          });
    for (const cluster of [0, 5]) {
      const image = x_mean!.slice(784 * cluster, 784 * (cluster + 1));
      const clipped = image.map((value) => Math.min(1, Math.max(0, value)));
      await eventually(async () => largestDifference(await shownInk(tile(page, cluster)), clipped)).toBeLessThan(0.03); // prettier-ignore
    }
  }
  // No decoder, no centre to be seen: the nearest image stands for it.
  expect(await frame(page).locator('input[value="centre"]').isDisabled()).toBe(true);
});

test('centres are placed by keys and by dragging, on one image too, and a link brings them along', async () => {
  const page = await open({ state: 'k=3&t=0&seed=7' });
  await eventually(() => tile(page, 2).count()).toBe(1);
  const handle = (cluster: number) => frame(page).locator(`[data-handle="centre-${cluster}"]`);
  for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowLeft', 'ArrowUp', 'ArrowLeft']) await handle(0).press(key);
  const [a, b] = [await handle(0).boundingBox(), await handle(1).boundingBox()];
  await page.mouse.move(b!.x + 22, b!.y + 22);
  await page.mouse.down();
  await page.mouse.move(a!.x + 22, a!.y + 22, { steps: 6 });
  await page.mouse.up();
  const own = new URLSearchParams((await copyLink(page, demo)).split('?')[1])
    .get('own')!
    .split('.')
    .map(Number);
  expect(own).toHaveLength(3);
  expect(own[0]).toBe(own[1]);
  await press(page, 'step');
  // Of two centres in one place the first has all the images, until the other gets the farthest.
  await eventually(() => text(page, 'steps')).toContain('1 ');
  expect(await frame(page).locator('[data-figure="count"]').nth(1).textContent()).toBe('비었음');
  await press(page, 'step');
  await press(page, 'step');
  const expected = run(pixels, { k: 3, start: 'own', own }).after(3);
  await eventually(async () => near(await objective(page), expected.objective!)).toBe(true);
  expect(clustersOf(expected.assignment!, 3).every(({ images }) => images.length > 0)).toBe(true);

  // Another reader's page, from the link.
  const link = await copyLink(page, demo);
  await page.context().close();
  const other = await open({ path: link });
  await eventually(async () => near(await objective(other), expected.objective!)).toBe(true);
  await press(other, 'reset');
  await eventually(async () => near(await objective(other), run(pixels, {}).after(begin.t).objective!)).toBe(
    true,
  );
});

test('on a phone in English a cluster is tapped, starts are tried, and the picture is saved', async () => {
  const page = await open({
    path: `/en${demoPath(demo)}`,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await startDemo(page, demo);
  await choose(page, demo, 'ae10');
  const points = await natively('ae10', pixels.values);
  const start = run(points, {}).after(1);
  await eventually(async () => near(await objective(page), start.objective!)).toBe(true);
  await frame(page).locator('[data-cluster="2"]').tap();
  const { images, majority } = clustersOf(start.assignment!, 10)[2]!;
  expect(await frame(page).locator('[data-picked] .heading').textContent()).toContain(`C: ${images.length}`);
  expect(await frame(page).locator('[data-picked] .remark').textContent()).toContain(`digits: ${majority} (`);
  await frame(page).locator('[data-action="try"]').tap();
  const row = frame(page).locator('[data-trial="ae10"]');
  const ends = (kind: 'careful' | 'crowded') =>
    Array.from({ length: 12 }, (_, i) => run(points, { start: kind, seed: i + 1 }).after(200).objective!);
  for (const kind of ['careful', 'crowded'] as const) {
    const mean = ends(kind).reduce((sum, end) => sum + end / 12, 0);
    await eventually(async () =>
      near(numberOf(await row.locator(`[data-figure="${kind}-objective"]`).textContent()), mean, 0.005),
    ).toBe(true);
  }
  expect(await frame(page).locator('[data-demo]').textContent()).not.toMatch(/[가-힣]/);
  await eventually(() => frame(page).locator('[data-announcement]').textContent()).toMatch(/Objective \d+/);
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-clusters.png');
  expect(picture.width).toBe(2 * (2 * 24 + Math.max(480, 6 * 84 + 5 * 20)));
});
