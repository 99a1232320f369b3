import { lectureMarkdown, lecturePlugins } from '#src/markdown/lecture-markdown.ts';
import { unified } from '@astrojs/markdown-remark';
import { load } from 'cheerio';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

/** Renders a text as the site renders a lecture's. */
async function render(content: string) {
  const renderer = await unified(lecturePlugins).createRenderer({ syntaxHighlight: false });
  const { code, metadata } = await renderer.render(content, {
    fileURL: pathToFileURL(resolve('content/lectures/lecture.mdx')),
  });
  return { $: load(code), headings: metadata.headings, frontmatter: metadata.frontmatter };
}

test('bold is bold where a particle follows the bracket', async () => {
  const { $ } = await render('**학습률(lr)**이다.');
  expect($('strong').text()).toBe('학습률(lr)');
  expect($('p').text()).toBe('학습률(lr)이다.');
});

test('a formula in a heading reads as it looks, in its id and in the table of contents', async () => {
  const { headings } = await render('## $\\beta$-VAE\n\n### 분포 $q_\\phi(z)$');
  expect(headings.map(({ text, slug }) => ({ text, slug }))).toEqual([
    { text: 'β-VAE', slug: 'β-vae' },
    { text: '분포 qϕ(z)', slug: '분포-qϕz' },
  ]);
});

test('TeX that KaTeX cannot set fails, with file, line and column', async () => {
  await expect(render('좋은 줄\n\n나쁜 줄 $\\frac{1}{$')).rejects.toThrow(
    /^content\/lectures\/lecture\.mdx:3:6 {2}KaTeX parse error/m,
  );
  await expect(render('좋은 줄\n\n나쁜 줄 $\\frac{1}{$')).rejects.toMatchObject({ line: 3, column: 6 });
});

test('so does TeX on lines of its own', async () => {
  await expect(render('문장.\n\n$$\n\\nabal x\n$$\n')).rejects.toThrow(
    /lecture\.mdx:3:1 {2}KaTeX parse error/,
  );
});

test('an unknown command fails, and so does Hangul outside \\text{}', async () => {
  await expect(render('$\\undefinedcommand$')).rejects.toThrow(
    /lecture\.mdx:1:1 .*Undefined control sequence/,
  );
  await expect(render('$x = 학습률$')).rejects.toThrow(
    /lecture\.mdx:1:1 .*\n.*Hangul must stand inside \\text{}/,
  );
  await expect(render('$x = \\text{학습률}$')).resolves.toBeDefined();
});

test('a numbered equation can be linked to', async () => {
  const { $ } = await render('$$\nE = mc^2 \\tag{3}\n$$\n\n[(3)](#eq-3)');
  expect($('.katex-display').attr('id')).toBe('eq-3');
});

test('a formula stays on one line with the particle after it and the bracket before it', async () => {
  const { $ } = await render('벡터($x$)와 $z$에서 나온다');
  expect(
    $('.math-join')
      .toArray()
      .map((join) =>
        $(join)
          .contents()
          .toArray()
          .map((node) => node.type),
      ),
  ).toEqual([
    ['text', 'tag', 'text'],
    ['tag', 'text'],
  ]);
  expect($('.math-join').last().contents().last().text()).toBe('에서');
});

test('a formula breaks after its relations, but not after the bar of a condition', async () => {
  const { $ } = await render('분포 $q(z \\mid x) = p(z)$ 하나와 $a = b$ 하나');
  const html = $('.math-join .katex-html');
  expect(html.length).toBe(1); // the other is not in need of it
  expect(html.find('wbr').length).toBe(1);
  expect(html.find('wbr').prev().text()).toMatch(/=$/);
});

test('the fonts of the formulas are told to the page', async () => {
  const { frontmatter } = await render('$\\mathbb{E}[x]$, $\\mathcal{L}$, $\\big(\\mathbf{x}\\big)$');
  expect(frontmatter['mathFonts']).toEqual([
    'AMS-Regular',
    'Caligraphic-Regular',
    'Main-Bold',
    'Main-Regular',
    'Math-Italic',
    'Size1-Regular',
  ]);
});

test('a table can be scrolled sideways and reached with the keyboard', async () => {
  const { $ } = await render('| | b |\n|---|---|\n| 1 | 2 |');
  expect($('div.table-scroll[tabindex=0] > table').length).toBe(1);
  expect($('thead th').text()).toBe('b'); // an empty corner is no heading
});

