import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { faultsOf } from '#src/markdown/lecture-links.ts';
import { lectureMarkdown, linksOfLectures } from '#src/markdown/lecture-markdown.ts';
import { lectureParts } from '#src/markdown/lecture-parts.ts';

const FILE = resolve('content/en/lectures/19-x.mdx');

/** Reads a text as the site reads a lecture's. */
async function read(...lines: readonly string[]): Promise<void> {
  const renderer = await lectureMarkdown.createMdxRenderer!(
    { syntaxHighlight: false },
    { optimize: false, srcDir: pathToFileURL('src/'), sourcemap: false },
  );
  await renderer.process(lines.join('\n'), FILE, {});
}

test('what a lecture may name is read from the parts themselves', () => {
  const parts = lectureParts();
  expect([...parts.keys()]).toEqual(
    expect.arrayContaining(['Cite', 'Metric', 'Note', 'References', 'LatentMap', 'TaskTour']),
  );
  expect([...parts.keys()]).not.toContain('Pre');
  expect(Object.fromEntries(parts.get('Cite')!)).toEqual({
    id: { isRequired: true, type: 'string', choices: [] },
    text: { isRequired: false, type: 'boolean', choices: [] },
  });
  expect(parts.get('Note')!.get('kind')!.choices).toEqual(['idea', 'notice', 'misconception', 'note']);
});

test('a component that there is not is said with its line and the one that was meant', async () => {
  await expect(read('One.', '', '<LatentMpa />')).rejects.toThrow(
    'content/en/lectures/19-x.mdx:3: Lectures have no <LatentMpa>. Did you mean "LatentMap"?',
  );
  await expect(read('<Foo />')).rejects.toThrow(
    /19-x\.mdx:1: Lectures have no <Foo>\. They have Answer, .*\bCite, /,
  );
});

test('what a component does not take, or lacks, is said with what to write', async () => {
  await expect(read('As <Cite key="kingma2014" /> says.')).rejects.toThrow(
    'content/en/lectures/19-x.mdx:1: <Cite> takes no key and lacks id. Write <Cite id="…" />, and where needed text.',
  );
  await expect(
    read('<SourceCode file="x" />', '', '<Note type="idea">', '', 'a', '', '</Note>'),
  ).rejects.toThrow(
    [
      'content/en/lectures/19-x.mdx:1: <SourceCode> lacks names. Write <SourceCode file="…" names={…} />.',
      'content/en/lectures/19-x.mdx:3: <Note> takes no type. Write <Note>, and where needed kind.',
    ].join('\n'),
  );
});

test('a value that is none of the few is said with these', async () => {
  await expect(read('<Note kind="tip">', '', 'a', '', '</Note>')).rejects.toThrow(
    'content/en/lectures/19-x.mdx:1: <Note> knows no kind "tip", but idea, notice, misconception, note.',
  );
});

test('a number that is none of the few, or no number, is said with these', async () => {
  const rest = ', but 1, 2, 3, 4, 5, 6.';
  await expect(read('', '<Metric model="ae-mnist" id="mse" digits={30} />')).rejects.toThrow(
    `content/en/lectures/19-x.mdx:2: <Metric> knows no digits "30"${rest}`,
  );
  await expect(read('<Metric model="ae-mnist" id="mse" digits="x" />')).rejects.toThrow(
    `content/en/lectures/19-x.mdx:1: <Metric> knows no digits "x"${rest}`,
  );
  await expect(read('<Metric model="ae-mnist" id="mse" digits={4} />')).resolves.toBeUndefined();
});

test('a citation without a list of works is said with its line', async () => {
  await expect(read('', 'As <Cite id="kingma2014" /> says.')).rejects.toThrow(
    'content/en/lectures/19-x.mdx:2: <Cite> leads to the list of works, which this lecture lacks. Write <References /> under a heading at its end.',
  );
  await expect(read('<Cite id="kingma2014" />', '', '<References />')).resolves.toBeUndefined();
});

test('an image that there is not, or of another site, is said with its line and what was meant', async () => {
  await expect(read('', '![a digit](digit.png)')).rejects.toThrow(
    'content/en/lectures/19-x.mdx:2: There is no image content/en/lectures/digit.png. Put it there, or correct its path.',
  );
  await expect(read('![the mark](/favicon.svgz)')).rejects.toThrow(
    'content/en/lectures/19-x.mdx:1: There is no image src/static/favicon.svgz. Did you mean "favicon.svg"?',
  );
  await expect(read('![](https://elsewhere.org/x.png)')).rejects.toThrow(
    'content/en/lectures/19-x.mdx:1: Pages ask no other site for anything. Put https://elsewhere.org/x.png beside the lecture and write its path.',
  );
  await expect(read('![the mark](/favicon.svg)')).resolves.toBeUndefined();
});

test('code is refused, and what MDX cannot read is said with its line and what to do', async () => {
  const braces = 'A brace begins code: write \\{ for the sign, and $…$ around a formula.';
  await expect(read('The set {x | y}.')).rejects.toThrow(
    `content/en/lectures/19-x.mdx:1: {x | y} is code. ${braces}`,
  );
  await expect(read('', 'A { alone.')).rejects.toThrow(
    `content/en/lectures/19-x.mdx:2: Unexpected end of file in expression, expected a corresponding closing brace for \`{\`. ${braces}`,
  );
  await expect(read('', 'Where a <1 holds.')).rejects.toThrow(
    /19-x\.mdx:2: Unexpected character `1`.* The sign < begins a component: write \\< for it/,
  );
  await expect(read('', '<Note>', '', 'Open.')).rejects.toThrow(
    'content/en/lectures/19-x.mdx:2: Expected a closing tag for `<Note>` (2:1-2:7). Close each component behind what it holds.',
  );
  await expect(
    read('{/* a comment */}', '', 'A set \\{x\\}, $\\{x\\}$, and a \\< b.'),
  ).resolves.toBeUndefined();
});

test('a link that leads nowhere is said with its line and what was meant', async () => {
  await read(
    '[here](#eq-33), [there](../20-y/#설명),',
    '[away](https://elsewhere.org/#x), [misspelt](../20-z/), [astray](../../nowhere/),',
    '[a list](/rss.xml), [unknown][1].',
    '',
    '[1]: ../20-y/#gone',
  );
  const pages = new Map([
    ['/en/lectures/19-x/', '<p id="eq-3">'],
    ['/en/lectures/20-y/', '<h2 id="설명">'],
    ['/rss.xml', ''],
  ]);
  const own = [FILE, linksOfLectures.get(FILE)!] as const;
  expect(await faultsOf(own, [...pages.keys()], (path) => Promise.resolve(pages.get(path)))).toEqual([
    'content/en/lectures/19-x.mdx:1: There is no "#eq-33" on /en/lectures/19-x/. Did you mean "eq-3"?',
    'content/en/lectures/19-x.mdx:2: There is no page /en/lectures/20-z/. Did you mean "/en/lectures/20-y/" or "/en/lectures/19-x/"?',
    'content/en/lectures/19-x.mdx:2: There is no page /en/nowhere/. "../../nowhere/" is read from /en/lectures/19-x/.',
    'content/en/lectures/19-x.mdx:5: There is no "#gone" on /en/lectures/20-y/. The table of contents of the page has the addresses of its headings.',
  ]);
});
