import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { asText, sayGreedily, type Language } from '#scripts/metrics/captions.ts';
import { meanIntersectionOverUnion } from '#scripts/metrics/segmentation.ts';
import { demoFragment } from '#src/demos/demo-link.ts';
import { exampleOf, randomItems, referenceItems, sceneOf } from '#src/demos/task-tour/scene.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth } from '#src/draw/strokes.ts';
import { readDetections } from '#src/math/detections.ts';
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

const demo = 'task-tour';
const models = join(import.meta.dirname, '../../models');
const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(models, file), 'utf8'));
const cardOf = async (id: string) => ModelCardSchema.parse(await read(`${id}/card.json`));

const openWatched = watchSite();

async function open({
  state,
  path = demoPath(demo),
  ...options
}: PageOptions & { state?: string; path?: string } = {}) {
  const { page, requests } = await openWatched(
    path + (state === undefined ? '' : demoFragment(demo, state)),
    options,
  );
  const shown = frameOf(page, demo);
  return {
    page,
    requests,
    shown,
    board: shown.locator('[data-board]'),
    digit: (index: number) => shown.locator(`[data-digit="${index}"]`),
    textOf: async (selector: string) => (await shown.locator(selector).first().textContent())?.trim() ?? '',
  };
}

const answered = (page: Page, task: string) =>
  frameOf(page, demo).locator(`[data-answered="${task}"]`).waitFor({ timeout: 20_000 });

const inkOf = (greys: Uint8Array) => ({
  data: Float32Array.from(greys, (grey) => grey / 255),
  shape: [1, greys.length],
});

async function detectNatively(greys: Uint8Array, minScore: number, maxOverlap: number) {
  const { boxes, scores } = await runNatively('detector-scenes', 'detector', { x: inkOf(greys) });
  return readDetections(boxes!, scores!, { minScore, maxOverlap });
}

/** Class and score of every box that is seen. */
const shownBoxes = (page: Page) =>
  frameOf(page, demo)
    .locator('[data-box] text')
    .allTextContents()
    .then((texts) => texts.map((text) => text.trim()));

const asShown = (found: Awaited<ReturnType<typeof detectNatively>>) =>
  found.map(({ label, score }) => `${label} ${score.toFixed(2)}`);

test('before anything is loaded the references’ scene is there with what they found in it, without JavaScript too', async () => {
  const { page, shown, textOf } = await open({ javaScriptEnabled: false });
  const reference = ReferenceSchema.parse(await read('detector-scenes/reference.json'));
  const { boxes, scores } = reference.graphs['detector']!.outputs;
  const [, candidates] = boxes!.shape;
  const found = readDetections(
    decodeTensor(boxes!).subarray(0, 4 * candidates!),
    decodeTensor(scores!).subarray(0, 10 * candidates!),
    { minScore: 0.3, maxOverlap: 0.4 },
  );
  expect(found.length).toBeGreaterThan(2);
  expect(await shownBoxes(page)).toEqual(asShown(found));
  expect(await shown.locator('[data-board] img[src$=".png"]').count()).toBe(1);
  const { value, standardError } = (await cardOf('detector-scenes')).metrics.find(
    ({ id }) => id === 'map_50',
  )!;
  expect(await textOf('[data-measured]')).toContain(`${value.toFixed(3)} ± ${standardError.toFixed(3)}`);
});

test('the detector’s boxes are those of onnxruntime-node, thinned as the sliders say, and follow a digit that is moved', async () => {
  const { page, requests, shown, board, digit, textOf } = await open();
  await startDemo(page, demo);
  await answered(page, 'detect');
  const first = sceneOf(referenceItems(), [], undefined);
  expect(asShown(await detectNatively(first.image, 0.3, 0.4))).toEqual(await shownBoxes(page));
  await shown.locator('[data-slider="overlap"]').fill('1');
  await shown.locator('[data-slider="score"]').fill('0.1');
  const raw = await detectNatively(first.image, 0.1, 1);
  expect(raw.length).toBeGreaterThan(6);
  expect((await textOf('[data-counts]')).match(/\d+/g)?.slice(0, 3)).toEqual([
    '256',
    String(raw.length),
    String(raw.length),
  ]);
  expect(await shownBoxes(page)).toEqual(asShown(raw));

  // No model of another task was fetched for this.
  expect(requests.filter((path) => path.endsWith('.onnx'))).toHaveLength(1);

  // The 2 goes to the lower right by mouse, and on by keys.
  const before = (await digit(2).boundingBox())!;
  const pixel = (await board.boundingBox())!.width / 64;
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await page.mouse.down();
  await page.mouse.move(before.x + before.width / 2 + 12 * pixel, before.y + before.height / 2 + 30 * pixel, {
    steps: 8,
  });
  await page.mouse.up();
  await digit(2).press('ArrowRight');
  await digit(2).press('ArrowDown');
  const items = referenceItems().map((item, index) =>
    index === 2 ? { ...item, x: item.x + 13, y: item.y + 31 } : item,
  );
  const moved = sceneOf(items, [], undefined);
  // The mouse moves by whole pixels of the screen.
  await eventually(async () =>
    largestDifference(await shownInk(board.locator('canvas')), inkOf(moved.image).data),
  ).toBeLessThan(0.15);
  await answered(page, 'detect');
  await shown.locator('[data-slider="overlap"]').fill('0.4');
  const found = await detectNatively(moved.image, 0.1, 0.4);
  expect((await shownBoxes(page)).map((text) => text[0])).toEqual(found.map(({ label }) => String(label)));

  // It grows by keys and by the grip, and goes.
  const size = async () => Number(await shown.locator('[data-slider="size"]').inputValue());
  const small = await size();
  await digit(2).press('+');
  await eventually(size).toBeCloseTo(small + 1, 0);
  await shown.locator('[data-grip]').scrollIntoViewIfNeeded();
  const grip = (await shown.locator('[data-grip]').boundingBox())!;
  await page.mouse.move(grip.x + 10, grip.y + 10);
  await page.mouse.down();
  await page.mouse.move(grip.x + 10 - 3 * pixel, grip.y + 10 - 3 * pixel, { steps: 3 });
  await page.mouse.up();
  await eventually(size).toBeLessThan(small - 0.5);
  await digit(2).press('Delete');
  await eventually(() => shown.locator('[data-digit]').count()).toBe(3);
});

