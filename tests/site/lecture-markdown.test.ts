import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { builtPages, isWrittenLecture } from './built-pages.ts';

const read = (path: string) => readFileSync(join(DIST, path), 'utf8');
const paths = new Set(builtPages.map(({ path }) => path));
const lectures = builtPages.filter(isWrittenLecture);

/** The text without its code and its formulas, where a `<` is no tag. */
const prose = (markdown: string) =>
  markdown.replaceAll(/^(> )?```.*?^(> )?```$/gms, '').replaceAll(/\$\$.+?\$\$|`[^`]*`|\$[^$]+\$/gs, '');

test('there are lectures', () => {
  expect(lectures.length).toBeGreaterThanOrEqual(4);
});

describe.each(lectures)('$path as Markdown', ({ path, $ }) => {
  const address = path.replace(/\/$/, '.md');
  const markdown = read(address);

  test('is named by the page', () => {
    expect($('link[type="text/markdown"]').attr('href')).toBe(address);
  });

  test('holds no tag, no expression and no import', () => {
    expect(
      prose(markdown).match(/<\/?[A-Za-z][^>]*>?|[{}]|^import .+|\bundefined\b|NaN|\[object|&#x/gm),
    ).toBeNull();
  });

  test('begins with the title and has every section of the page', () => {
    expect(markdown.split('\n')[0]).toBe(`# ${$('h1').text()}`);
    const sections = $('article').children('h2, h3').length;
    expect(markdown.match(/^#{2,3} /gm)?.length).toBe(sections);
  });

  test('gives the figures that the page prints, and names every demo that stands on it', () => {
    const figures = $('article data')
      .toArray()
      .filter((element) => $(element).closest('figure').length === 0)
      .map((element) => $(element).text());
    for (const figure of figures) expect(markdown).toContain(figure);
    const demos = $('article figure.demo')
      .toArray()
      .map((element) => $(element).attr('id')!.replace('demo-', ''));
    expect(demos.length).toBeGreaterThan(3);
    const prefix = path.startsWith('/en/') ? '/en' : '';
    for (const demo of demos) expect(markdown).toContain(`${prefix}/demos/${demo}/)`);
  });

  test('links with whole addresses to pages that exist', () => {
    const links = [...prose(markdown).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) {
      const { origin, pathname } = new URL(link); // throws at a relative one
      if (origin === 'http://localhost:4321' && !pathname.endsWith('.md')) expect(paths).toContain(pathname);
    }
  });
});

describe.each(['', '/en'])('%s/llms.txt', (prefix) => {
  const index = read(`${prefix}/llms.txt`);
  const links = [...index.matchAll(/^- \[[^\]]+\]\(([^)]+)\): \S/gm)].map(
    ([, link]) => new URL(link!).pathname,
  );

  test('begins with a title and a summary', () => {
    expect(index).toMatch(/^# \S.*\n\n> \S.*\n\n/);
    expect(index.match(/^- /gm)?.length).toBe(links.length);
  });

  test('lists each lecture as Markdown, each demo, each model and the glossary', () => {
    const listed = builtPages
      .filter((page) => isWrittenLecture(page) || !/\/lectures\//.test(page.path))
      .map(({ path }) => path)
      .filter((path) => path.startsWith(prefix) && (prefix !== '' || !path.startsWith('/en/')))
      .map((path) => path.slice(prefix.length))
      .filter((path) => /^\/(glossary\/|(lectures|demos|models)\/.+)$/.test(path))
      .map((path) => prefix + (path.startsWith('/lectures/') ? path.replace(/\/$/, '.md') : path));
    expect(listed.length).toBeGreaterThan(60);
    expect(links).toEqual(expect.arrayContaining(listed));
  });
});
