/** A device in memory: what `kept-pages.ts` asks of a browser, and a host that tests can change, slow and stop. */
import { createHash } from 'node:crypto';
import { vi } from 'vitest';
import { listPath, type KeptFile, type PageFiles } from '#src/offline/page-files.ts';

const ORIGIN = 'https://latent-notes.example';

const hrefOf = (request: string | { readonly url: string }) =>
  new URL(typeof request === 'string' ? request : request.url, ORIGIN).href;

/** As the Cache API orders it: what is put again comes last. */
class MemoryCache {
  readonly kept = new Map<string, ArrayBuffer>();
  private readonly device: Device;

  constructor(device: Device) {
    this.device = device;
  }

  match(request: string | { readonly url: string }): Promise<Response | undefined> {
    const content = this.kept.get(hrefOf(request));
    return Promise.resolve(content && new Response(content));
  }

  async put(request: string, response: Response): Promise<void> {
    const content = await response.arrayBuffer();
    if (this.device.used() + content.byteLength > this.device.room)
      throw new DOMException('Quota exceeded.', 'QuotaExceededError');
    await this.delete(request);
    this.kept.set(hrefOf(request), content);
  }

  delete(request: string | { readonly url: string }): Promise<boolean> {
    return Promise.resolve(this.kept.delete(hrefOf(request)));
  }

  keys(): Promise<readonly { url: string }[]> {
    return Promise.resolve([...this.kept.keys()].map((url) => ({ url })));
  }
}

export class Device {
  /** In bytes. */
  room = Infinity;
  /** Contents of the host's files by their paths. */
  readonly host = new Map<string, string>();
  /** What was fetched, in order. */
  readonly fetched: string[] = [];
  /** Called before each answer of the host. */
  beforeAnswer: (path: string) => Promise<void> = () => Promise.resolve();

  private readonly caches = new Map<string, MemoryCache>();
  private lock: Promise<unknown> = Promise.resolve();

  constructor() {
    vi.stubGlobal('location', new URL(ORIGIN));
    vi.stubGlobal('caches', { open: (name: string) => Promise.resolve(this.cache(name)) });
    vi.stubGlobal('navigator', {
      locks: {
        request: (_: string, task: () => Promise<unknown>) => (this.lock = this.lock.then(task, task)),
      },
    });
    vi.stubGlobal('fetch', this.fetch.bind(this));
  }

  /** A page on the host, with a script for reading and two files of its demo; each as many bytes as its path. */
  publish(path: string, version = ''): PageFiles {
    const file = (name: string): KeptFile => {
      const content = name + version;
      this.host.set(name, content);
      const hash = createHash('sha256').update(content).digest('base64');
      return { path: name, bytes: content.length, integrity: `sha256-${hash}` };
    };
    const hashed = (name: string) => file(`/_astro${path.replaceAll('/', '-')}${name}${version}`);
    const [itself, script, demo, model] = [
      file(path),
      hashed('a.js'),
      hashed('demo.js'),
      hashed('model.onnx'),
    ];
    const list: PageFiles = {
      path,
      language: 'ko',
      title: path,
      version: itself.integrity,
      reading: [itself, script],
      demos: [demo, model],
    };
    this.host.set(listPath(path), JSON.stringify(list));
    return list;
  }

  /** Paths of the files that are kept, without the hashes of pages. */
  files(): readonly string[] {
    return [...this.cache('latent-notes.files.1').kept.keys()].map((url) => new URL(url).pathname).sort();
  }

  used(): number {
    const contents = [...this.caches.values()].flatMap(({ kept }) => [...kept.values()]);
    return contents.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  private cache(name: string): MemoryCache {
    const cache = this.caches.get(name) ?? new MemoryCache(this);
    this.caches.set(name, cache);
    return cache;
  }

  private async fetch(path: string, { signal }: RequestInit = {}): Promise<Response> {
    this.fetched.push(path);
    await this.beforeAnswer(path);
    signal?.throwIfAborted();
    const content = this.host.get(path);
    if (content === undefined) throw new TypeError('Failed to fetch');
    const response = new Response(content);
    Object.defineProperty(response, 'url', { value: ORIGIN + path });
    return response;
  }
}
