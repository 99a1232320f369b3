/**
 * The one file of `scripts/` that knows ONNX Runtime: native in Node to train and check, and the site's WebAssembly
 * build, run in Node, to check that it agrees.
 */
import type * as Common from 'onnxruntime-common';

export type Backend = 'cpu' | 'webgpu' | 'wasm';

/** A backend cannot be had on this machine; the message says which can. */
export class EngineError extends Error {
  override name = 'EngineError';
}

export interface TensorValue {
  readonly data: Float32Array | BigInt64Array;
  readonly shape: readonly number[];
}

export type Values = Readonly<Record<string, TensorValue>>;

export interface SessionOptions {
  readonly backend: Backend;
  /** Threads within an operator; ignored on a GPU. */
  readonly threads: number;
}

/** What a graph declares about an input or output; free sizes are names. */
export interface Declaration {
  readonly dtype: string;
  readonly shape: readonly (number | string)[];
}

export interface Session {
  readonly inputs: Readonly<Record<string, Declaration>>;
  readonly outputs: Readonly<Record<string, Declaration>>;
  /**
   * @param feeds   one value per input
   * @param targets arrays that the outputs of these names may be written into, which saves making new ones; the
   *                WebAssembly build does not do so, and only the returned values are sure to be the outputs
   */
  run(feeds: Values, targets?: Values): Promise<Values>;
  release(): Promise<void>;
}

/** @throws EngineError where the backend cannot be had on this machine */
export async function openSession(model: Uint8Array, { backend, threads }: SessionOptions): Promise<Session> {
  const ort = await loadRuntime(backend, threads);
  const session = await ort.InferenceSession.create(model, {
    executionProviders: [backend],
    ...(backend === 'cpu' && { intraOpNumThreads: threads, interOpNumThreads: 1 }),
  }).catch((cause: unknown) => {
    if (!String(cause).includes('WebGPU adapter')) throw cause;
    throw new EngineError('This machine has no GPU that WebGPU can use. Use the backend cpu.', { cause });
  });
  const toTensor = ({ data, shape }: TensorValue) =>
    data instanceof Float32Array
      ? new ort.Tensor('float32', data, shape)
      : new ort.Tensor('int64', data, shape);
  const toTensors = (values: Values) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toTensor(value)]));

  return {
    inputs: declarations(session.inputMetadata),
    outputs: declarations(session.outputMetadata),
    async run(feeds, targets) {
      const outputs =
        targets && backend !== 'wasm'
          ? await session.run(toTensors(feeds), toTensors(targets))
          : await session.run(toTensors(feeds));
      return Object.fromEntries(
        Object.entries(outputs).map(([name, tensor]) => [
          name,
          { data: tensor.data as Float32Array | BigInt64Array, shape: tensor.dims },
        ]),
      );
    },
    release: () => session.release(),
  };
}

function declarations(
  metadata: readonly Common.InferenceSession.ValueMetadata[],
): Record<string, Declaration> {
  return Object.fromEntries(
    metadata.map((value) => {
      if (!value.isTensor)
        throw new TypeError(`"${value.name}" is not a tensor; only tensors are supported.`);
      return [value.name, { dtype: value.type, shape: value.shape }];
    }),
  );
}

async function loadRuntime(backend: Backend, threads: number): Promise<typeof Common> {
  if (backend !== 'wasm') return import('onnxruntime-node');
  const ort = await import('onnxruntime-web'); // its entry for Node runs the file that the site ships, with threads
  ort.env.wasm.numThreads = threads;
  return ort;
}

/** Name and version of what runs a backend, for model cards. */
export async function describeEngine({ backend, threads }: SessionOptions): Promise<string> {
  const ort = await loadRuntime(backend, threads);
  const version = ort.env.versions.common;
  if (backend === 'wasm') return `onnxruntime-web ${version} (wasm, threads: ${threads})`;
  return `onnxruntime-node ${version} (${backend}${backend === 'cpu' ? `, threads: ${threads}` : ''})`;
}
