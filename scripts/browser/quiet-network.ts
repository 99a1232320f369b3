import type { Page } from 'playwright-core';

/**
 * Resolves when the page has fetched nothing for half a second. Playwright's `networkidle` at times never comes to a
 * page of many pictures in data URLs.
 */
export function quietNetwork(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let fetched = -1; ;) {
      const { length } = performance.getEntriesByType('resource');
      if (length === fetched) return;
      fetched = length;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  });
}
