import { describe, expect, test } from 'vitest';
import { terms } from '#src/glossary.ts';
import { builtPage, builtPages, isWrittenLecture } from './built-pages.ts';

const lectures = builtPages.filter(({ path }) => /\/lectures\/[^/]+\/$/.test(path));

describe('a lecture names the sections of others that link to it', () => {
  test.each(lectures)('$path', ({ path, $ }) => {
    const isKorean = path.startsWith('/lectures/');
    const linking = lectures.filter((other) => {
      if (other.path === path || other.path.startsWith('/lectures/') !== isKorean) return false;
      const text = other.$('article.prose').clone();
      text.find('figure.demo, aside.at-hand').remove();
      const targets = text
        .find('a[href]')
        .toArray()
        .map((link) => new URL(other.$(link).attr('href')!, `https://site${other.path}`).pathname);
      return targets.includes(path);
    });
    const named = $('[data-mentioned-in] a')
      .toArray()
      .map((link) => $(link).attr('href')!.replace(/#.*/, ''));
    expect([...new Set(named)].sort()).toEqual(linking.map((other) => other.path).sort());
  });

  test('and one that is linked to is known', () => {
    expect(builtPage('/lectures/19-generative-models-1/').$('[data-mentioned-in] a').length).toBeGreaterThan(
      1,
    );
  });
});

describe.each([
  ['ko', '/glossary/'],
  ['en', '/en/glossary/'],
] as const)('the glossary (%s)', (language, path) => {
  const { $ } = builtPage(path);
  const written = new Set(lectures.filter(isWrittenLecture).map((page) => page.path));

  test('names each section at most once, and only of written lectures', () => {
    for (const { id } of terms) {
      const links = $(`#${id} a`)
        .toArray()
        .map((link) => $(link).attr('href')!);
      expect(new Set(links).size, id).toBe(links.length);
      for (const link of links) expect(written, id).toContain(link.replace(/#.*/, ''));
    }
  });

  test('finds more than the introductions', () => {
    const links = $('#encoder details a');
    expect(links.length, language).toBeGreaterThan(5);
  });
});