test('classes, numbers, pixels and sentences of a random scene are those of onnxruntime-node', async () => {
  const { page, shown, board, textOf } = await open({ state: 'task=classify&seed=6' });
  await startDemo(page, demo);
  await shown.locator('[data-action="another"]').click();
  const items = randomItems(7);
  const scene = sceneOf(items, [], undefined);
  const [item] = items;
  if (item?.source === 'own') throw new Error('A random scene has no drawing of a reader.');
  const example = exampleOf(item!.source);
  await answered(page, 'classify');
  const { logits } = await runNatively('classifier-mnist', 'classifier', { x: inkOf(example.image) });
  const powers = Array.from(logits!, Math.exp);
  for (const [label, power] of powers.entries()) {
    const probability = power / powers.reduce((sum, each) => sum + each, 0);
    const seen = Number(await textOf(`[data-answer="classify"] [data-probability="${label}"]`));
    expect(Math.abs(seen - probability)).toBeLessThan(0.002);
  }

  await choose(page, demo, 'regress');
  await answered(page, 'regress');
  const numbers = await runNatively('regressor-strokes', 'regressor', { x: inkOf(example.image) });
  expect(Number(await textOf('[data-figure="slant"]'))).toBeCloseTo(numbers['slant']![0]!, 2);
  expect(Number(await textOf('[data-figure="strokeWidth"]'))).toBeCloseTo(numbers['stroke_width']![0]!, 2);
  expect(Number(await textOf('[data-truth="slant"]'))).toBeCloseTo(example.slant, 3);
  expect(Number(await textOf('[data-truth="strokeWidth"]'))).toBeCloseTo(example.strokeWidth, 3);

  await choose(page, demo, 'segment');
  await answered(page, 'segment');
  const { probabilities } = await runNatively('segmenter-scenes', 'segmenter', { x: inkOf(scene.image) });
  const taken = scene.mask.map((_, pixel) => {
    const ofPixel = Array.from({ length: 11 }, (__, label) => probabilities![label * 4096 + pixel]!);
    return ofPixel.indexOf(Math.max(...ofPixel));
  });
  const { classes } = meanIntersectionOverUnion(taken, scene.mask, 1, 11);
  for (const { label } of scene.digits) {
    const cells = await shown.locator(`[data-class="${label}"] td`).allTextContents();
    expect(Number(cells.at(-1))).toBeCloseTo(classes[1 + label]!, 2);
  }
  // The second canvas is the overlay: opaque where there is a class.
  const colored = await shownInk(board.locator('canvas').nth(1));
  expect(colored.filter((opacity, pixel) => opacity > 0 !== taken[pixel]! > 0).length).toBeLessThan(3);
  const loss = scene.mask.reduce(
    (sum, label, pixel) => sum - Math.log(probabilities![label * 4096 + pixel]!),
    0,
  );
  const shownLoss = Number(/[\d.e-]+/.exec(await textOf('[data-figure="loss"]'))![0]);
  expect(Math.abs(shownLoss - loss / 4096)).toBeLessThan(0.001);

  await choose(page, demo, 'caption');
  await answered(page, 'caption');
  const inner: Record<string, number[]> = { features: [64, 96] };
  const native = async (language: Language) => {
    const [said] = await sayGreedily(
      async (graph, feeds) => {
        const inputs = feeds as Parameters<typeof runNatively>[2];
        const outputs = await runNatively('captioner-scenes', graph, inputs);
        return Object.fromEntries(
          Object.entries(outputs).map(([name, data]) => [
            name,
            { data, shape: [1, ...(inner[name] ?? [data.length])] },
          ]),
        ) as unknown as typeof feeds;
      },
      inkOf(scene.image),
      language,
      24,
    );
    return said!;
  };
  for (const language of ['ko', 'en'] as const) {
    const said = await native(language);
    expect(await textOf(`[data-sentence="${language}"] [data-text]`)).toBe(asText(said));
    // The word that is pointed at shows where it looked.
    const word = said.length - 2;
    await shown.locator(`[data-sentence="${language}"] label`).nth(word).hover();
    const cells = await shown
      .locator('.cell')
      .evaluateAll((all) => all.map((cell) => Number(cell.getAttribute('opacity')) / 0.75));
    const most = Math.max(...said[word]!.attention);
    expect(
      largestDifference(
        cells,
        said[word]!.attention.map((weight) => weight / most),
      ),
    ).toBeLessThan(0.01);
  }
});

