/** What stays on a device and what goes. What browsers do with it is in `tests/browser/offline.test.ts`. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepAs, keptPage, record, records, removePage, savePage } from '#src/offline/kept-pages.ts';
import { filesOf, type PageFiles } from '#src/offline/page-files.ts';
import { Device } from './device.ts';

let device: Device;

beforeEach(() => {
  device = new Device();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const path = (i: number) => `/lectures/${String(i).padStart(2, '0')}/`;
const read = async (page: PageFiles) => keepAs('read', await fetch(page.path));
const save = (page: PageFiles, signal = new AbortController().signal) =>
  savePage(page, { signal, onProgress: () => undefined });
const pathsOf = (page: PageFiles) =>
  filesOf(page)
    .map((file) => file.path)
    .sort();
const onShelf = async (shelf: 'read' | 'saved' | 'begun') => (await records(shelf)).map((page) => page.path);

test('of more than sixty pages those read longest ago go, and no saved one', async () => {
  const saved = device.publish('/saved/');
  await read(saved);
  await save(saved);
  for (let i = 0; i < 60; i++) await read(device.publish(path(i)));
  await read(device.publish(path(0))); // again, so that another is the one read longest ago
  await read(device.publish(path(60)));
  await read(device.publish(path(61)));
  const kept = await onShelf('read');
  expect(kept).toHaveLength(60);
  expect(kept).toContain(path(0));
  expect(kept).not.toContain(path(1));
  expect(kept).not.toContain(path(2));
  expect(await keptPage(path(1))).toBeUndefined();
  expect(device.files().filter((file) => file.includes('lectures-01-'))).toEqual([]);
  expect(device.files()).toEqual(expect.arrayContaining(pathsOf(saved)));
});

test('a page that finds no room for being read leaves nothing, and what was there stays', async () => {
  const first = device.publish(path(1));
  await read(first);
  const before = device.files();
  device.room = device.used() + 20; // its first file, and no more
  await expect(read(device.publish(path(2)))).rejects.toThrow('Quota exceeded.');
  expect(device.files()).toEqual(before);
  expect(await onShelf('read')).toEqual([path(1)]);
});

test('the index of search, which changes under its name, is kept whole in one version', async () => {
  for (const version of ['', '-newer']) {
    const index = device.publish('/search/index.json', version);
    const files = index.reading.map((file) => file.path);
    await keepAs('shell', await fetch(index.path));
    expect(device.files()).toEqual(files.sort());
    expect(await (await keptPage(index.path))!.text()).toBe(`/search/index.json${version}`);
  }
});

test('a save that finds no room says so, leaves nothing half-saved, and the version saved before', async () => {
  const old = device.publish(path(1));
  await save(old);
  const before = device.files();
  const newer = device.publish(path(1), '-newer');
  device.room = device.used() + JSON.stringify(newer).length + 3 * newer.demos[0]!.bytes;
  await expect(save(newer)).rejects.toMatchObject({ name: 'SaveError', kind: 'full' });
  expect(device.files()).toEqual(before);
  expect(await onShelf('begun')).toEqual([]);
  expect((await record('saved', path(1)))?.version).toBe(old.version);

  device.room = Infinity;
  await save(newer);
  expect(device.files()).toEqual(pathsOf(newer));
});

test('a save goes on with what is missing after its network was lost', async () => {
  const page = device.publish(path(1));
  const model = page.demos[1]!.path;
  const content = device.host.get(model)!;
  device.host.delete(model);
  await expect(save(page)).rejects.toMatchObject({ name: 'SaveError', kind: 'unreachable' });
  expect(await onShelf('begun')).toEqual([path(1)]);
  expect(await onShelf('saved')).toEqual([]);

  const arrived = device.files();
  device.host.set(model, content);
  device.fetched.length = 0;
  await save(page);
  expect(device.fetched).toEqual(pathsOf(page).filter((file) => !arrived.includes(file)));
  expect(await onShelf('begun')).toEqual([]);
  expect(await onShelf('saved')).toEqual([path(1)]);
});

test('a save whose tab was closed can be undone, or gone on with from another', async () => {
  const page = device.publish(path(1));
  const model = page.demos[1]!.path;
  // A tab that closes runs no more of its code: its last file never comes.
  device.beforeAnswer = (file) => (file === model ? new Promise(() => undefined) : Promise.resolve());
  void save(page);
  await vi.waitFor(() => {
    expect(device.files()).toHaveLength(3);
  });
  await read(device.publish(path(2))); // what sweeps leaves it alone
  expect(await onShelf('begun')).toEqual([path(1)]);
  expect(device.files()).toEqual(expect.arrayContaining(pathsOf(page).filter((file) => file !== model)));

  device.beforeAnswer = () => Promise.resolve();
  device.fetched.length = 0;
  await save(page);
  expect(device.fetched).toEqual([model]);

  await removePage(path(1));
  expect(device.files().filter((file) => pathsOf(page).includes(file))).toEqual([]);
});

test('what a save that was stopped has left goes when it is undone', async () => {
  const page = device.publish(path(1));
  const tab = new AbortController();
  device.beforeAnswer = async (file) => {
    if (file !== page.demos[1]!.path) return;
    await vi.waitFor(() => {
      expect(device.files()).toHaveLength(3);
    });
    tab.abort();
  };
  await expect(save(page, tab.signal)).rejects.toMatchObject({ name: 'AbortError' });
  await removePage(path(1));
  expect(device.files()).toEqual([]);
  expect(await onShelf('begun')).toEqual([]);
});