test('a term links to the glossary where it is introduced, once, with its meaning beside it', async () => {
  const { $ } = await render(
    '**KL 발산**과 **오토인코더**(autoencoder). 다시 **오토인코더**, 그리고 **아무 말**.',
  );
  const links = $('a.term').toArray();
  expect(links.map((link) => [$(link).attr('href'), $(link).text()])).toEqual([
    ['/glossary/#kl-divergence', 'KL 발산'],
    ['/glossary/#autoencoder', '오토인코더'],
  ]);
  expect($('.tip-text').last().text()).toContain('되살리는 신경망');
});

test('a particle stays on the line of the bracket or quotation mark before it, without a character that would be copied', async () => {
  const { $ } = await render(
    '오토인코더(autoencoder)를 식 [(15)](#eq-15)에서 **증거 하한(ELBO)**이라 한다. 글(note) 끝, 함수 $f(x)$는. ‘답’으로.',
  );
  const joins = $('.join').toArray();
  expect(joins.map((join) => $(join).text())).toEqual([')를', '(15)에서', '증거 하한(ELBO)이라', '’으로']);
  expect($('.join wbr').length).toBe(1);
  $('.katex').remove();
  expect($('p').text()).toBe(
    '오토인코더(autoencoder)를 식 (15)에서 증거 하한(ELBO)이라 한다. 글(note) 끝, 함수 는. ‘답’으로.',
  );
});

test('a footnote stands beside its number and at the foot of the page, and its number links there', async () => {
  const { $, headings } = await render('밀도[^a]와 값[^b].\n\n[^a]: 적분하면 $1$이다.\n\n[^b]: 둘째.');
  const links = $('.tip > sup > a');
  expect(links.toArray().map((link) => [$(link).attr('href'), $(link).attr('aria-label')])).toEqual([
    ['#user-content-fn-a', '각주 1'],
    ['#user-content-fn-b', '각주 2'],
  ]);
  expect($('.tip > .tip-text').first().find('.katex').length).toBe(1);
  expect($('.tip > .tip-text').last().text()).toBe('둘째.');
  expect($('section.footnotes').attr('aria-label')).toBe('각주');
  expect($('section.footnotes li').length).toBe(2);
  expect(headings).toEqual([]);
});

test('a formula that a build has set before is the same where it stands again, with its number, its joins and its fonts', async () => {
  const text =
    '값($a_7 \\mid b = \\mathbb{E}[c]$)를\n\n$$\na_7 = \\mathbb{E}[c] \\tag{7}\n$$\n\n다시 $a_7 \\mid b = \\mathbb{E}[c]$ 끝';
  const [first, again] = [await render(text), await render(text)];
  expect(again.$.html()).toBe(first.$.html());
  expect(again.frontmatter['mathFonts']).toEqual(first.frontmatter['mathFonts']);
  const { $ } = again;
  expect($('.katex').length).toBe(3);
  expect($('.math-join').first().text().startsWith('(')).toBe(true);
  expect($('.katex-display').attr('id')).toBe('eq-7');
  const inLine = $('.math-join .katex').toArray();
  expect($(inLine[0]).html()).toBe($(inLine[1]).html());
});

test('a formula is heard once: as MathML, or as the letter that is seen where it is no more than that', async () => {
  const { $ } = await render('부호 $z$ 하나와 $z_1$ 하나');
  const [letter, more] = $('.katex').toArray();
  expect($(letter).text()).toBe('z');
  expect($(letter).find('math, [aria-hidden]').length).toBe(0);
  expect($(more).find('math').text()).toBe('z1');
  expect($(more).find('.katex-html').attr('aria-hidden')).toBe('true');
});

/** What stays of a text for MDX to compile. */
async function compiled(text: string): Promise<string> {
  const renderer = await lectureMarkdown.createMdxRenderer!(
    { syntaxHighlight: false },
    { optimize: false, srcDir: pathToFileURL('src/'), sourcemap: false },
  );
  return (await renderer.process(text, resolve('content/lectures/lecture.mdx'), {})).code;
}

test('what holds a formula and no component is HTML before MDX sees it; headings and components stay', async () => {
  const code = await compiled(
    '## 제목 $q$\n\n하나 **굵게** $w_5$ 끝.\n\n값은 $w_6$ <Metric model="ae-mnist" id="mse" />\n\n- 둘 $w_7$\n\n셋',
  );
  const sets = [...code.matchAll(/"set:html": ("(?:[^"\\]|\\.)*")/g)].map(([, html]) =>
    String(JSON.parse(html!)),
  );
  expect(sets.length).toBe(3);
  expect(sets[0]).toContain('<p>하나 <strong>굵게</strong> <span class="katex">');
  expect(sets[1]).toMatch(/^값은 <span class="katex">.*<\/span> $/s);
  expect(sets[2]).toContain('<li>둘 <span class="katex">');
  expect(code).toContain('"제목-q"');
  expect(code).toContain('Metric');
  expect(code).not.toContain('\u0000');
});
