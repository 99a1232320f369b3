import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

/**
 * Memory that the pages of a browser take, in bytes: the proportional set size of its renderer processes, with the heap
 * of JavaScript and WebAssembly, the page's elements and their pictures, and their share of the browser's own code.
 *
 * @throws Error where the system has no `/proc`, as outside Linux
 */
export async function rendererMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(async ({ id }) => {
      const text = await readFile(`/proc/${id}/smaps_rollup`, 'utf8');
      return 1024 * Number(/^Pss:\s+(\d+) kB$/m.exec(text)![1]);
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
