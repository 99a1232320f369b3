/** What a keystroke in the search costs, all texts at hand, beside one plain scan of them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { makeEngine } from '#src/search/engine.ts';
import type { PageText, SearchIndex } from '#src/search/index-file.ts';
import { median } from '#scripts/metrics/statistics.ts';

const ROUNDS = 15;
const TYPED = [
  '오토인코더',
  '잠재변수를',
  'ㅇㅌㅇㅋㄷ',
  'latent variable',
  '잡음 제거 오토인코더',
  '재매게변수화',
];

/** @throws Error if the site was not built */
export function benchSearch(): void {
  if (!existsSync(join(DIST, 'index.html')))
    throw new Error('The benchmark of the search runs on the built site. Run `npm run build` first.');
  const read = (href: string): unknown => JSON.parse(readFileSync(join(DIST, href), 'utf8'));
  const index = read('search/index.json') as SearchIndex;
  const engine = makeEngine(index);
  const texts = index.pages.map(({ text }) => read(text) as PageText);
  for (const [page, text] of texts.entries()) engine.addText(page, text);
  const lines = texts.flat(2);

  console.log(`search in ${lines.length} lines, median and longest of all keystrokes, in ms\n`);
  console.log(
    `${'typed'.padEnd(24)}${'search'.padStart(8)}${'longest'.padStart(9)}${'scan'.padStart(8)}${'ratio'.padStart(7)}`,
  );
  for (const typed of TYPED) {
    const keystrokes = [...typed].map((_letter, end) => typed.slice(0, end + 1));
    const timed = (answer: (query: string) => unknown) =>
      Array.from({ length: ROUNDS }, () =>
        keystrokes.map((query) => milliseconds(() => answer(query))),
      ).flat();
    for (const query of keystrokes) engine.search(query); // once for the compiler
    const search = timed((query) => engine.search(query));
    const scan = median(timed((query) => lines.filter((line) => line.includes(query))));
    const cells = [median(search), Math.max(...search), scan].map((value, place) =>
      value.toFixed(2).padStart([8, 9, 8][place]!),
    );
    console.log(typed.padEnd(24) + cells.join('') + (median(search) / scan).toFixed(0).padStart(7));
  }
}

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
