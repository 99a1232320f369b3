/** The worker's side of ONNX Runtime: one engine per backend, a session per graph and engine. */
import type { InferenceSession } from 'onnxruntime-web';
import type { EngineFiles } from 'virtual:onnxruntime';
import { download, fileName } from './download.ts';
import { free } from './free.ts';
import { gunzip } from './gunzip.ts';
import { checkIntegrity } from './integrity.ts';
import type { Backend, GraphFile, LoadRequest, RunRequest, RunResult, Tensors } from './messages.ts';
import { RuntimeError } from './runtime-error.ts';

type Ort = typeof import('onnxruntime-web');

const ortOf = new Map<Backend, Ort>();
/** Graphs that were loaded, by key. */
const known = new Map<string, GraphFile>();
/** Open sessions by key, the one used longest ago first. */
const sessions = new Map<string, { session: InferenceSession; bytes: number }>();
let watchesGpu = false;

/**
 * Bytes of graph files that are kept open. A file holds its weights in float16, its session in float32 and arranged
 * for the kernels besides, and WebAssembly's memory never shrinks: with all models of a lecture open it would be the
 * largest thing on the page. A reader uses one demo at a time, and to open a session again takes tens of milliseconds:
 * the browser's cache has its file.
 */
export const OPEN_BYTES = 10e6;

const sessionKey = (backend: Backend, graph: string) => `${backend} ${graph}`;

async function importOrt(backend: Backend): Promise<Ort> {
  try {
    if (backend === 'wasm') return await import('onnxruntime-web/wasm');
    return 'Suspending' in WebAssembly
      ? await import('onnxruntime-web/jspi')
      : await import('onnxruntime-web/webgpu');
  } catch (error) {
    const message = `ONNX Runtime's script could not be fetched (${String(error)}). Check the connection and try again.`;
    throw new RuntimeError({ kind: 'unreachable', file: 'onnxruntime-web', message });
  }
}

async function startEngine(
  backend: Backend,
  files: EngineFiles,
  binary: Uint8Array<ArrayBuffer>,
): Promise<Ort> {
  const file = fileName(files.binary);
  const wasmBinary = await gunzip(binary, file);
  if (wasmBinary !== binary) free(binary.buffer);
  // Emscripten would only abort; this is what a login page in place of the file looks like.
  if (![0x00, 0x61, 0x73, 0x6d].every((byte, i) => wasmBinary[i] === byte)) {
    const message = `${file} is not WebAssembly. Fetch it again; if it stays so, deploy the site again.`;
    throw new RuntimeError({ kind: 'corrupt', file, message });
  }
  const ort = await importOrt(backend);
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { mjs: new URL(files.script, self.location.href).href };
  ort.env.wasm.wasmBinary = wasmBinary.buffer; // a view of it would be copied
  return ort;
}

/**
 * Downloads what is not there yet, checks it, and makes the sessions.
 *
 * @param onBytes called with the size of each chunk that arrived
 * @param onGpuLost called once if the WebGPU device goes away
 */
export async function load(
  { backend, engine, graphs }: LoadRequest,
  { onBytes, onGpuLost }: { onBytes: (count: number) => void; onGpuLost: (message: string) => void },
): Promise<void> {
  const abort = new AbortController();
  const options = { signal: abort.signal, onBytes };
  const fetchEngine = async () => {
    if (ortOf.has(backend)) return;
    ortOf.set(backend, await startEngine(backend, engine, await download(engine.binary, options)));
  };
  let files: Uint8Array<ArrayBuffer>[];
  try {
    [, ...files] = await Promise.all([
      fetchEngine(),
      ...graphs.map((graph) => downloadGraph(graph, options)),
    ]);
  } catch (error) {
    abort.abort(); // one failure fails the whole load: the rest of the bytes would be thrown away
    throw error;
  }
  const ort = ortOf.get(backend)!;
  for (const [at, graph] of graphs.entries()) {
    known.set(graph.key, graph);
    await openSession(ort, backend, graph, files[at]);
  }
  freeBinary(ort);
  if (backend === 'webgpu' && !watchesGpu) {
    watchesGpu = true;
    const device = await ort.env.webgpu.device;
    void device.lost.then(({ message }) => {
      onGpuLost(message);
    });
  }
}

/** ONNX Runtime is compiled by now, yet its script would hold the 14 MB for good: they are taken out of its hands. */
function freeBinary(ort: Ort): void {
  const { wasmBinary } = ort.env.wasm;
  delete ort.env.wasm.wasmBinary;
  if (wasmBinary instanceof ArrayBuffer) free(wasmBinary);
}

async function downloadGraph(
  { url, sha256 }: GraphFile,
  options: Parameters<typeof download>[1],
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await download(url, options);
  await checkIntegrity(bytes, sha256, fileName(url));
  return bytes;
}

/**
 * A graph's session, which becomes the one used last; those used longest ago are closed to make room for a new one.
 *
 * @param file fetched unless given
 */
async function openSession(
  ort: Ort,
  backend: Backend,
  graph: GraphFile,
  file?: Uint8Array<ArrayBuffer>,
): Promise<InferenceSession> {
  const key = sessionKey(backend, graph.key);
  let session = sessions.get(key)?.session;
  sessions.delete(key);
  if (!session) {
    // Its address says its content: what the cache has serves at any age, without a network too.
    file ??= await downloadGraph(graph, { cache: 'force-cache', onBytes: () => undefined });
    await closeBeyond(OPEN_BYTES - graph.bytes);
    session = await ort.InferenceSession.create(file, {
      executionProviders: [backend],
      logSeverityLevel: 3, // 2 warns on every shape node that WebGPU leaves to the CPU
    });
    free(file.buffer);
  }
  sessions.set(key, { session, bytes: graph.bytes });
  return session;
}

async function closeBeyond(bytes: number): Promise<void> {
  let sum = [...sessions.values()].reduce((total, each) => total + each.bytes, 0);
  for (const [key, { session, bytes: size }] of sessions) {
    if (sum <= bytes) return;
    sessions.delete(key);
    sum -= size;
    await session.release();
  }
}

/** Runs a graph that was loaded, opening its session again if it was closed to make room. */
export async function run({ backend, graph, inputs }: RunRequest): Promise<RunResult> {
  const ort = ortOf.get(backend);
  const file = known.get(graph);
  if (!ort || !file) {
    throw new RuntimeError({
      kind: 'engine',
      file: '',
      message: `The graph "${graph}" is not loaded on ${backend}. Load it before running it.`,
    });
  }
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => [name, new ort.Tensor('float32', data, shape)]),
  );
  const session = await openSession(ort, backend, file);
  const start = performance.now();
  const results = await session.run(feeds);
  const durationMs = performance.now() - start;
  for (const buffer of new Set(Object.values(inputs).map(({ data }) => data.buffer))) free(buffer);
  const outputs: Tensors = {};
  for (const [name, tensor] of Object.entries(results)) {
    if (!(tensor.data instanceof Float32Array)) {
      throw new Error(`Output "${name}" of "${graph}" is ${tensor.type}; the demos read float32.`);
    }
    outputs[name] = { data: tensor.data, shape: tensor.dims };
  }
  return { outputs, durationMs };
}
