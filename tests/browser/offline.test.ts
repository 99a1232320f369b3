/** What is kept on the device: pages that were read, pages that are saved, and what becomes of them when the site changes. */
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DIST, serveBuiltSite } from '#scripts/browser/serve-built-site.ts';
import { size } from '#src/components/number-format.ts';
import { offlineWords } from '#src/components/offline-words.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth } from '#src/draw/strokes.ts';
import { pathIn, wordsIn } from '#src/i18n.ts';
import { meanSquaredError } from '#src/math/mean-squared-error.ts';
import { ReferenceSchema } from '#src/model-card.ts';
import { writeOfflineFiles } from '#src/offline/integration.ts';
import { bytesOf, filesOf, type KeptFile, type PageFiles } from '#src/offline/page-files.ts';
import {
  demoPath,
  eventually,
  frameOf,
  lecturePath,
  shownError,
  start,
  watchSite,
  type PageOptions,
} from './demo-page.ts';
import { reconstructNatively } from './native-model.ts';
import { violations } from '#scripts/browser/violations.ts';

// What a network that is off, or a host in the midst of a change, does not give is reported by Chromium itself, and by
// Astro of a demo that the reader's own digit wakes.
const openWatched = watchSite((text) => /Failed to (load resource|fetch)|integrity/.test(text));

/**
 * A host that can go away and come back. To take a page's network would not do: a service worker has its own. What it
 * serves is a link to a folder, which another can take the place of.
 */
let host: Awaited<ReturnType<typeof serveBuiltSite>>;
let isUp = true;
let root: string;

async function deploy(dist: string): Promise<void> {
  await symlink(dist, join(root, 'next'));
  await rename(join(root, 'next'), join(root, 'site'));
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'latent-notes-'));
  await deploy(DIST);
  host = await serveBuiltSite(join(root, 'site'));
});

afterEach(comeBack);

afterAll(async () => {
  await host.close();
  await rm(root, { recursive: true });
});

async function comeBack(): Promise<void> {
  if (!isUp) host = await serveBuiltSite(join(root, 'site'), Number(new URL(host.url).port));
  isUp = true;
}

async function goAway(): Promise<void> {
  await host.close();
  isUp = false;
}

const open = async (path: string, options: PageOptions = {}) =>
  (await openWatched(host.url + path, { serviceWorkers: 'allow', ...options })).page;

/** Waits until a page that was read is kept, and the service worker at work. */
const isKept = (page: Page, path: string) => isKeptAs('read', page, path);

const isKeptAs = (shelf: string, page: Page, path: string) =>
  eventually(() =>
    page.evaluate(
      async (key) => navigator.serviceWorker.controller && (await caches.match(key))?.status,
      `/${shelf}${path}`,
    ),
  ).toBe(200);

const listOf = async (path: string, dist = DIST) =>
  JSON.parse(await readFile(join(dist, path, 'files.json'), 'utf8')) as PageFiles;

/** What lies on the device under each name, in bytes. */
const keptBytes = (page: Page) =>
  page.evaluate(async () => {
    const cache = await caches.open('latent-notes.files.1');
    const sizes: Record<string, number> = {};
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url);
      sizes[pathname] = (await (await cache.match(url))!.blob()).size;
    }
    return sizes;
  });

const button = (page: Page) => page.locator('[data-does="save"]');
const panel = (page: Page) => page.locator('.save');
const status = (page: Page) => panel(page).locator('[role="status"]');
const press = (page: Page, action: string) => panel(page).locator(`[data-action="${action}"]`).click();

async function savePage(page: Page): Promise<void> {
  await button(page).click();
  await press(page, 'save');
  await panel(page).locator('[data-action="remove"]').waitFor({ timeout: 60_000 });
}

/** Starts the autoencoder's demo, and holds what it answers to an example against onnxruntime-node. */
async function expectReferenceAnswer(page: Page): Promise<void> {
  await start(page);
  await frameOf(page).locator('[data-example="5"]').click();
  const stored = await readFile(join(import.meta.dirname, '../../models/ae-mnist/reference.json'), 'utf8');
  const five = ReferenceSchema.parse(JSON.parse(stored)).examples.find(({ label }) => label === 5)!;
  const x = normalize(five.strokes, penWidth);
  const { autoencoder } = await reconstructNatively(x);
  await expect
    .poll(() => shownError(page, 'autoencoder'))
    .toBeCloseTo(Number(meanSquaredError(x, autoencoder).toFixed(4)), 4);
}

