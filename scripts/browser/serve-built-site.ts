import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Where the built site lies. */
export const DIST = join(import.meta.dirname, '../../dist');

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

async function fileFor(root: string, pathname: string): Promise<string | undefined> {
  const path = join(root, normalize(decodeURIComponent(pathname)));
  for (const file of path.endsWith('/') ? [join(path, 'index.html')] : [path]) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return file;
  }
  return undefined;
}

/** Media types that static hosts compress. */
const COMPRESSED = /^text\/|json|xml/;

/** Files as they are sent, compressed once: tests open the same pages again and again. */
const packed = new Map<string, Promise<Buffer>>();

/** What a file is sent as, by its path and the time of its last change. */
async function pack(file: string): Promise<Buffer> {
  const key = `${file} ${(await stat(file)).mtimeMs}`;
  const known = packed.get(key) ?? readFile(file).then((bytes) => promisify(gzip)(bytes));
  packed.set(key, known);
  return known;
}

/**
 * Serves a folder as a static host does: text compressed where the browser takes it so, `index.html` for folders,
 * `404.html` for what is missing, and a free port.
 *
 * @param port for a site that comes back under the address it had
 */
export async function serveBuiltSite(
  root = DIST,
  port = 0,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const found = await fileFor(root, pathname);
      const file = found ?? (await fileFor(root, '/404.html'));
      if (file === undefined) {
        response.writeHead(404).end();
        return;
      }
      const type = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
      const isPacked = COMPRESSED.test(type) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
      response.writeHead(found === undefined ? 404 : 200, {
        'content-type': type,
        ...(isPacked && { 'content-encoding': 'gzip' }),
      });
      if (isPacked) response.end(await pack(file));
      else createReadStream(file).pipe(response);
    })();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
  };
}
