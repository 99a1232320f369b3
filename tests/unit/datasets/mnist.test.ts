import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadMnist, type MnistOptions } from '#scripts/datasets/mnist.ts';
import {
  deadMirror,
  emptyFolder,
  folderOf,
  goodMirror,
  mirror,
  packed,
  tinyFiles,
  type TinyFile,
} from './tiny-mnist.ts';

/** Loads the tiny files with no folder, cache or mirror but those given; what is said goes into `lines`. */
function load(sources: Partial<MnistOptions>, lines: string[] = []) {
  return loadMnist({
    directory: undefined,
    sharedDirectory: '/nowhere',
    cacheDirectory: '/nowhere',
    mirrors: [],
    files: tinyFiles,
    fetch: (url) => fetch(url),
    progress: { bytes: () => undefined, line: (text) => lines.push(text) },
    ...sources,
  });
}

/** The message of the error, with this run's folders and ports taken out. */
async function failure(loading: Promise<unknown>): Promise<string> {
  const error: unknown = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toHaveProperty('name', 'DatasetError');
  return (error as Error).message
    .replaceAll(/\S+\/mnist-\w+/g, '<folder>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '<mirror>');
}

const labelsFlipped = () => {
  const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 6, 5, 0, 4, 1, 9, 3); // the last label was 2
  return gzipSync(bytes);
};

describe('MNIST from a folder', () => {
  it('is split into the first training images, the last of them, and the test images', async () => {
    const dataset = await load({ directory: await folderOf() });
    expect(dataset).toMatchObject({ id: 'mnist', height: 2, width: 3 });
    expect([...dataset.train.labels]).toEqual([5, 0, 4, 1]);
    expect([...dataset.validation.labels]).toEqual([9, 2]);
    expect([...dataset.test.labels]).toEqual([7, 3]);
    expect([dataset.train.count, dataset.validation.count, dataset.test.count]).toEqual([4, 2, 2]);
    expect(dataset.train.images).toHaveLength(24);
    expect([...dataset.validation.images]).toEqual([
      124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135,
    ]);
    expect(dataset.test.images[0]).toBe(200);
  });

  it('is the folder that was named, else the shared one, else the cache', async () => {
    const bad = await folderOf({ 'train-images.gz': Buffer.from('bad') });
    const good = await folderOf();
    await expect(load({ directory: good, sharedDirectory: bad, cacheDirectory: bad })).resolves.toBeDefined();
    await expect(load({ sharedDirectory: good, cacheDirectory: bad })).resolves.toBeDefined();
    await expect(load({ cacheDirectory: good })).resolves.toBeDefined();
  });

  it('says which file is missing', async () => {
    const directory = await folderOf({ 'test-labels.gz': undefined });
    expect(await failure(load({ directory }))).toMatchInlineSnapshot(
      `"<folder>/test-labels.gz is missing. Put the canonical file there, or unset MNIST_DIR and MNIST is downloaded."`,
    );
    expect(await failure(load({ sharedDirectory: directory }))).toMatchInlineSnapshot(
      `"<folder>/test-labels.gz is missing. Put the canonical file there, or set MNIST_DIR to a folder that has all four."`,
    );
  });

  it('is refused where one byte is another', async () => {
    const directory = await folderOf({ 'train-labels.gz': labelsFlipped() });
    expect(await failure(load({ directory }))).toMatchInlineSnapshot(
      `"<folder>/train-labels.gz: expected the SHA-256 1c650f72de0710b865d8a32bb26ee24ff231f3925264fc6947693b1749e35895 of the unpacked bytes, found 57699a6790203b0fbba5c080819030cfa6d8cc0a12e7ed8bf299f6eaa7ff5af7. Put the canonical file there, or unset MNIST_DIR and MNIST is downloaded."`,
    );
  });

  it('is refused wherever a gz file was cut', async () => {
    const whole = packed['train-images.gz'];
    for (const length of [0, 1, 9, 10, 18, 30, whole.length - 8, whole.length - 1]) {
      const directory = await folderOf({ 'train-images.gz': whole.subarray(0, length) });
      expect(await failure(load({ directory }))).toContain(
        `<folder>/train-images.gz: expected a whole gz file, found ${length} bytes that do not unpack`,
      );
    }
  });

  it('is refused where a file is no gz file', async () => {
    const directory = await folderOf({ 'train-images.gz': Buffer.from('<!doctype html>') });
    expect(await failure(load({ directory }))).toMatchInlineSnapshot(
      `"<folder>/train-images.gz: expected a whole gz file, found 15 bytes that do not unpack (incorrect header check). Put the canonical file there, or unset MNIST_DIR and MNIST is downloaded."`,
    );
  });

  it('is refused where labels stand in the place of images', async () => {
    const directory = await folderOf({ 'train-images.gz': packed['train-labels.gz'] });
    expect(await failure(load({ directory }))).toMatchInlineSnapshot(
      `"<folder>/train-images.gz: expected the magic number 0x00000803 (images), found the magic number 0x00000801 (labels). Put the canonical file there, or unset MNIST_DIR and MNIST is downloaded."`,
    );
  });

  it('is refused where test files stand in the place of training files', async () => {
    const directory = await folderOf({ 'train-images.gz': packed['test-images.gz'] });
    expect(await failure(load({ directory }))).toMatchInlineSnapshot(
      `"<folder>/train-images.gz: expected 6 × 2 × 3 values, found a header that says 2 × 2 × 3. Put the canonical file there, or unset MNIST_DIR and MNIST is downloaded."`,
    );
  });

  it('leaves a folder of the user as it was, whatever is wrong with it', async () => {
    const directory = await folderOf({ 'train-labels.gz': labelsFlipped(), 'test-labels.gz': undefined });
    const before = await contents(directory);
    await failure(load({ directory, mirrors: [await goodMirror()] }));
    expect(await contents(directory)).toEqual(before);
  });
});