describe.each(['ko', 'en'] as const)('without a network (%s)', (language) => {
  const words = wordsIn(language);
  const path = pathIn(language, 'lectures/08-cnn-architectures/');

  test('a page that was read opens again, as it was', async () => {
    const page = await open(path);
    const title = await page.locator('h1').textContent();
    const font = () => page.locator('h1').evaluate((heading) => getComputedStyle(heading).fontSize);
    const size = await font();
    await isKept(page, path);
    await goAway();
    await page.reload();
    expect(await page.locator('h1').textContent()).toBe(title);
    expect(await font()).toBe(size);
    await page.keyboard.press('?');
    await page.locator('dialog.keys').waitFor(); // what keys fetch at their first use is kept too
  });

  test('a page that was not read is said to be missing, with those that are kept', async () => {
    const page = await open(path);
    await isKept(page, path);
    await goAway();
    const missing = pathIn(language, 'lectures/13-attention/');
    await page.locator(`.course a[href="${missing}"]`).click();
    await page.getByRole('alert').getByText(words.youAreOffline).waitFor();
    expect(new URL(page.url()).pathname).toBe(missing);
    expect(await violations(page)).toEqual([]);
    const kept = page.locator('[data-kept] a');
    expect(await kept.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([path]);
    await kept.click();
    await page.locator('.lecture').waitFor();
    await page.goBack();
    await page.locator('[data-kept] [data-action="remove"]').click();
    await eventually(() => kept.count()).toBe(0);
    await comeBack();
    await page.getByRole('button', { name: words.tryAgain }).click();
    await page.locator('.lecture').waitFor();
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toContain(missing);
  });
});

test('a demo of a page that was only read says that it needs a network', async () => {
  const page = await open(demoPath('denoise'));
  await isKept(page, demoPath('denoise'));
  await goAway();
  await page.reload();
  await frameOf(page, 'denoise').locator('[data-action="start"]').click();
  await frameOf(page, 'denoise').getByRole('alert').getByText(wordsIn('ko').failed).waitFor();
});

test('a lecture says what it weighs, is saved with its demos, is searched and runs them without a network, and goes again', async () => {
  const page = await open(lecturePath);
  const list = await listOf(lecturePath);
  const bytes = bytesOf(filesOf(list));
  await button(page).click();
  await eventually(() => status(page).textContent()).toContain(size(bytes, 'ko'));
  await press(page, 'save');
  await panel(page).locator('[data-action="remove"]').waitFor({ timeout: 60_000 });
  await eventually(() => button(page).textContent()).toBe(offlineWords.ko.labels.saved);

  const kept = await keptBytes(page);
  const paths = filesOf(list).map(({ path }) => path);
  expect(paths.filter((path) => kept[path] === undefined)).toEqual([]);
  expect(paths.reduce((sum, path) => sum + kept[path]!, 0)).toBe(bytes);

  await isKeptAs('shell', page, '/search/index.json');
  await goAway();
  await page.reload();
  await page.keyboard.press('/');
  await page.locator('dialog.search').getByRole('combobox').fill('원숭이'); // a word of the text, of no heading
  await page.getByRole('option').filter({ hasText: '고양이와 개만 아는 분류기에' }).click();
  await page.waitForURL(`**${lecturePath}#*`);
  await expectReferenceAnswer(page);
  await eventually(() => button(page).textContent()).toBe(offlineWords.ko.labels.saved);

  await button(page).click();
  await press(page, 'remove');
  await eventually(async () => Object.keys(await keptBytes(page))).not.toContain(lecturePath);
  await eventually(() => status(page).textContent()).toBe(offlineWords.ko.removed(await page.title()));
  expect(await button(page).textContent()).not.toBe(offlineWords.ko.labels.saved);
  expect(Object.keys(await keptBytes(page)).filter((path) => /onnx|wasm/.test(path))).toEqual([]);
  await page.reload();
  await page.getByRole('alert').waitFor();
});

test.each([
  { language: 'ko', width: 360 },
  { language: 'en', width: 1280 },
] as const)(
  'all is done by keyboard, and axe objects to nothing ($language, $width pixels)',
  async ({ language, width }) => {
    const words = offlineWords[language];
    const path = pathIn(language, 'lectures/08-cnn-architectures/');
    const page = await open(path, { viewport: { width, height: 740 } });
    await button(page).focus();
    await page.keyboard.press('Enter');
    const save = page.getByRole('button', { name: words.save, exact: true });
    await save.waitFor();
    expect(await button(page).getAttribute('aria-expanded')).toBe('true');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const remove = page.getByRole('button', { name: words.remove, exact: true });
    await remove.waitFor();
    expect(await status(page).textContent()).toBe(
      words.saved(size(bytesOf(filesOf(await listOf(path))), language)),
    );
    expect(await remove.evaluate((element) => element === document.activeElement)).toBe(true);
    for (const target of [button(page), remove])
      expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    const box = (await panel(page).boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await save.waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await panel(page).isVisible()).toBe(false);
  },
);

test('a device without room says so, and keeps what was saved before and nothing half', async () => {
  const page = await open(demoPath('denoise'));
  await savePage(page);
  const before = await keptBytes(page);
  await page.goto(new URL(lecturePath, page.url()).href);
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 12e6 });
  const offer = await button(page).textContent();
  await button(page).click();
  await press(page, 'save');
  await eventually(() => status(page).textContent()).toBe(
    `${offlineWords.ko.failures.full} ${offlineWords.ko.nothingHalf}`,
  );
  expect(await button(page).textContent()).toBe(offer);
  const models = (kept: Readonly<Record<string, number>>) =>
    Object.entries(kept).filter(([file]) => /onnx|wasm/.test(file));
  const after = await keptBytes(page);
  expect(after).toMatchObject(before);
  expect(models(after)).toEqual(models(before));
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await press(page, 'retry');
  await press(page, 'save');
  await panel(page).locator('[data-action="remove"]').waitFor({ timeout: 60_000 });
});

