import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong in either theme with every fold open, one line each. In the dark one only colours are looked at
 * again: nothing else differs. The boxes of a formula, on a lecture more than half of all elements, are made one
 * before: they have its colour. Where a screen is too narrow for a formula, Chromium and Firefox let the keyboard into
 * what scrolls by themselves, which axe does not know.
 */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axeSource);
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    for (const boxes of document.querySelectorAll('.katex-html, .katex-mathml > math'))
      boxes.replaceChildren(boxes.textContent);
  });
  const lines: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
    const results = await page.evaluate(
      (options) =>
        (globalThis as unknown as { axe: typeof axe }).axe.run(
          { exclude: ['.katex-display', '.katex-html'] },
          { ...options, resultTypes: ['violations'], preload: false }, // there is no audio, and no style of another origin
        ),
      theme === 'dark' ? { runOnly: ['color-contrast'] } : {},
    );
    for (const { id, nodes } of results.violations) {
      lines.push(...nodes.map(({ html }) => `${theme}: ${id}: ${html.slice(0, 160)}`));
    }
  }
  return lines;
}
