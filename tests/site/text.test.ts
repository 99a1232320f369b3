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

test('the course list names 22 lectures and links only those that are written', () => {
  const { $ } = builtPage('/en/lectures/');
  const lines = $('main ol > li').toArray();
  expect(lines.length).toBe(22);
  expect($(lines[18]).find('a').attr('href')).toBe('/en/lectures/19-generative-models-1/');
  expect($(lines[21]).text()).toContain('Conclusion');
  expect($(lines[21]).find('a').length).toBe(0);
});
