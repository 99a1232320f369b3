/** A page as a reader opens it who only reads: scrolled to its end, nothing touched. */
import type { Browser, Page, Request } from 'playwright-core';
import { laidOut } from './laid-out.ts';
import { quietNetwork } from './quiet-network.ts';

export interface Visit {
  readonly page: Page;
  readonly requests: readonly { readonly url: string; readonly type: string; readonly body: Buffer }[];
  /** What it wrote on the console as a warning or an error, and errors that nothing caught. */
  readonly complaints: readonly string[];
}

/** @param viewport Playwright's desktop where it is not given */
export async function visit(
  browser: Browser,
  url: string,
  viewport?: { width: number; height: number },
): Promise<Visit> {
  const page = await browser.newPage(viewport && { viewport });
  const complaints: string[] = [];
  const bodies: Promise<Visit['requests'][number]>[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const keepBody = (request: Request) => {
    bodies.push(
      (async () => ({
        url: request.url(),
        type: request.resourceType(),
        body: (await (await request.response())?.body()) ?? Buffer.alloc(0),
      }))(),
    );
  };
  page.on('requestfinished', keepBody);
  await page.goto(url);
  await laidOut(page);
  await quietNetwork(page);
  // On a starved machine the network can be idle before the first layout has asked for its fonts. Who reads sees them first.
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await document.fonts.ready;
    scrollTo(0, document.body.scrollHeight);
  });
  await quietNetwork(page);
  // The visit is over: a request that ends from here on would ask for its body of a page that may be closed by then.
  page.off('requestfinished', keepBody);
  return { page, requests: await Promise.all(bodies), complaints };
}
