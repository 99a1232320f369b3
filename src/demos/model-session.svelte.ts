/** A demo's use of the runtime: its five states, its backend, its latency, and how it recovers. */
import { hasWebGpu } from '#src/runtime/gpu.ts';
import type { FailureKind } from '#src/runtime/runtime-error.ts';
import { RuntimeError } from '#src/runtime/runtime-error.ts';
import {
  superseded,
  type Backend,
  type GraphFile,
  type Progress,
  type Runtime,
  type Tensors,
} from '#src/runtime/runtime.ts';

export type DemoState = 'idle' | 'loading' | 'ready' | 'running' | 'failed';

interface Options {
  /** All graphs of the demo; or, where not every reader needs all, those that its present state needs. */
  graphs: GraphFile[] | (() => GraphFile[]);
  runtime: Runtime;
  /** Called when graphs can be run: after the start, and each time the backend has changed or more were loaded. */
  onReady: () => void;
}

export function createModelSession({ graphs, runtime, onReady }: Options) {
  let phase = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  let backend = $state<Backend>('wasm');
  let progress = $state<Progress>({ loadedBytes: 0, totalBytes: 0 });
  let failure = $state<FailureKind>();
  /** Why WASM runs although WebGPU was chosen. */
  let notice = $state<FailureKind>();
  let latencyMs = $state<number>();
  let gpuOffered = $state<boolean>();
  let running = $state(0);
  /** `<backend> <graph>` that this demo loaded. */
  let held: readonly string[] = [];

  function needed(): GraphFile[] {
    return typeof graphs === 'function' ? graphs() : graphs;
  }

  function missing(on: Backend): GraphFile[] {
    return needed().filter(({ key }) => !held.includes(`${on} ${key}`));
  }

  function becomeReady(next: Backend): void {
    backend = next;
    phase = 'ready';
    onReady();
  }

  function kindOf(error: unknown): FailureKind {
    console.warn(error);
    return error instanceof RuntimeError ? error.kind : 'engine';
  }

  function fail(error: unknown): void {
    failure = kindOf(error);
    phase = 'failed';
  }

  function fallBack(error: unknown): void {
    notice = kindOf(error);
    if (missing('wasm').length > 0) void load('wasm');
    else becomeReady('wasm');
  }

  async function load(next: Backend, first = needed()): Promise<void> {
    phase = 'loading';
    progress = { loadedBytes: 0, totalBytes: 0 };
    try {
      // Again, should the state have come to need more meanwhile.
      for (let asked = first; asked.length > 0; asked = missing(next)) {
        await runtime.load(asked, next, (current) => (progress = current));
        held = [...held, ...asked.map(({ key }) => `${next} ${key}`)];
      }
      becomeReady(next);
    } catch (error) {
      if (next === 'webgpu') fallBack(error);
      else fail(error);
    }
  }

  const stopListening = runtime.onGpuLost((lost) => {
    if (backend === 'webgpu' && phase === 'ready') fallBack(new RuntimeError(lost));
  });

  return {
    get state(): DemoState {
      return phase === 'ready' && running > 0 ? 'running' : phase;
    },
    get usable() {
      return phase === 'ready';
    },
    get backend() {
      return backend;
    },
    get progress() {
      return progress;
    },
    get failure() {
      return failure;
    },
    get notice() {
      return notice;
    },
    /** Milliseconds of the latest run, measured around it in the worker. */
    get latencyMs() {
      return latencyMs;
    },
    /** Whether a WebGPU adapter was given; undefined until it was asked for. */
    get gpuOffered() {
      return gpuOffered;
    },
    /** Downloads and starts, or tries again after a failure. */
    async start(): Promise<void> {
      if (phase === 'loading' || phase === 'ready') return;
      notice = undefined;
      await load('wasm');
      gpuOffered ??= await hasWebGpu();
    },
    /** Loads what the demo's state has come to need; nothing before the start, which loads it with the rest. */
    async extend(): Promise<void> {
      const more = missing(backend);
      if (phase === 'ready' && more.length > 0) await load(backend, more);
    },
    async use(next: Backend): Promise<void> {
      if (phase !== 'ready' || next === backend) return;
      notice = undefined;
      await load(next);
    },
    /** @returns outputs, or undefined when a newer run took this one's place or the run failed */
    async run(key: string, graph: string, inputs: Tensors): Promise<Tensors | undefined> {
      const ranOn = backend;
      running++;
      try {
        const result = await runtime.run(key, { backend: ranOn, graph, inputs });
        if (result === superseded) return undefined;
        latencyMs = result.durationMs;
        return result.outputs;
      } catch (error) {
        // What was asked of a backend that is no longer used is not missed.
        if (ranOn === backend && phase === 'ready') {
          if (ranOn === 'webgpu') fallBack(error);
          else fail(error);
        }
        return undefined;
      } finally {
        running--;
      }
    },
    end: stopListening,
  };
}

export type ModelSession = ReturnType<typeof createModelSession>;
