import { unified } from '@astrojs/markdown-remark';
import katex from 'katex';
import type { Root } from 'mdast';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified as plainUnified } from 'unified';
import { visit } from 'unist-util-visit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '#scripts/browser/launch-chromium.ts';
import { lecturePlugins } from '#src/markdown/lecture-markdown.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const lectures = ['19-generative-models-1', '20-generative-models-2'];

/** Formulas of the lectures, each once. */
async function formulasOfLectures() {
  const formulas = new Map<string, { tex: string; isDisplay: boolean }>();
  for (const lecture of lectures) {
    const text = await readFile(`content/en/lectures/${lecture}.mdx`, 'utf8');
    const tree: Root = plainUnified().use(remarkParse).use(remarkMath).parse(text);
    visit(tree, (node) => {
      if (node.type === 'inlineMath' || node.type === 'math')
        formulas.set(`${node.type} ${node.value}`, { tex: node.value, isDisplay: node.type === 'math' });
    });
  }
  return [...formulas.values()];
}

test('formulas of fewer boxes are drawn where KaTeX draws them', async () => {
  const formulas = await formulasOfLectures();
  expect(formulas.length).toBeGreaterThan(400);
  const renderer = await unified(lecturePlugins).createRenderer({ syntaxHighlight: false });
  const fileURL = pathToFileURL(resolve('content/en/lectures/lecture.mdx'));
  const ours = async ({ tex, isDisplay }: (typeof formulas)[number]) =>
    (await renderer.render(isDisplay ? `$$\n${tex}\n$$` : `$${tex}$`, { fileURL })).code;
  const theirs = ({ tex, isDisplay }: (typeof formulas)[number]) =>
    `<p>${katex.renderToString(tex, { displayMode: isDisplay })}</p>`;
  const rows = await Promise.all(
    formulas.map(async (formula) => `<li>${theirs(formula)}</li><li>${await ours(formula)}</li>`),
  );
  const styles = await readFile('node_modules/katex/dist/katex.css', 'utf8');
  const script = /\.prose (\.katex \.script \{[^}]*\})/.exec(
    await readFile('src/layouts/prose.css', 'utf8'),
  )![1]!;
  const page = await browser.newPage({ viewport: { width: 2000, height: 800 } });
  await page.setContent(
    `<style>${styles} ${script} li { display: block; margin: 0; } p { margin: 1em 0; }</style><ul>${rows.join('')}</ul>`,
  );
  const drawn = await page.evaluate(() =>
    [...document.querySelectorAll('li')].map((row) => {
      const from = row.getBoundingClientRect();
      const boxes = row.querySelectorAll('.katex-html *').length;
      const texts = document.createTreeWalker(row.querySelector('.katex-html')!, NodeFilter.SHOW_TEXT);
      const letters: { letter: string; place: number[] }[] = [];
      const range = document.createRange();
      while (texts.nextNode()) {
        const letter = texts.currentNode.textContent!.replace(/[\u200b\s]/g, '');
        if (letter === '') continue;
        range.selectNodeContents(texts.currentNode);
        const { left, top, width, height } = range.getBoundingClientRect();
        letters.push({ letter, place: [left - from.left, top - from.top, width, height] });
      }
      return { boxes, letters, height: from.height };
    }),
  );
  let [before, after] = [0, 0];
  for (const [index, { tex }] of formulas.entries()) {
    const [plain, light] = [drawn[2 * index]!, drawn[2 * index + 1]!];
    before += plain.boxes;
    after += light.boxes;
    expect(
      light.letters.map(({ letter }) => letter),
      tex,
    ).toEqual(plain.letters.map(({ letter }) => letter));
    const moved = light.letters.map(({ place }, at) =>
      Math.max(...place.map((value, side) => Math.abs(value - plain.letters[at]!.place[side]!))),
    );
    expect(Math.max(0, ...moved), tex).toBeLessThan(0.2); // of a pixel
    expect(Math.abs(light.height - plain.height), tex).toBeLessThan(0.2);
  }
  expect(after / before).toBeLessThan(0.7); // or it would be in vain
});
