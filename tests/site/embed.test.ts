import { describe, expect, test } from 'vitest';
import { builtEmbeds, builtPage, builtPages } from './built-pages.ts';

test('every demo has a page for frames', () => {
  const own = builtPages.map(({ path }) => path).filter((path) => /\/demos\/./.test(path));
  expect(builtEmbeds.map(({ path }) => path.replace('/embed/', '/demos/')).toSorted()).toEqual(
    own.toSorted(),
  );
});

describe.each(builtEmbeds)('$path', ({ path, $ }) => {
  const own = path.replace('/embed/', '/demos/');

  test('shows one demo and a way back, and is left to its own page by search engines', () => {
    expect($('figure.demo').length).toBe(1);
    expect($('main > p > a').attr('href')).toBe(own);
    expect($('body > header, body > footer, [data-digit-chip]').length).toBe(0);
    expect($('meta[name=robots]').attr('content')).toBe('noindex');
    expect(new URL($('link[rel=canonical]').attr('href')!).pathname).toBe(own);
  });

  test('is what the lines on its own page frame', () => {
    expect(builtPage(own).$('main details pre').text()).toContain(`${path}" title=`);
  });
});
