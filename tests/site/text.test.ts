import { describe, expect, test } from 'vitest';
import { builtPage, builtPages } from './built-pages.ts';

describe.each(builtPages)('$path', ({ $ }) => {
  test('shows no asterisk of Markdown and no formula that KaTeX refused', () => {
    const text = $('main').clone();
    text.find('code, pre, annotation, script, style').remove();
    expect(text.text()).not.toContain('**');
    expect(text.text()).not.toMatch(/undefined|NaN|\[object/);
    expect($('.katex-error').length).toBe(0);
  });
});

test('the table of contents names every section of the lecture', () => {
  const { $ } = builtPage('/lectures/19-generative-models-1/');
  const sections = $('article')
    .children('h2[id], h3[id]')
    .toArray()
    .map((element) => `#${$(element).attr('id') ?? ''}`);
  const listed = $('[data-contents] a')
    .toArray()
    .map((element) => $(element).attr('href'));
  expect(sections.length).toBeGreaterThan(3);
  expect(listed).toEqual(sections);
});

test('the series names 22 lectures, links those that are written or outlined, and says which are not written', () => {
  const { $ } = builtPage('/en/lectures/');
  const lines = $('main .table-scroll tbody > tr').toArray();
  expect(lines.length).toBe(22);
  const titleOf = (number: number) => $(lines[number - 1]).find('th');
  expect(titleOf(19).find('a').first().attr('href')).toBe('/en/lectures/19-generative-models-1/');
  expect(titleOf(19).text()).not.toContain('not yet');
  expect(titleOf(8).find('a').attr('href')).toBe('/en/lectures/08-cnn-architectures/');
  expect(titleOf(8).text()).toContain('not yet');
  expect(titleOf(22).text()).toContain('Conclusion');
  expect(titleOf(22).find('a').length).toBe(0);
});

test('the home page and the table of lectures say the same of those that are not written', () => {
  const saidOf = (path: string, lines: string) => {
    const { $ } = builtPage(path);
    return $(`main ${lines}`)
      .toArray()
      .map((line) => $(line).find('small').text().trim());
  };
  const said = saidOf('/lectures/', '.table-scroll tbody > tr');
  expect(said.length).toBe(22);
  expect(said[7]).toBe('(준비 중 · 개요)');
  expect(saidOf('/', '.columns > ol > li')).toEqual(said);
});
