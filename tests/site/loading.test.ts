import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { serveBuiltSite } from '#scripts/browser/serve-built-site.ts';
import { visit } from '#scripts/browser/visit.ts';
import { costOf, LIMITS } from '#scripts/budgets/cost.ts';
import { builtPages } from './built-pages.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof serveBuiltSite>>;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), serveBuiltSite()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.close();
});

// Models' pages load alike, and so do demos': those of one stand for all.
const opened = builtPages.filter(
  ({ path }) => path !== '/404.html' && !/\/(models\/(?!ae-mnist\/)|demos\/(?!denoise\/))./.test(path),
);

describe.each(opened)('$path, only read,', ({ path }) => {
  test('fetches at most 6 kB of JavaScript and nothing of the runtime, from its own origin, and fits every screen', async () => {
    const visited = await visit(browser, site.url + path);
    const { script, firstView, whole, shift, strange } = await costOf(visited);
    const { page, complaints } = visited;
    await page.setViewportSize({ width: 320, height: 640 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await page.close();

    expect(overflow, 'pixels beyond a screen of 320').toBeLessThanOrEqual(0);
    expect(script, 'bytes of JavaScript').toBeLessThanOrEqual(LIMITS.script);
    expect(firstView, 'bytes for the first view').toBeLessThanOrEqual(LIMITS.firstView);
    expect(whole, 'bytes with all of the page').toBeLessThanOrEqual(LIMITS.whole);
    expect(strange).toEqual([]);
    expect(complaints).toEqual([]);
    expect(shift, 'layout shift').toBeLessThanOrEqual(LIMITS.shift);
  });
});

test('a lecture preloads the fonts of its formulas, no more and no fewer', async () => {
  const { page } = await visit(browser, `${site.url}/lectures/19-generative-models-1/`);
  const used = await page.evaluate(async () => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    for (const text of document.querySelectorAll<HTMLElement>('.prose > *'))
      text.style.contentVisibility = 'visible';
    // A font is asked for when its text is laid out, on a busy machine some frames later.
    for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
    await document.fonts.ready;
    return [...document.fonts]
      .filter(({ status }) => status === 'loaded')
      .map(({ family, weight, style }) => {
        const cut = (weight === '700' ? 'Bold' : '') + (style === 'italic' ? 'Italic' : '');
        return `${family.replaceAll('"', '')}-${cut || 'Regular'}`;
      });
  });
  const preloaded = await page
    .locator('link[rel=preload][as=font]')
    .evaluateAll((links) => links.map((link) => /KaTeX_[^.]+/.exec(link.getAttribute('href') ?? '')?.[0]));
  await page.close();
  expect(used.length).toBeGreaterThan(3);
  expect(preloaded.sort()).toEqual(used.sort());
});

test.each(['/lectures/19-generative-models-1/', '/en/lectures/20-generative-models-2/'])(
  'the fonts of %s have every letter of its formulas',
  async (path) => {
    const { page } = await visit(browser, site.url + path);
    const session = await page.context().newCDPSession(page);
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { root } = await session.send('DOM.getDocument');
    const formulas = await session.send('DOM.querySelectorAll', {
      nodeId: root.nodeId,
      selector: 'article .katex-html',
    });
    const borrowed = new Set<string>();
    for (const nodeId of formulas.nodeIds) {
      const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
      const others = fonts.filter(({ familyName }) => !familyName.startsWith('KaTeX_'));
      if (others.length === 0) continue;
      const { outerHTML } = await session.send('DOM.getOuterHTML', { nodeId });
      const text = outerHTML.replaceAll(/<[^>]*>/g, '');
      if (!/\p{Script=Hangul}/u.test(text))
        borrowed.add(`${text}: ${others.map(({ familyName }) => familyName).join(', ')}`);
    }
    await page.close();
    expect(formulas.nodeIds.length).toBeGreaterThan(200);
    expect([...borrowed]).toEqual([]);
  },
);
