/** The page's side: one worker, one queue, for all demos. Nothing is fetched before the first `load`. */
import { engines } from 'virtual:onnxruntime';
import { hasWebGpu, webGpuEngine } from './gpu.ts';
import type { Backend, GraphFile, LoadRequest, Reply, RunRequest, RunResult, Tensors } from './messages.ts';
import { createQueue, superseded } from './queue.ts';
import { RuntimeError, type Failure } from './runtime-error.ts';

export interface Progress {
  loadedBytes: number;
  totalBytes: number;
}

export interface Runtime {
  /**
   * Makes graphs ready on a backend, downloading what is missing.
   *
   * @throws RuntimeError; the next call starts afresh
   */
  load(graphs: GraphFile[], backend: Backend, onProgress: (progress: Progress) => void): Promise<void>;
  /**
   * Runs a loaded graph. A newer call with the same key replaces one that still waits, which then resolves to
   * `superseded`.
   *
   * @throws RuntimeError
   */
  run(key: string, request: Omit<RunRequest, 'kind'>): Promise<RunResult | typeof superseded>;
  /** Calls back when the WebGPU device goes away; returns a function that ends this. */
  onGpuLost(listener: (failure: Failure) => void): () => void;
  /** Frees the memory of the models, unless one is at work. The next run brings back the ones it needs. */
  rest(): void;
}

interface Pending {
  resolve: (reply: Reply) => void;
  reject: (error: RuntimeError) => void;
  onProgress: (loadedBytes: number) => void;
}

/** @param startWorker makes the worker of `worker.ts` */
export function createRuntime(startWorker: () => Worker): Runtime {
  const queue = createQueue();
  const lostListeners = new Set<(failure: Failure) => void>();
  let worker: Worker | undefined;
  let pending: (Pending & { id: number }) | undefined;
  let lastId = 0;
  let gpuLost = false;
  /** `<backend>` and `<backend> <graph>` that the present worker holds. */
  const held = new Set<string>();
  /** Graphs by key, so that a new worker can be given what the old one held. */
  const known = new Map<string, GraphFile>();

  function endWorker(): void {
    worker?.terminate();
    worker = undefined;
    gpuLost = false;
    held.clear();
  }

  function receive(reply: Reply): void {
    if (reply.kind === 'gpu-lost') {
      gpuLost = true;
      for (const name of held) if (name.startsWith('webgpu')) held.delete(name);
      // The run under way, if there is one, may never answer.
      pending?.reject(new RuntimeError(reply.failure));
      for (const listener of lostListeners) listener(reply.failure);
    } else if (pending?.id === reply.id) {
      if (reply.kind === 'progress') pending.onProgress(reply.loadedBytes);
      else if (reply.kind === 'failed') pending.reject(new RuntimeError(reply.failure));
      else pending.resolve(reply);
    }
  }

  function ask(
    request: LoadRequest | RunRequest,
    onProgress: (loadedBytes: number) => void,
    transfer: Transferable[] = [],
  ): Promise<Reply> {
    worker ??= listenTo(startWorker());
    const id = ++lastId;
    return new Promise<Reply>((resolve, reject) => {
      pending = { id, resolve, reject, onProgress };
      worker?.postMessage({ ...request, id }, transfer);
    }).finally(() => (pending = undefined));
  }

  function listenTo(started: Worker): Worker {
    started.onmessage = ({ data }: MessageEvent<Reply>) => {
      receive(data);
    };
    started.onerror = (event) => {
      event.preventDefault();
      const message = `The worker of the models could not start (${event.message || 'its script did not load'}). Check the connection and try again.`;
      pending?.reject(new RuntimeError({ kind: 'unreachable', message, file: 'worker' }));
    };
    return started;
  }

  async function makeReady(graphs: GraphFile[], backend: Backend, onProgress: (progress: Progress) => void) {
    if (typeof WebAssembly !== 'object') {
      const message = 'This browser has no WebAssembly. Allow it in the settings, or use another browser.';
      throw new RuntimeError({ kind: 'no-wasm', message, file: '' });
    }
    if (backend === 'webgpu') {
      if (!(await hasWebGpu())) {
        const message = 'This browser gives no WebGPU adapter. Go on with WASM.';
        throw new RuntimeError({ kind: 'no-gpu', message, file: '' });
      }
      if (gpuLost) endWorker(); // ONNX Runtime cannot take a second device in the same worker
    }
    const missing = graphs.filter(({ key }) => !held.has(`${backend} ${key}`));
    if (missing.length === 0) return;
    const engine = backend === 'wasm' ? engines.wasm : webGpuEngine();
    const toFetch = missing.filter(
      ({ key }) => !['wasm', 'webgpu'].some((other) => held.has(`${other} ${key}`)),
    );
    const totalBytes = toFetch.reduce((sum, { bytes }) => sum + bytes, held.has(backend) ? 0 : engine.bytes);
    try {
      await ask({ kind: 'load', backend, engine, graphs: missing }, (loadedBytes) => {
        // A host that unpacked the gzip already sends more bytes than were announced.
        onProgress({ loadedBytes: Math.min(loadedBytes, totalBytes), totalBytes });
      });
    } catch (error) {
      // After a failed start ONNX Runtime never tries again in the same worker, and a worker without its script is none.
      if (error instanceof RuntimeError && (error.kind === 'engine' || error.file === 'worker')) endWorker();
      throw error;
    }
    held.add(backend);
    for (const graph of missing) {
      held.add(`${backend} ${graph.key}`);
      known.set(graph.key, graph);
    }
  }

  return {
    async load(graphs, backend, onProgress) {
      await queue.add(() => makeReady(graphs, backend, onProgress));
    },
    run(key, request) {
      return queue.add(async () => {
        const graph = known.get(request.graph);
        // Another demo's failure may have ended the worker that held this graph.
        if (graph) await makeReady([graph], request.backend, () => undefined);
        const { inputs, buffers } = copyOf(request.inputs);
        const reply = await ask({ kind: 'run', ...request, inputs }, () => undefined, buffers);
        if (reply.kind !== 'result') throw new Error(`The worker answered "${reply.kind}" to a run.`);
        return reply.result;
      }, key);
    },
    onGpuLost(listener) {
      lostListeners.add(listener);
      return () => lostListeners.delete(listener);
    },
    rest() {
      if (!pending) endWorker();
    },
  };
}

/** Values for the worker to have and to free. In the message itself they would be held until the browser sweeps it up. */
function copyOf(inputs: Tensors): { inputs: Tensors; buffers: ArrayBuffer[] } {
  const copies = Object.entries(inputs).map(([name, { data, shape }]) => ({
    name,
    data: data.slice(),
    shape,
  }));
  return {
    inputs: Object.fromEntries(copies.map(({ name, ...tensor }) => [name, tensor])),
    buffers: copies.map(({ data }) => data.buffer),
  };
}

/** Bytes that a first start on WASM downloads: ONNX Runtime and the graphs. */
export function startBytes(graphs: GraphFile[]): number {
  return graphs.reduce((sum, { bytes }) => sum + bytes, engines.wasm.bytes);
}

/** The runtime of this page, shared by its demos. */
export const runtime = createRuntime(
  () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'latent-notes' }),
);

// A browser keeps a page that was left for the way back, with its workers.
if (!import.meta.env.SSR) {
  addEventListener('pagehide', () => {
    runtime.rest();
  });
}

export { superseded };
export type { Backend, GraphFile, RunResult, Tensors };
