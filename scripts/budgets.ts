/** `npm run budgets`: what the built site's pages cost a reader, and what Lighthouse says of them, against their limits. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './browser/launch-chromium.ts';
import { DIST, serveBuiltSite } from './browser/serve-built-site.ts';
import { visit } from './browser/visit.ts';
import { costOf, LIMITS } from './budgets/cost.ts';
import { startLighthouse, STEADY, type Verdict } from './budgets/lighthouse.ts';
import { JUDGED } from './budgets/pages.ts';
import { counted, runCommand, UsageError, wholeNumber } from './command.ts';
import { median } from './metrics/statistics.ts';

const help = `Measure the built site (\`npm run build\`) against its budgets, and fail where a page is beyond them: at most
${LIMITS.script / 1000} kB of JavaScript; ${LIMITS.firstView / 1000} kB for the first view (HTML up to the end of the first screen, stylesheets, preloaded fonts)
and ${LIMITS.whole / 1000} with all of the HTML; nothing from another site and nothing that only a demo at work needs; layout shifts of at
most ${LIMITS.shift}; by Lighthouse's mobile profile 100 for accessibility, best practices and search engines, and for
performance, the median of the runs, 98 or, of the longest lectures, 95.

  npm run budgets [-- <path> …] [options]

  <path> …   pages, as they begin: /en/ for all in English (all of ${JUDGED.length}: home, lectures, a model's page)
  --runs N   of Lighthouse on each page (5); 0 leaves it out`;

await runCommand(
  { help, options: { runs: { type: 'string', default: '5' } } },
  async ({ values, positionals }) => {
    const runs = wholeNumber('runs', values.runs, 0);
    if (!existsSync(join(DIST, 'index.html')))
      throw new Error('There is no built site. Run `npm run build`.');
    const pages = JUDGED.filter(
      ({ path }) => positionals.length === 0 || positionals.some((start) => path.startsWith(start)),
    );
    if (pages.length === 0) {
      const known = JUDGED.map(({ path }) => path).join(', ');
      throw new UsageError(`No page begins with ${positionals.join(' or ')}. Pages: ${known}.`);
    }
    const site = await serveBuiltSite();
    const failures: string[] = [];
    const check = (path: string, isKept: boolean, line: string) => {
      console.log(`${isKept ? 'ok  ' : 'FAIL'}  ${path}  ${line}`);
      if (!isKept) failures.push(path);
    };

    const browser = await launchChromium();
    for (const { path } of pages) {
      const visited = await visit(browser, site.url + path, { width: 412, height: 823 });
      const { script, firstView, whole, shift, strange } = await costOf(visited);
      await visited.page.close();
      check(path, script <= LIMITS.script, `${kilobytes(script)} of JavaScript`);
      check(path, firstView <= LIMITS.firstView, `${kilobytes(firstView)} for the first view`);
      check(path, whole <= LIMITS.whole, `${kilobytes(whole)} with all of the page`);
      check(path, shift <= LIMITS.shift, `layout shift ${shift.toFixed(3)}`);
      check(path, strange.length === 0, `requests beyond reading: ${strange.join(', ') || 'none'}`);
    }
    await browser.close();

    for (const { path, performance } of runs > 0 ? pages : []) {
      const lighthouse = await startLighthouse();
      const verdicts: Verdict[] = [];
      for (let run = 0; run < runs; run++)
        verdicts.push(await lighthouse.judge(site.url + path, ['performance', ...STEADY]));
      await lighthouse.close();
      const least = { performance, ...Object.fromEntries(STEADY.map((category) => [category, 100])) };
      for (const [category, limit] of Object.entries(least)) {
        const scores = verdicts.map(({ scores: each }) => each[category as keyof typeof each] ?? 0);
        check(
          path,
          median(scores) >= limit,
          `${category} ${median(scores)} of ${limit} (${scores.join(', ')})`,
        );
      }
      for (const fault of new Set(verdicts.flatMap(({ faults }) => faults))) console.log(`      ${fault}`);
    }
    await site.close();
    console.log(
      failures.length === 0
        ? '\nEvery page is within its budget.'
        : `\nBroken: ${counted(failures.length, 'budget')}.`,
    );
    return failures.length === 0 ? 0 : 1;
  },
);

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
