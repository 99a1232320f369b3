/** What Lighthouse says of a page, opened as its mobile profile does. */
import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';

/** Judged alike however busy the machine is. */
export const STEADY = ['accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof STEADY)[number] | 'performance';

export interface Verdict {
  /** From 0 to 100. */
  readonly scores: Readonly<Partial<Record<Category, number>>>;
  /** What cost points, with the places in the page. */
  readonly faults: readonly string[];
}

export interface Lighthouse {
  judge: (url: string, categories: readonly Category[]) => Promise<Verdict>;
  close: () => Promise<void>;
}

/** A Chromium that Lighthouse drives. */
export async function startLighthouse(): Promise<Lighthouse> {
  const port = await freePort();
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  return {
    judge: async (url, categories) => {
      const isTimed = categories.includes('performance');
      const run = await lighthouse(url, {
        port,
        logLevel: 'error',
        onlyCategories: [...categories],
        disableFullPageScreenshot: true, // of a lecture it is a hundred screens high
        throttlingMethod: isTimed ? 'simulate' : 'provided',
      });
      if (!run || run.lhr.runtimeError)
        throw new Error(`Lighthouse did not judge ${url}: ${run?.lhr.runtimeError?.message ?? 'no result'}.`);
      return verdictOf(run.lhr);
    },
    close: () => browser.close(),
  };
}

type Result = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr'];

function verdictOf({ categories, audits }: Result): Verdict {
  const scores = Object.values(categories).map(({ id, score }) => [id, Math.round(100 * (score ?? 0))]);
  const faults = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const { score, title, displayValue = '', details } = audits[id]!;
      if (weight === 0 || score === null || score >= 0.9) return [];
      const places =
        details?.type === 'table' ? details.items.slice(0, 5).map((item) => JSON.stringify(item)) : [];
      return [[`${id}: ${title} ${displayValue}`.trim(), ...places].join('\n    ')];
    }),
  );
  return { scores: Object.fromEntries(scores) as Verdict['scores'], faults };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('There is no free port.'));
      });
    });
  });
}