/**
 * Has the browser look for a newer service worker now rather than seconds after a load, and waits until it is at work.
 * A navigation that reaches the older worker in the moment it has become idle is never answered while DevTools, and so
 * Playwright, is attached: Chromium then ends the idle worker without asking whether it has work
 * (`ServiceWorkerVersion::OnRequestTermination`). A worker of ten lines that only skips waiting and answers navigations
 * lost 6 in 12 so; without DevTools, as for readers, 1 in 344 brought no page, and it could not be had again.
 */
async function workerSettles(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const isSettled = () =>
    page.evaluate(async () => {
      const { installing, waiting, active } = await navigator.serviceWorker.ready;
      return !installing && !waiting && active?.state === 'activated';
    });
  await eventually(isSettled).toBe(true);
}

/** Without a network the page opens in the version that has this title, and its demo answers. */
async function expectKept(page: Page, title: string): Promise<void> {
  await workerSettles(page);
  await goAway();
  await page.reload();
  expect(await page.locator('h1').textContent()).toBe(title);
  await expectReferenceAnswer(page);
}

describe('when the site changes', () => {
  const path = demoPath('reconstruct');
  const demoCode = (list: PageFiles) =>
    list.demos.find((file: KeptFile) => /\/Reconstruct\./.test(file.path))!.path;

  beforeAll(async () => {
    const pages = [path, '/offline/', '/en/offline/'];
    const lists = await Promise.all([...pages, '/search/', '/en/search/'].map((each) => listOf(each)));
    const files = ['/404.html', ...lists.flatMap(filesOf).map((file) => file.path)];
    for (const version of ['old', 'new']) {
      for (const file of new Set(files.map((each) => each.replace(/\/$/, '/index.html'))))
        await cp(join(DIST, file), join(root, version, file));
    }
    // The newer version has another demo's code under another name, and no longer the old.
    const code = demoCode(lists[0]!);
    const newCode = code.replace(/\.[^.]+\.js$/, '.00000000.js');
    await rename(join(root, 'new', code), join(root, 'new', newCode));
    for (const each of pages) {
      const file = join(root, 'new', each, 'index.html');
      const html = (await readFile(file, 'utf8')).replaceAll(code, newCode);
      await writeFile(file, html.replace(/<h1([^>]*)>[^<]*/, '<h1$1>A newer version'));
    }
    for (const version of ['old', 'new']) await writeOfflineFiles(join(root, version), pages);
  });

  test('a saved page stays whole in its old version until all of the newer one is there', async () => {
    await deploy(join(root, 'old'));
    const page = await open(path);
    const title = (await page.locator('h1').textContent())!;
    await savePage(page);

    await deploy(join(root, 'new'));
    await page.reload();
    expect(await page.locator('h1').textContent()).toBe('A newer version');
    await eventually(() => button(page).textContent()).toBe(offlineWords.ko.labels.newer);
    await expectKept(page, title);

    await comeBack();
    const newCode = join(root, 'new', demoCode(await listOf(path, join(root, 'new'))));
    await rename(newCode, `${newCode}.away`);
    await page.reload();
    await button(page).click();
    await press(page, 'save');
    await eventually(() => status(page).textContent()).toContain(offlineWords.ko.failures.unreachable);
    await expectKept(page, title);

    await comeBack();
    await rename(`${newCode}.away`, newCode);
    await page.reload();
    await savePage(page);
    const kept = Object.keys(await keptBytes(page)).filter((file) => file.includes('/Reconstruct.'));
    expect(kept).toEqual([demoCode(await listOf(path, join(root, 'new')))]);
    await expectKept(page, 'A newer version');
  });

  test('a newer page for those that are not kept takes the place of the older', async () => {
    await deploy(join(root, 'old'));
    const page = await open(path);
    await isKept(page, path);
    await deploy(join(root, 'new'));
    await page.reload();
    await workerSettles(page);
    const { version } = await listOf('/offline/', join(root, 'new'));
    expect(await page.evaluate(async () => (await caches.match('/shell/offline/'))!.text())).toContain(
      version,
    );
    await goAway();
    await page.goto(`${host.url}/glossary/`);
    expect(await page.locator('h1').textContent()).toBe('A newer version');
  });

  test('a page that was read is not replaced by one whose files do not all arrive', async () => {
    await deploy(join(root, 'old'));
    const page = await open(path);
    const title = await page.locator('h1').textContent();
    await isKept(page, path);
    // As while files are being copied: the page is there, its list is not yet.
    const html = join(root, 'old', path, 'index.html');
    const old = await readFile(html, 'utf8');
    await writeFile(html, old.replace(/<h1([^>]*)>[^<]*/, '<h1$1>Half a version'));
    await page.reload();
    expect(await page.locator('h1').textContent()).toBe('Half a version');
    await page.waitForTimeout(1000);
    await goAway();
    await page.reload();
    expect(await page.locator('h1').textContent()).toBe(title);
    await writeFile(html, old);
  });

  test('a save that is stopped goes on from where it was, and opens when the host is gone', async () => {
    await deploy(join(root, 'old'));
    const list = await listOf(path);
    const wasm = join(root, 'old', list.demos.find((file) => file.path.endsWith('.gz'))!.path);
    await rename(wasm, `${wasm}.away`);
    const page = await open(path);
    await button(page).click();
    await press(page, 'save');
    await eventually(() => status(page).textContent()).toBe(
      `${offlineWords.ko.failures.unreachable} ${offlineWords.ko.nothingLost}`,
    );
    await rename(`${wasm}.away`, wasm);
    await page.reload();
    await eventually(() => button(page).textContent()).toBe(offlineWords.ko.labels.stopped);
    const already = Object.keys(await keptBytes(page));
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await savePage(page);
    const isModel = (file: string) => /\.(onnx|gz)$/.test(file);
    const missing = list.demos.map((file) => file.path).filter((file) => !already.includes(file));
    expect(missing.filter(isModel).length).toBeGreaterThan(0);
    expect(fetched.filter(isModel).sort()).toEqual(missing.filter(isModel).sort());

    await goAway();
    await page.reload();
    await expectReferenceAnswer(page);
  });
});
