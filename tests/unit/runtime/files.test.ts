import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { download } from '#src/runtime/download.ts';
import { gunzip } from '#src/runtime/gunzip.ts';
import { checkIntegrity, sha256 } from '#src/runtime/integrity.ts';
import { failureOf, RuntimeError } from '#src/runtime/runtime-error.ts';

const content = new TextEncoder().encode('abc');
// FIPS 180-2, appendix B.1.
const abcSha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/model.onnx') response.end(Buffer.alloc(100_000, 7));
    else if (request.url === '/broken.onnx') {
      response.writeHead(200, { 'content-length': '100000' });
      response.write(Buffer.alloc(1000), () => response.destroy());
    } else {
      response.statusCode = 404;
      response.end('nothing here');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The test server has no port.');
  url = `http://127.0.0.1:${String(address.port)}`;
});

afterAll(() => {
  server.close();
});

/** What was thrown, as plain data. */
async function failureIn(promise: Promise<unknown>) {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(RuntimeError);
  return failureOf(thrown);
}

test('a download counts its bytes as they arrive', async () => {
  let counted = 0;
  const bytes = await download(`${url}/model.onnx`, { onBytes: (count) => (counted += count) });
  expect(bytes.length).toBe(100_000);
  expect(bytes.every((byte) => byte === 7)).toBe(true);
  expect(counted).toBe(100_000);
});

test('a file that is not there is missing', async () => {
  expect(await failureIn(download(`${url}/gone.onnx`, { onBytes: () => undefined }))).toMatchInlineSnapshot(`
    {
      "file": "gone.onnx",
      "kind": "missing",
      "message": "The server answered 404 for gone.onnx. Check that the site was deployed whole.",
    }
  `);
});

test('a download that breaks off, and a server that is gone, are unreachable', async () => {
  const broken = await failureIn(download(`${url}/broken.onnx`, { onBytes: () => undefined }));
  expect(broken).toMatchObject({ kind: 'unreachable', file: 'broken.onnx' });
  expect(broken.message).toMatch(
    /^broken\.onnx could not be fetched \(.+\)\. Check the connection and try again\.$/,
  );
  const gone = await failureIn(download('http://127.0.0.1:1/model.onnx', { onBytes: () => undefined }));
  expect(gone.kind).toBe('unreachable');
});

test('gzip is unpacked, and what a host has unpacked already is left alone', async () => {
  expect(await gunzip(new Uint8Array(gzipSync(content)), 'engine.wasm.gz')).toEqual(content);
  expect(await gunzip(content, 'engine.wasm.gz')).toEqual(content);
});

test('gzip that was cut short is corrupt', async () => {
  const cut = new Uint8Array(gzipSync(Buffer.alloc(10_000, 1))).slice(0, 20);
  expect(await failureIn(gunzip(cut, 'engine.wasm.gz'))).toMatchInlineSnapshot(`
    {
      "file": "engine.wasm.gz",
      "kind": "corrupt",
      "message": "engine.wasm.gz is not a whole gzip file. Fetch it again; if it stays so, deploy the site again.",
    }
  `);
});

test('the hash is SHA-256', async () => {
  expect(await sha256(content)).toBe(abcSha256);
  await expect(checkIntegrity(content, abcSha256, 'model.onnx')).resolves.toBeUndefined();
});

test('bytes with another hash are refused', async () => {
  expect(await failureIn(checkIntegrity(content, '0'.repeat(64), 'model.onnx'))).toMatchInlineSnapshot(`
    {
      "file": "model.onnx",
      "kind": "corrupt",
      "message": "model.onnx has SHA-256 ba7816bf8f01…, the card says 000000000000…. Fetch it again; if it stays so, build the site again.",
    }
  `);
});

test('what ONNX Runtime throws is told as its failure', () => {
  expect(failureOf(new Error('out of memory.'))).toMatchInlineSnapshot(`
    {
      "file": "",
      "kind": "engine",
      "message": "ONNX Runtime failed: out of memory. Start it again; if it fails again, reload the page.",
    }
  `);
});
