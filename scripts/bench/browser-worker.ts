/**
 * The part of the browser's `Worker` that @jax-js/jax uses for its threads, over Node's, so that it is timed at its
 * best: scripts from blob URLs, which the polyfill `web-worker` does not take.
 */
import { resolveObjectURL, type Blob } from 'node:buffer';
import { Worker as NodeWorker } from 'node:worker_threads';

const PRELUDE = `
  const { parentPort } = require('node:worker_threads');
  globalThis.self = globalThis;
  globalThis.postMessage = (data) => parentPort.postMessage(data);
  parentPort.on('message', (data) => self.onmessage?.({ data }));
`;

class BrowserWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((error: unknown) => void) | null = null;
  readonly #started: Promise<NodeWorker>;

  constructor(url: string) {
    this.#started = this.#start(resolveObjectURL(url));
  }

  async #start(script: Blob | undefined): Promise<NodeWorker> {
    if (!script) throw new TypeError('Only blob URLs are supported.');
    const worker = new NodeWorker(PRELUDE + (await script.text()), { eval: true });
    worker.on('message', (data: unknown) => this.onmessage?.({ data }));
    worker.on('error', (error) => this.onerror?.(error));
    return worker;
  }

  postMessage(data: unknown): void {
    void this.#started.then((worker) => {
      worker.postMessage(data);
    });
  }

  terminate(): void {
    void this.#started.then((worker) => worker.terminate());
  }
}

/** Must be called before @jax-js/jax allocates anything: it shares its memory only where there are workers. */
export function installBrowserWorker(): void {
  Object.assign(globalThis, { Worker: BrowserWorker });
}
