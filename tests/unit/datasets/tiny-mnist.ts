/** Files like MNIST's, small enough to be written by every test: 6 training and 2 test images of 2 × 3 pixels. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { MnistFiles } from '#scripts/datasets/mnist-files.ts';

const bytes = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const imagesHeader = (count: number) => [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 3];
const labelsHeader = (count: number) => [0, 0, 8, 1, 0, 0, 0, count];

const unpacked = {
  'train-images.gz': Uint8Array.of(...imagesHeader(6), ...bytes(100, 36)),
  'train-labels.gz': Uint8Array.of(...labelsHeader(6), 5, 0, 4, 1, 9, 2),
  'test-images.gz': Uint8Array.of(...imagesHeader(2), ...bytes(200, 12)),
  'test-labels.gz': Uint8Array.of(...labelsHeader(2), 7, 3),
};

export type TinyFile = keyof typeof unpacked;

export const packed = Object.fromEntries(
  Object.entries(unpacked).map(([name, content]) => [name, gzipSync(content)]),
) as Record<TinyFile, Buffer>;

const named = (name: TinyFile) => ({
  name,
  sha256: createHash('sha256').update(unpacked[name]).digest('hex'),
});

export const tinyFiles: MnistFiles = {
  trainImages: { ...named('train-images.gz'), shape: [6, 2, 3] },
  trainLabels: { ...named('train-labels.gz'), shape: [6] },
  testImages: { ...named('test-images.gz'), shape: [2, 2, 3] },
  testLabels: { ...named('test-labels.gz'), shape: [2] },
  validationCount: 2,
};

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mnist-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** The four files, with some of them replaced. */
export async function folderOf(
  replaced: Partial<Record<TinyFile, Uint8Array | undefined>> = {},
): Promise<string> {
  const folder = await emptyFolder();
  for (const [name, content] of Object.entries({ ...packed, ...replaced })) {
    if (content) await writeFile(join(folder, name), content);
  }
  return folder;
}

/** A mirror on this machine. Returns its address, with the slash at the end. */
export async function mirror(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** An address at which nothing listens any more. */
export async function deadMirror(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

export const goodMirror = () =>
  mirror((request, response) => {
    const content = packed[request.url!.slice(1) as TinyFile];
    response.writeHead(200, { 'content-length': content.length }).end(content);
  });
