import type { Page } from 'playwright-core';

/** Resolves when all of a page is laid out: a long lecture comes piece by piece (`prose.css`). */
export async function laidOut(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const arriving = document
      .getAnimations()
      .filter((each) => each instanceof CSSAnimation && each.animationName === 'arrive');
    await Promise.allSettled(arriving.map(({ finished }) => finished));
  });
}
