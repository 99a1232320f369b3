/**
 * Ships ONNX Runtime's WebAssembly files gzipped, under hashed names, and tells the page their addresses and sizes
 * through `virtual:onnxruntime`. Pre-gzipped, every host transfers 3.7 MB where the raw file is 14.2, and no file
 * passes the 25 MiB that Cloudflare Pages allows.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { defaultClientConditions, type Plugin } from 'vite';
import type { EngineName } from 'virtual:onnxruntime';

const virtualId = 'virtual:onnxruntime';

const engineStems: Readonly<Record<EngineName, string>> = {
  wasm: 'ort-wasm-simd-threaded',
  jspi: 'ort-wasm-simd-threaded.jspi',
  asyncify: 'ort-wasm-simd-threaded.asyncify',
};

/** Whether a built file serves WebGPU alone: its two builds of ONNX Runtime, of which a reader's browser takes one. */
export function isOfWebGpu(name: string): boolean {
  return /^ort[.-].*\b(jspi|asyncify|webgpu)\b/.test(name);
}

interface Asset {
  name: string;
  source: Uint8Array;
}

interface Engine {
  script: Asset;
  binary: Asset;
}

function hashed(stem: string, source: Uint8Array, extension: string): Asset {
  const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
  return { name: `${stem}.${hash}.${extension}`, source };
}

/** Gzip of a file at the highest level, kept in `cacheDir` because it takes seconds. */
async function gzipped(file: string, cacheDir: string): Promise<Uint8Array> {
  const raw = await readFile(file);
  const hash = createHash('sha256').update(raw).digest('hex').slice(0, 16);
  const cached = path.join(cacheDir, `${path.basename(file)}.${hash}.gz`);
  try {
    return await readFile(cached);
  } catch {
    const packed = await promisify(gzip)(raw, { level: 9 });
    await mkdir(cacheDir, { recursive: true });
    await writeFile(`${cached}.${process.pid}`, packed);
    await rename(`${cached}.${process.pid}`, cached);
    return packed;
  }
}

async function readEngines(cacheDir: string): Promise<Record<EngineName, Engine>> {
  const resolve = createRequire(import.meta.url).resolve;
  const read = async (stem: string): Promise<Engine> => ({
    script: hashed(stem, await readFile(resolve(`onnxruntime-web/${stem}.mjs`)), 'mjs'),
    binary: hashed(stem, await gzipped(resolve(`onnxruntime-web/${stem}.wasm`), cacheDir), 'wasm.gz'),
  });
  const [wasm, jspi, asyncify] = await Promise.all([
    read(engineStems.wasm),
    read(engineStems.jspi),
    read(engineStems.asyncify),
  ]);
  return { wasm, jspi, asyncify };
}

export function onnxruntimeFiles(): Plugin {
  let cacheDir = '';
  let prefix = '';
  let reading: Promise<Record<EngineName, Engine>> | undefined;
  const engines = () => (reading ??= readEngines(cacheDir));

  return {
    name: 'onnxruntime-files',
    config: () => ({
      // Without this condition the bundler follows ONNX Runtime's own reference to the raw 14 MB file.
      environments: {
        client: { resolve: { conditions: [...defaultClientConditions, 'onnxruntime-web-use-extern-wasm'] } },
      },
      optimizeDeps: { include: ['onnxruntime-web/wasm', 'onnxruntime-web/jspi', 'onnxruntime-web/webgpu'] },
      worker: { format: 'es' },
    }),
    configResolved(config) {
      cacheDir = path.join(config.cacheDir, 'onnxruntime');
      prefix = config.base + (config.command === 'serve' ? '@onnxruntime/' : `${config.build.assetsDir}/`);
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = new URL(request.url ?? '/', 'http://localhost').pathname.replace(prefix, '');
        void engines().then((all) => {
          const assets = Object.values(all).flatMap(({ script, binary }) => [script, binary]);
          const asset = assets.find((candidate) => candidate.name === name);
          if (!asset) {
            next();
            return;
          }
          response.setHeader('Content-Type', name.endsWith('.mjs') ? 'text/javascript' : 'application/gzip');
          response.end(asset.source);
        }, next);
      });
    },
    resolveId: (id) => (id === virtualId ? `\0${virtualId}` : undefined),
    async load(id) {
      if (id !== `\0${virtualId}`) return undefined;
      const all = Object.entries(await engines());
      if (this.environment.config.consumer === 'client' && this.environment.mode === 'build') {
        for (const { name, source } of all.flatMap(([, { script, binary }]) => [script, binary])) {
          this.emitFile({
            type: 'asset',
            fileName: `${this.environment.config.build.assetsDir}/${name}`,
            source,
          });
        }
      }
      const described = all.map(([name, { script, binary }]) => [
        name,
        { script: prefix + script.name, binary: prefix + binary.name, bytes: binary.source.length },
      ]);
      return `export const engines = ${JSON.stringify(Object.fromEntries(described))};`;
    },
  };
}
