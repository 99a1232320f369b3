import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { families, placeOf } from '#src/demos/taxonomy/state.ts';
import { taxonomyWords } from '#src/demos/taxonomy/words.ts';
import { ModelCardSchema } from '#src/model-card.ts';
import { copyLink, demoPath, eventually, frameOf, savedPicture, watchSite } from './demo-page.ts';

const demo = 'taxonomy';
const open = watchSite();
const words = taxonomyWords.ko;

async function metricOf(id: string, name: string): Promise<string> {
  const file = join(import.meta.dirname, '../../models', id, 'card.json');
  const { metrics } = ModelCardSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return metrics.find((metric) => metric.id === name)!.value.toFixed(1);
}

test('every family says its place, what it gives, and the figures of its models', async () => {
  const { page } = await open(demoPath(demo));
  const frame = frameOf(page, demo);
  const text = async (name: string) => (await frame.locator(`[data-figure="${name}"]`).textContent())!;
  for (const family of families) {
    await frame.locator('label', { has: page.locator(`input[value="${family}"]`) }).click();
    const { kind, way } = placeOf(family);
    const place = [words.root, words.kinds[kind], words.ways[way], words.families[family].name].join(
      '\u00a0› ',
    );
    await eventually(() => text('place')).toBe(place); // the first click wakes the demo
    expect(await text('density')).toBe(words.families[family].density);
  }
  await frame.locator('input[value="vae"]').focus();
  await page.keyboard.press('ArrowUp');
  expect(await text('place')).toContain(words.families.flow.name);
  await page.keyboard.press('ArrowUp');
  for (const id of ['made-mnist', 'pixelcnn-mnist'])
    expect(await text('measured')).toContain(await metricOf(id, 'nll'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await text('measured')).toContain(await metricOf('vae-mnist', 'fd_64'));
});

test('links lead to the demos they name, and the copied link brings the family back', async () => {
  const { page } = await open(demoPath(demo));
  await frameOf(page, demo)
    .locator('label', { has: page.locator('input[value="gan"]') })
    .click();
  const anchors = frameOf(page, demo).locator('.links a');
  await eventually(() => anchors.count()).toBe(3); // the first click wakes the demo
  const links = await anchors.evaluateAll((found) =>
    found.map((link) => ({ href: (link as HTMLAnchorElement).href, title: link.textContent })),
  );
  const link = await copyLink(page, demo);
  const { name } = await savedPicture(page, demo);
  expect(name).toContain('taxonomy');
  const { page: other } = await open(links[0]!.href);
  for (const { href, title } of links)
    expect(await other.locator(`${new URL(href).hash} .title`).innerText()).toBe(title);
  await other.goto(link);
  const place = frameOf(other, demo).locator('[data-figure="place"]');
  await expect.poll(() => place.textContent()).toContain('GAN');
});
