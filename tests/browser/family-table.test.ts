import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFragment } from '#src/demos/demo-link.ts';
import { drawnCode, drawnPixel, draws, latent } from '#src/demos/family-table/state.ts';
import { ModelCardSchema } from '#src/model-card.ts';
import {
  copyLink,
  eventually,
  frameOf,
  largestDifference,
  demoPath,
  shownInk,
  startDemo,
  watchSite,
} from './demo-page.ts';
import { runNatively } from './native-model.ts';

const demo = 'family-table';
const open = watchSite();
const family = (page: Page, name: string) => frameOf(page, demo).locator(`[data-family="${name}"]`);
const figure = async (page: Page, name: string, which: string) =>
  ((await family(page, name).locator(`[data-figure="${which}"]`).textContent()) ?? '').trim();
const image = (page: Page, name: string) => shownInk(family(page, name).locator('canvas'));

async function cardOf(id: string) {
  const file = join(import.meta.dirname, '../../models', id, 'card.json');
  const card = ModelCardSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const metric = (name: string) => card.metrics.find((each) => each.id === name)!.value;
  return { card, metric };
}

test('before the start each family has a sample of its sheet and the figures of its card, without JavaScript too', async () => {
  const { page } = await open(demoPath(demo), { javaScriptEnabled: false });
  expect(await frameOf(page, demo).locator('img[src$=".png"]').count()).toBe(5);
  const [pixelcnn, vae, prior, gan] = await Promise.all(
    ['pixelcnn-mnist', 'vae-mnist', 'prior-vqvae-mnist', 'gan-mnist'].map(cardOf),
  );
  expect(await figure(page, 'pixelcnn', 'likelihood')).toBe(`${pixelcnn!.metric('nll').toFixed(1)}나트`);
  expect(await figure(page, 'vae', 'likelihood')).toBe(`${vae!.metric('nll').toFixed(1)}나트 이하`);
  expect(await figure(page, 'vqvae', 'likelihood')).toBe(`코드만 ${prior!.metric('nll').toFixed(1)}나트`);
  expect(await figure(page, 'gan', 'likelihood')).toBe('없음');
  expect(await figure(page, 'gan', 'score')).toBe(gan!.metric('fd_64').toFixed(1));
  expect(await figure(page, 'made', 'passes')).toBe('784번');
  expect(await figure(page, 'vae', 'size')).toBe(
    `${(vae!.card.graphs['decoder']!.bytes / 1e6).toFixed(1)} MB`,
  );
});

test('each family draws of a seed what onnxruntime-node draws, and says how long it took', async () => {
  const { page } = await open(demoPath(demo) + demoFragment(demo, 'seed=7'));
  await startDemo(page, demo);
  await eventually(() => figure(page, 'gan', 'time')).toMatch(/ms/); // the last
  for (const [name, model, graph] of [
    ['vae', 'vae-mnist', 'decoder'],
    ['gan', 'gan-mnist', 'generator'],
  ] as const) {
    const z = latent(name, 7);
    const { x_mean: expected } = await runNatively(model, graph, { z: { data: z, shape: [1, z.length] } });
    expect(largestDifference(await image(page, name), expected!), name).toBeLessThan(0.01);
  }

  const codes = new Float32Array(49);
  const grid = { data: codes, shape: [1, 7, 7] };
  for (const [place, draw] of draws(49, 7).entries()) {
    const { logits } = await runNatively('prior-vqvae-mnist', 'prior', { codes: grid });
    codes[place] = drawnCode(logits!.subarray(64 * place, 64 * (place + 1)), draw);
  }
  const { x_mean: decoded } = await runNatively('vqvae-mnist', 'decoder', { codes: grid });
  expect(largestDifference(await image(page, 'vqvae'), decoded!)).toBeLessThan(0.01);

  const x = new Float32Array(784);
  for (const [pixel, draw] of draws(784, 7).entries()) {
    const { logits } = await runNatively('pixelcnn-mnist', 'pixelcnn', { x: { data: x, shape: [1, 784] } });
    x[pixel] = drawnPixel(logits![pixel]!, draw);
  }
  expect(largestDifference(await image(page, 'pixelcnn'), x)).toBe(0);
  for (const name of ['pixelcnn', 'made', 'vae', 'vqvae', 'gan'])
    expect(Number.parseFloat(await figure(page, name, 'time')), name).toBeGreaterThan(0);

  await frameOf(page, demo).locator('[data-action="draw-again"]').click();
  await frameOf(page, demo).locator('[data-action="stop"]').click();
  expect(await copyLink(page, demo)).toContain('seed=8');
  await family(page, 'vae').locator('[data-action="draw"]').click();
  const { x_mean: eighth } = await runNatively('vae-mnist', 'decoder', {
    z: { data: latent('vae', 8), shape: [1, 40] },
  });
  await eventually(async () => largestDifference(await image(page, 'vae'), eighth!)).toBeLessThan(0.01);
});