describe('MNIST by download', () => {
  it('fills the cache, and needs no mirror the second time', async () => {
    const cacheDirectory = join(await emptyFolder(), 'data', 'mnist');
    const lines: string[] = [];
    const first = await load({ cacheDirectory, mirrors: [await goodMirror()] }, lines);
    expect(lines).toHaveLength(4);
    expect(await contents(cacheDirectory)).toEqual(packed);
    expect(await load({ cacheDirectory, mirrors: [] })).toEqual(first);
  });

  it('reports the bytes that came and how many there are', async () => {
    const cacheDirectory = await emptyFolder();
    const received: Record<string, [number, number | undefined]> = {};
    const progress = {
      bytes: (file: string, count: number, total: number | undefined) => (received[file] = [count, total]),
      line: () => undefined,
    };
    await load({ cacheDirectory, mirrors: [await goodMirror()], progress });
    const sizes = Object.entries(packed).map(([name, { length }]) => [name, [length, length]]);
    expect(received).toEqual(Object.fromEntries(sizes));
  });

  it('goes to the second mirror when the first has no file, closes the line, or sends something else', async () => {
    const faulty = [
      await mirror((_, response) => response.writeHead(404).end()),
      await mirror((request) => request.socket.destroy()),
      await mirror((_, response) => response.end('<!doctype html>')),
      await mirror((_, response) => response.end(labelsFlipped())),
      await deadMirror(),
    ];
    for (const first of faulty) {
      const cacheDirectory = await emptyFolder();
      await load({ cacheDirectory, mirrors: [first, await goodMirror()] });
      expect(await contents(cacheDirectory)).toEqual(packed);
    }
  });

  it('leaves nothing behind when it breaks in the middle', async () => {
    const breaking = await mirror((request, response) => {
      const content = packed[request.url!.slice(1) as TinyFile];
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, content.length / 2), () => response.destroy());
    });
    const cacheDirectory = await emptyFolder();
    await failure(load({ cacheDirectory, mirrors: [breaking] }));
    expect(await readdir(cacheDirectory)).toEqual([]);
  });

  it('says of every mirror what went wrong, and what to do', async () => {
    const mirrors = [
      await mirror((_, response) => response.writeHead(503).end()),
      await mirror((_, response) => response.end(packed['train-labels.gz'])),
      await deadMirror(),
    ];
    const cacheDirectory = await emptyFolder();
    expect(await failure(load({ cacheDirectory, mirrors }))).toMatchInlineSnapshot(`
      "train-images.gz could not be downloaded.
        http://<mirror>/train-images.gz: the server answered 503 Service Unavailable.
        http://<mirror>/train-images.gz: expected the magic number 0x00000803 (images), found the magic number 0x00000801 (labels).
        http://<mirror>/train-images.gz: fetch failed (connect ECONNREFUSED <mirror>).
      Check the connection and try again, or put the four MNIST files into a folder and set MNIST_DIR to it."
    `);
    expect(await readdir(cacheDirectory)).toEqual([]);
  });

  it('replaces a damaged file of the cache, and says so', async () => {
    const cacheDirectory = await folderOf({ 'train-labels.gz': labelsFlipped() });
    const lines: string[] = [];
    await load({ cacheDirectory, mirrors: [await goodMirror()] }, lines);
    expect(lines[0]).toMatch(/train-labels\.gz: expected the SHA-256 .* It is downloaded again\.$/);
    expect(await contents(cacheDirectory)).toEqual(packed);
  });

  it('keeps the cache whole while several load it at once', async () => {
    const cacheDirectory = await emptyFolder();
    const mirrors = [await goodMirror()];
    const datasets = await Promise.all(Array.from({ length: 5 }, () => load({ cacheDirectory, mirrors })));
    for (const dataset of datasets) expect(dataset).toEqual(datasets[0]);
    expect(await contents(cacheDirectory)).toEqual(packed);
  });

  it('is not tried where the cache is whole', async () => {
    const cacheDirectory = await folderOf();
    await writeFile(join(cacheDirectory, 'note.txt'), 'mine');
    await load({ cacheDirectory, fetch: () => Promise.reject(new Error('no network')) });
    expect(existsSync(join(cacheDirectory, 'note.txt'))).toBe(true);
  });
});

async function contents(folder: string): Promise<Record<string, Buffer>> {
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))])),
  );
}
