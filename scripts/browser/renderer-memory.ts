import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

/**
 * Bytes that the pages of a browser hold for themselves: the anonymous memory of its renderer processes, which is what
 * Chrome's task manager calls their footprint. In it are the heaps of JavaScript and WebAssembly, the page's elements
 * and their pictures; not the browser's own program, which all pages share.
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
      return 1024 * Number(/^Pss_Anon:\s+(\d+) kB$/m.exec(text)![1]);
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
