/** `npm run audit`: axe over every page of the built site. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { builtPaths } from './browser/built-paths.ts';
import { laidOut } from './browser/laid-out.ts';
import { launchChromium } from './browser/launch-chromium.ts';
import { DIST, serveBuiltSite } from './browser/serve-built-site.ts';
import { violations } from './browser/violations.ts';
import { counted, runCommand, UsageError } from './command.ts';

const help = `Look at every page of the built site with axe: both themes, every fold open, and nothing beyond
a screen of 320 pixels. Tests look at one page of each kind; this takes some minutes. Build first.

  npm run audit [-- <text> …]

  <text> …   only pages whose address has one of these in it, as /en/ or models/`;

await runCommand({ help, options: {} }, async ({ positionals }) => {
  if (!existsSync(DIST)) throw new Error('There is no built site. Run `npm run build` first.');
  const paths = (await builtPaths()).filter(
    (path) => positionals.length === 0 || positionals.some((text) => path.includes(text)),
  );
  if (paths.length === 0) throw new UsageError(`No page has ${positionals.join(' or ')} in its address.`);

  const [browser, site] = await Promise.all([launchChromium(), serveBuiltSite()]);
  const left = [...paths];
  let failures = 0;
  const lookAtAll = async () => {
    const page = await browser.newPage();
    for (let path; (path = left.shift()) !== undefined;) {
      await page.setViewportSize({ width: 320, height: 900 });
      await page.goto(site.url + path);
      await laidOut(page);
      // Before axe, for which formulas are flattened into text that breaks nowhere.
      const width = await page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
        return document.documentElement.scrollWidth;
      });
      await page.setViewportSize({ width: 1280, height: 900 });
      const faults = await violations(page);
      if (width > 320) faults.push(`on a screen of 320 pixels: is ${width} pixels wide`);
      if (faults.length > 0) failures++;
      for (const fault of faults) console.error(`FAIL  ${path}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lookAtAll));
  await Promise.all([browser.close(), site.close()]);
  console.log(
    failures === 0
      ? `axe objects to nothing on ${counted(paths.length, 'page')}.`
      : `Faults on ${failures} of ${counted(paths.length, 'page')}.`,
  );
  return failures === 0 ? 0 : 1;
});
