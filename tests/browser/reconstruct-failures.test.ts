import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { failureWords } from '#src/demos/failure-words.ts';
import type { FailureKind } from '#src/runtime/runtime-error.ts';
import { demoPath, frameOf, shownError, waitForState, watchSite } from './demo-page.ts';

// Chromium itself reports a resource that did not load; nothing else may be complained of.
const openWatched = watchSite((text) => text.includes('Failed to load resource'));

async function openDemo(language: 'ko' | 'en', prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const path = (language === 'ko' ? '' : '/en') + demoPath('reconstruct');
  return (await openWatched(path, prepare && { prepare })).page;
}

/** Starts into a failure, reads what is said, mends the cause, and tries again without reloading the page. */
async function failAndRetry(
  page: Page,
  kind: FailureKind,
  language: 'ko' | 'en',
  mend: () => Promise<unknown>,
) {
  await frameOf(page).locator('[data-action="start"]').click();
  await waitForState(page, 'failed');
  const { wrong, todo } = failureWords(kind, language);
  expect(await frameOf(page).locator('[role="alert"]').textContent()).toBe(`${wrong} ${todo}`);
  expect(await page.locator('main h1').isVisible()).toBe(true);
  await mend();
  await frameOf(page).locator('[data-action="retry"]').click();
  await waitForState(page, 'ready');
  expect(await shownError(page, 'autoencoder')).toBeGreaterThan(0);
}

test.each(['ko', 'en'] as const)(
  'a model that is not on the server is said in words (%s)',
  async (language) => {
    const page = await openDemo(language);
    await page.route('**/decoder.*.onnx', (route) => route.fulfill({ status: 404, body: 'not here' }));
    await failAndRetry(page, 'missing', language, () => page.unroute('**/decoder.*.onnx'));
  },
);

test('a model with other bytes than its card says is not used', async () => {
  const page = await openDemo('ko');
  await page.route('**/encoder.*.onnx', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1]! ^= 1;
    await route.fulfill({ response, body });
  });
  await failAndRetry(page, 'corrupt', 'ko', () => page.unroute('**/encoder.*.onnx'));
});

test('ONNX Runtime that does not arrive is fetched anew', async () => {
  const page = await openDemo('en');
  await page.route('**/*.wasm.gz', (route) => route.abort('internetdisconnected'));
  await failAndRetry(page, 'unreachable', 'en', () => page.unroute('**/*.wasm.gz'));
});

test('a page to log in where ONNX Runtime should be is not run', async () => {
  const page = await openDemo('ko');
  await page.route('**/*.wasm.gz', (route) =>
    route.fulfill({ body: '<html>a portal that asks to log in</html>' }),
  );
  await failAndRetry(page, 'corrupt', 'ko', () => page.unroute('**/*.wasm.gz'));
});

test('a host that unpacked the gzip already serves as well', async () => {
  const page = await openDemo('ko', (page) =>
    page.route('**/*.wasm.gz', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ body: await response.body(), headers: { 'content-encoding': 'gzip' } });
    }),
  );
  await frameOf(page).locator('[data-action="start"]').click();
  await waitForState(page, 'ready');
  expect(await shownError(page, 'pca')).toBeGreaterThan(0);
});

test('a browser without WebAssembly is told so', async () => {
  const page = await openDemo('ko', (page) =>
    page.addInitScript(() => {
      const kept = globalThis.WebAssembly;
      Object.assign(globalThis, { keptWebAssembly: kept });
      Reflect.deleteProperty(globalThis, 'WebAssembly');
    }),
  );
  await failAndRetry(page, 'no-wasm', 'ko', () =>
    page.evaluate(() => {
      const kept: unknown = Reflect.get(globalThis, 'keptWebAssembly');
      Object.defineProperty(globalThis, 'WebAssembly', { value: kept, configurable: true });
    }),
  );
});

test('where there is no adapter WebGPU is not offered', async () => {
  const page = await openDemo('en', (page) =>
    page.addInitScript(() => {
      GPU.prototype.requestAdapter = () => Promise.resolve(null);
    }),
  );
  await frameOf(page).locator('[data-action="start"]').click();
  await waitForState(page, 'ready');
  const choice = frameOf(page).locator('[data-backend-choice="webgpu"]');
  await expect.poll(() => choice.textContent()).toContain('no WebGPU here');
  expect(await choice.isDisabled()).toBe(true);
});

test('a WebGPU build that does not arrive leaves the demo on WASM, in words', async () => {
  const page = await openDemo('ko');
  await frameOf(page).locator('[data-action="start"]').click();
  await waitForState(page, 'ready');
  await page.route('**/*.wasm.gz', (route) => route.fulfill({ status: 404, body: '' }));
  await frameOf(page).locator('[data-backend-choice="webgpu"]').click();
  await frameOf(page).locator('[data-notice="missing"]').waitFor();
  expect(await frameOf(page).locator('[data-notice]').textContent()).toBe(
    `${failureWords('missing', 'ko').wrong} WebGPU를 시작하지 못해 WASM으로 계속합니다.`,
  );
  await waitForState(page, 'ready');
  expect(await frameOf(page).locator('[data-demo]').getAttribute('data-backend')).toBe('wasm');
});

test('a lost GPU device falls back to WASM in words, and WebGPU can be chosen again', async () => {
  const page = await openDemo('en');
  await frameOf(page).locator('[data-action="start"]').click();
  await waitForState(page, 'ready');
  const onWasm = await shownError(page, 'autoencoder');
  // The device that ONNX Runtime asks for is kept within reach, so that the test can take it away.
  await page.workers()[0]!.evaluate(() => {
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (descriptor) {
      const device = await request.call(this, descriptor);
      Object.assign(globalThis, { keptDevice: device });
      return device;
    };
  });
  const onWebGpu = frameOf(page).locator('[data-demo][data-backend="webgpu"][data-state="ready"]');
  await frameOf(page).locator('[data-backend-choice="webgpu"]').click();
  await onWebGpu.waitFor({ timeout: 90_000 });
  await page.workers()[0]!.evaluate(() => {
    (Reflect.get(globalThis, 'keptDevice') as GPUDevice).destroy();
  });
  await frameOf(page).locator('[data-notice="gpu-lost"]').waitFor();
  const { wrong, todo } = failureWords('gpu-lost', 'en');
  expect(await frameOf(page).locator('[data-notice]').textContent()).toBe(`${wrong} ${todo}`);
  await frameOf(page).locator('[data-demo][data-backend="wasm"][data-state="ready"]').waitFor();
  await frameOf(page).locator('[data-example="7"]').click();
  await frameOf(page).locator('[data-example="3"]').click();
  await expect.poll(() => shownError(page, 'autoencoder')).toBeCloseTo(onWasm, 4);
  await frameOf(page).locator('[data-backend-choice="webgpu"]').click();
  await onWebGpu.waitFor({ timeout: 90_000 });
}, 240_000);
