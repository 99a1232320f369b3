import { expect, test } from 'vitest';
import { listFiles, mentions, type BuiltFile } from '#src/offline/list-files.ts';
import { isOfWebGpu } from '#src/runtime/vite-plugin.ts';

const files = new Map<string, BuiltFile>(
  Object.entries({
    'page.AAAAAAAA.css': 'url(/_astro/font.AAAAAAAA.woff2)',
    'font.AAAAAAAA.woff2': '',
    'head.AAAAAAAA.js': 'import{e as t}from"./shared.AAAAAAAA.js";import(`./later.AAAAAAAA.js`)',
    'shared.AAAAAAAA.js': 'import"./head.AAAAAAAA.js"',
    'later.AAAAAAAA.js': '',
    'Demo.AAAAAAAA.js': 'new Worker(new URL("/_astro/worker-AAAAAAAA.js",import.meta.url))',
    'worker-AAAAAAAA.js': '',
    'encoder.AAAAAAAA.onnx': '',
    'other.AAAAAAAA.onnx': '',
  }).map(([name, text]) => [
    name,
    { path: `/_astro/${name}`, bytes: 1, integrity: name, mentions: mentions(text) },
  ]),
);

const page = (html: string) => ({ path: '/en/demos/x/', html, bytes: html.length, integrity: 'sha256-x' });
const names = (list: readonly { path: string }[]) => list.map(({ path }) => path.replace('/_astro/', ''));

test('a page needs for reading what it links and what its scripts may import, and for its demos all that is named', () => {
  const list = listFiles(
    page(
      '<html lang="en"><title>Q&amp;A – a test – Latent Notes</title>' +
        '<link rel="stylesheet" href="/_astro/page.AAAAAAAA.css">' +
        '<script type="module" src="/_astro/head.AAAAAAAA.js"></script>' +
        '<astro-island component-url="/_astro/Demo.AAAAAAAA.js" props="{&quot;url&quot;:&quot;/_astro/encoder.AAAAAAAA.onnx&quot;}">' +
        '</astro-island><img src="data:image/png;base64,AA">',
    ),
    files,
  );
  expect(list).toMatchObject({ language: 'en', title: 'Q&A – a test', version: 'sha256-x' });
  expect(names(list.reading)).toEqual([
    '/en/demos/x/',
    'head.AAAAAAAA.js',
    'later.AAAAAAAA.js',
    'page.AAAAAAAA.css',
    'shared.AAAAAAAA.js',
  ]);
  expect(names(list.demos)).toEqual([
    'Demo.AAAAAAAA.js',
    'encoder.AAAAAAAA.onnx',
    'font.AAAAAAAA.woff2',
    'worker-AAAAAAAA.js',
  ]);
});

test('the two WebGPU builds of ONNX Runtime are told from the one for all', () => {
  const ofWebGpu = [
    'ort-wasm-simd-threaded.jspi.UqTL7Gbj.wasm.gz',
    'ort-wasm-simd-threaded.asyncify.PRyFmVNk.mjs',
    'ort.jspi.min-BRCu08l6.js',
    'ort.webgpu.min-AEMzdfWt.js',
  ];
  const others = [
    'ort-wasm-simd-threaded.Ceek0Tdv.wasm.gz',
    'ort.wasm.min-C-8u33Sh.js',
    'encoder.AAAAAAAA.onnx',
  ];
  expect([...ofWebGpu, ...others].filter(isOfWebGpu)).toEqual(ofWebGpu);
});
