/** Every committed model in real Chromium, through the site's own runtime, against its reference. */
import { cp, glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ModelCardSchema, ReferenceSchema } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import { OPEN_BYTES } from '#src/runtime/engine.ts';
import type { Backend } from '#src/runtime/runtime.ts';
import { onnxruntimeFiles } from '#src/runtime/vite-plugin.ts';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';
import type { ParityHarness } from './chromium/harness.ts';

const models = join(import.meta.dirname, '../../models');

async function readModel(id: string) {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(models, id, file), 'utf8'));
  return {
    card: ModelCardSchema.parse(await read('card.json')),
    reference: ReferenceSchema.parse(await read('reference.json')),
  };
}

const ids: string[] = [];
for await (const file of glob('*/card.json', { cwd: models })) ids.push(file.split(/[\\/]/)[0]!);
const committed = await Promise.all(ids.sort().map(readModel));
const cases = committed.flatMap(({ card, reference }) =>
  Object.keys(card.graphs).map((graph) => ({ id: card.id, graph, card, reference })),
);

let folder: string;
let site: Awaited<ReturnType<typeof serveBuiltSite>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parity-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, 'chromium'),
    plugins: [onnxruntimeFiles()],
    build: { outDir: folder, emptyOutDir: true },
  });
  await cp(models, join(folder, 'models'), { recursive: true });
  site = await serveBuiltSite(folder);
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(`${site.url}/`);
  await page.waitForFunction(() => 'parity' in globalThis);
}, 180_000);

afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true });
});

test('there are models to compare', () => {
  expect(ids).toContain('ae-mnist');
});

async function expectReference(
  { id, graph, card, reference }: (typeof cases)[number],
  backend: Backend,
): Promise<void> {
  const { file, bytes, sha256 } = card.graphs[graph]!;
  const stored = reference.graphs[graph];
  if (!stored)
    throw new Error(`models/${id}/reference.json has no graph "${graph}". Export the model again.`);
  const given = { key: `${id}/${graph}`, url: `/models/${id}/${file}`, bytes, sha256 };
  const outputs = await page.evaluate(
    ([given, backend, inputs]) =>
      (globalThis as unknown as { parity: ParityHarness }).parity.run(given, backend, inputs),
    [given, backend, stored.inputs] as const,
  );
  expect(Object.keys(outputs).sort()).toEqual(Object.keys(stored.outputs).sort());
  for (const [name, expected] of Object.entries(stored.outputs)) {
    expect(outputs[name]!.shape).toEqual(expected.shape);
    const values = decodeTensor(outputs[name]!);
    const wanted = decodeTensor(expected);
    const maxAbsDiff = wanted.reduce((max, value, i) => Math.max(max, Math.abs(value - values[i]!)), 0);
    expect(maxAbsDiff, `${name} of ${id}/${graph}`).toBeLessThanOrEqual(card.reference.atol);
  }
}

/** Graphs that one recipe made differ in weights alone, and so does what WebGPU compiles, which takes longest. */
const ofEachRecipe = [
  ...new Map(
    cases.map((each) => [`${each.card.recipe.file} ${each.graph}`, each] as const).reverse(),
  ).values(),
];

describe.each([
  ['wasm', cases],
  ['webgpu', ofEachRecipe],
] as const)(
  'on %s',
  (backend, cases) => {
    test.each(cases)('$id/$graph gives its reference', (each) => expectReference(each, backend));

    test('so does the first again, whose session was closed to make room for the others', async () => {
      const sizes = cases.slice(1).map(({ card, graph }) => card.graphs[graph]!.bytes);
      expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(OPEN_BYTES);
      await expectReference(cases[0]!, backend);
    });
  },
  180_000,
);
