import { load } from 'cheerio';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sax from 'sax';
import { describe, expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { builtPage, builtPages, isWrittenLecture } from './built-pages.ts';

/** @throws Error at the first place that is not well-formed XML with known namespaces */
function checkXml(xml: string): void {
  const parser = sax.parser(true, { xmlns: true });
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(xml).close();
}

describe.each([
  { prefix: '', language: 'ko' },
  { prefix: '/en', language: 'en' },
])('$prefix/rss.xml', ({ prefix, language }) => {
  const path = `${prefix}/rss.xml`;
  const xml = readFileSync(join(DIST, path), 'utf8');
  const $feed = load(xml, { xml: true });
  const items = $feed('channel > item')
    .toArray()
    .map((element) => {
      const text = (name: string) => $feed(element).children(name).text();
      return {
        title: text('title'),
        link: text('link'),
        guid: text('guid'),
        pubDate: text('pubDate'),
        description: text('description'),
        content: text(String.raw`content\:encoded`),
      };
    });
  const lectures = builtPages.filter(
    (page) => isWrittenLecture(page) && page.path.startsWith(`${prefix}/lectures/`),
  );

  test('is well-formed, in its language, and names itself', () => {
    checkXml(xml);
    expect($feed('channel > language').text()).toBe(language);
    const self = $feed(String.raw`channel > atom\:link[rel=self]`).attr('href') ?? '';
    expect(new URL(self).pathname).toBe(path);
  });

  test('has one item for each written lecture, with its page for link', () => {
    const links = items.map(({ link }) => new URL(link).pathname);
    expect(links.toSorted()).toEqual(lectures.map((page) => page.path).toSorted());
    for (const { link, guid, pubDate, title, description } of items) {
      expect(guid).toBe(link);
      expect(Date.parse(pubDate)).toBeGreaterThan(0);
      expect(title).not.toBe('');
      expect(description).not.toBe('');
    }
  });

  test.each(items)('$title: the whole text, as a feed reader can show it', (item) => {
    const $ = load(item.content);
    const page = builtPage(new URL(item.link).pathname).$;
    expect($('h2').length).toBe(page('article').children('h2').length);
    expect($('math').length).toBeGreaterThan(100);
    expect($('span, script, style, svg, img, iframe').length).toBe(0);
    const addresses = $('[href], [src]')
      .toArray()
      .map((element) => $(element).attr('href') ?? $(element).attr('src') ?? '');
    expect(addresses.filter((address) => !/^https?:\/\//.test(address))).toEqual([]);
    const demos = page('article figure.demo').length;
    expect($(`a[href*="/demos/"]`).length).toBeGreaterThanOrEqual(demos);
    $('code, pre, annotation').remove();
    expect($.text()).not.toMatch(/\*\*|\$|undefined/);
  });

  test('is named in the head and in the footer of the pages of its language', () => {
    const { $ } = builtPage(`${prefix}/`);
    expect($('head link[type="application/rss+xml"]').attr('href')).toBe(path);
    expect($(`body > footer a[href="${path}"]`).length).toBe(1);
  });
});
