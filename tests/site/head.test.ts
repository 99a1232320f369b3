import { describe, expect, test } from 'vitest';
import { builtPages } from './built-pages.ts';

const paths = new Set(builtPages.map(({ path }) => path));
const pathOf = (url: string | undefined) => (url === undefined ? undefined : new URL(url).pathname);

test('the home page, the course and the models are there in both languages', () => {
  for (const page of [
    '',
    'lectures/',
    'lectures/19-generative-models-1/',
    'models/',
    'models/ae-mnist/',
    'glossary/',
  ]) {
    expect(paths).toContain(`/${page}`);
    expect(paths).toContain(`/en/${page}`);
  }
});

describe.each(builtPages)('$path', ({ path, $ }) => {
  test('says its language', () => {
    expect($('html').attr('lang')).toBe(path.startsWith('/en/') ? 'en' : 'ko');
  });

  test('has a title, a description and one main heading', () => {
    expect($('title').text().trim()).not.toBe('');
    expect($('meta[name=description]').attr('content')?.length).toBeGreaterThan(10);
    expect($('h1').length).toBe(1);
    expect($('main#content').length).toBe(1);
  });

  test('skips no level of headings', () => {
    const levels = $('h1, h2, h3, h4, h5, h6')
      .toArray()
      .map(({ name }) => Number(name[1]));
    levels.forEach((level, i) => {
      expect(level - (levels[i - 1] ?? 0), `heading ${String(i)} of ${levels.join(' ')}`).toBeLessThanOrEqual(
        1,
      );
    });
  });

  test('gives each id once', () => {
    const ids = $('[id]')
      .toArray()
      .map((element) => $(element).attr('id'));
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test('carries a Content-Security-Policy that allows no inline script without its hash', () => {
    const policy = $('meta[http-equiv=content-security-policy]').attr('content') ?? '';
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-");
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(policy).not.toContain('http');
  });
});

describe.each(builtPages.filter(({ path }) => path !== '/404.html'))('$path', ({ path, $ }) => {
  test('names itself as canonical, and both languages of itself, which exist', () => {
    const korean = path.replace(/^\/en\//, '/');
    expect(pathOf($('link[rel=canonical]').attr('href'))).toBe(path);
    expect(pathOf($('link[hreflang=ko]').attr('href'))).toBe(korean);
    expect(pathOf($('link[hreflang=en]').attr('href'))).toBe(`/en${korean}`);
    expect(paths).toContain(korean);
    expect(paths).toContain(`/en${korean}`);
  });

  test('links to its twin in the other language', () => {
    const other = path.startsWith('/en/') ? path.replace(/^\/en\//, '/') : `/en${path}`;
    expect($(`body > header a[hreflang]`).attr('href')).toBe(other);
  });
});
