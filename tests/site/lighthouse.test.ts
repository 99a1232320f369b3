/** What Lighthouse says of a page of each kind, where it says the same however busy the machine is. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';
import { startLighthouse, STEADY, type Lighthouse } from '#scripts/budgets/lighthouse.ts';

let site: Awaited<ReturnType<typeof serveBuiltSite>>;
let lighthouse: Lighthouse;

beforeAll(async () => {
  [site, lighthouse] = await Promise.all([serveBuiltSite(), startLighthouse()]);
}, 60_000);
afterAll(async () => {
  await lighthouse.close();
  await site.close();
});

test.each([
  '/',
  '/lectures/19-generative-models-1/',
  '/en/lectures/20-generative-models-2/',
  '/en/models/vae-mnist-2/',
])('%s is accessible, sound and fit for search engines', async (path) => {
  const { scores, faults } = await lighthouse.judge(site.url + path, STEADY);
  expect(faults).toEqual([]);
  expect(scores).toEqual({ accessibility: 100, 'best-practices': 100, seo: 100 });
});
