/** What the page and its worker say to each other. One request is under way at a time. */
import type { EngineFiles } from 'virtual:onnxruntime';
import type { Failure } from './runtime-error.ts';

export type Backend = 'wasm' | 'webgpu';

/** One graph of a model, as its card describes it. */
export interface GraphFile {
  /** `<model id>/<graph>`. */
  key: string;
  url: string;
  bytes: number;
  sha256: string;
}

/** Row-major float32 values by tensor name. */
export type Tensors = Record<string, { data: Float32Array; shape: readonly number[] }>;

export interface LoadRequest {
  kind: 'load';
  backend: Backend;
  engine: EngineFiles;
  graphs: GraphFile[];
}

export interface RunRequest {
  kind: 'run';
  backend: Backend;
  graph: string;
  inputs: Tensors;
}

export interface RunResult {
  outputs: Tensors;
  /** Time of the run alone, without the passage of messages. */
  durationMs: number;
}

export type Request = (LoadRequest | RunRequest) & { id: number };

export type Reply =
  | { kind: 'progress'; id: number; loadedBytes: number }
  | { kind: 'loaded'; id: number }
  | { kind: 'result'; id: number; result: RunResult }
  | { kind: 'failed'; id: number; failure: Failure }
  /** The WebGPU device is gone; `id` is 0, for nobody asked. */
  | { kind: 'gpu-lost'; id: 0; failure: Failure };
