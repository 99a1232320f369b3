import { load } from 'cheerio';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { builtPage, builtPages } from './built-pages.ts';

interface Item {
  title: string;
  link: string;
  guid: { '#text': string };
  pubDate: string;
  description: string;
  'content:encoded': string;
}

interface Channel {
  title: string;
  language: string;
  'atom:link': { href: string };
  item: Item[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => name === 'item',
  processEntities: { maxTotalExpansions: Infinity, maxExpandedLength: Infinity }, // a lecture is one long text of escaped HTML
  parseTagValue: false,
});

describe.each([
  { prefix: '', language: 'ko' },
  { prefix: '/en', language: 'en' },
])('$prefix/rss.xml', ({ prefix, language }) => {
  const path = `${prefix}/rss.xml`;
  const xml = readFileSync(join(DIST, path), 'utf8');
  const { channel } = (parser.parse(xml) as { rss: { channel: Channel } }).rss;
  const lectures = builtPages.filter((page) => new RegExp(`^${prefix}/lectures/.`).test(page.path));

  test('is well-formed, in its language, and names itself', () => {
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(channel.language).toBe(language);
    expect(new URL(channel['atom:link'].href).pathname).toBe(path);
  });

  test('has one item for each written lecture, with its page for link', () => {
    const links = channel.item.map(({ link }) => new URL(link).pathname);
    expect(links.toSorted()).toEqual(lectures.map((page) => page.path).toSorted());
    for (const { link, guid, pubDate, title, description } of channel.item) {
      expect(guid['#text']).toBe(link);
      expect(Date.parse(pubDate)).toBeGreaterThan(0);
      expect(title).not.toBe('');
      expect(description).not.toBe('');
    }
  });

  test.each(channel.item)('$title: the whole text, as a feed reader can show it', (item) => {
    const $ = load(item['content:encoded']);
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