test('one’s own digit lies in the scene, is judged once it is named, and goes along in a link', async () => {
  const { page, shown, textOf } = await open({ state: 'score=0.5&overlap=7' });
  expect(await shown.locator('[data-slider="overlap"]').inputValue()).toBe('0.4');
  await shown.locator('[data-action="remove-all"]').click();
  await startDemo(page, demo);
  expect(await shown.locator('[data-box]').count()).toBe(0);
  await drawWithMouse(page, undefined, demo);
  await shown.locator('[data-add="4"]').click();
  await eventually(() => shown.locator('[data-digit]').count()).toBe(2);
  await shown.locator('[data-digit="0"]').focus();
  await choose(page, demo, 'classify');
  await answered(page, 'classify');
  const greys = Uint8Array.from(normalize(await keptStrokes(page), penWidth), (ink) => Math.round(255 * ink));
  const { logits } = await runNatively('classifier-mnist', 'classifier', { x: inkOf(greys) });
  const powers = Array.from(logits!, Math.exp);
  const share = powers[7]! / powers.reduce((sum, each) => sum + each, 0);
  // Kept strokes are rounded to a thousandth of the pad.
  expect(Math.abs(Number(await textOf('[data-answer] [data-probability="7"]')) - share)).toBeLessThan(0.05);
  expect(await textOf('[data-figure="loss"]')).toBe('–');
  await shown.locator('[data-own-label]').selectOption('7');
  expect(await textOf('[data-figure="loss"]')).toContain('p(7)');
  const link = await copyLink(page, demo);
  await page.context().close();

  const other = await open({ path: link });
  await startDemo(other.page, demo);
  await answered(other.page, 'classify');
  expect(await other.shown.locator('[data-digit]').count()).toBe(2);
  expect(await other.shown.locator('[data-own-label]').inputValue()).toBe('7');
  expect(Math.abs(Number(await other.textOf('[data-answer] [data-probability="7"]')) - share)).toBeLessThan(
    0.05,
  );
  await other.shown.locator('[data-action="reset"]').click();
  expect(await other.shown.locator('[data-digit]').count()).toBe(4);
  await answered(other.page, 'detect');
});

test('on a phone in English words are tapped, and the picture is saved', async () => {
  const { page, shown, textOf } = await open({
    path: `/en${demoPath(demo)}`,
    state: 'task=caption',
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await startDemo(page, demo);
  await answered(page, 'caption');
  // The sentence scrolls in its row, to the word whose place is painted.
  const row = (await shown.locator('[data-sentence="en"] .words').boundingBox())!;
  const word = (await shown.locator('[data-sentence="en"] label:has(:checked)').boundingBox())!;
  expect(word.x).toBeGreaterThanOrEqual(row.x);
  expect(word.x + word.width).toBeLessThanOrEqual(row.x + row.width);
  await shown.locator('[data-sentence="en"] label').nth(1).tap();
  expect(await textOf('[data-rivals]')).toMatch(/: four [01]\.\d{3} · /);
  await eventually(() => textOf('[data-announcement]')).toMatch(/^The four digits/);
  const words = await shown.locator('[data-demo]').evaluate((root) => {
    const copy = root.cloneNode(true) as HTMLElement;
    for (const korean of copy.querySelectorAll('[data-sentence="ko"], [data-rivals]')) korean.remove();
    return copy.textContent;
  });
  expect(words).not.toMatch(/[가-힣]/);
  // What is below hardly moves with the task.
  const heights: number[] = [];
  for (const task of ['caption', 'classify', 'regress', 'detect', 'segment']) {
    await choose(page, demo, task);
    await answered(page, task);
    heights.push((await shown.locator('[data-answer]').boundingBox())!.height);
  }
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(40);
  await choose(page, demo, 'caption');
  await answered(page, 'caption');
  const { name, picture } = await savedPicture(page, demo);
  expect(name).toBe('latent-notes-task-tour.png');
  expect(picture.width).toBe(2 * (2 * 24 + 2 * 320 + 20));
});
