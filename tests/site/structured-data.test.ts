import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { builtPage, builtPages, type BuiltPage } from './built-pages.ts';

type Node = Readonly<Record<string, unknown>> & { readonly '@type': string; readonly url?: string };

function graphOf({ $ }: BuiltPage): readonly Node[] {
  const scripts = $('script[type="application/ld+json"]');
  expect(scripts.length).toBe(1);
  const data = JSON.parse(scripts.text()) as { '@context': string; '@graph': Node[] };
  expect(data['@context']).toBe('https://schema.org');
  return data['@graph'];
}

function nodeOf(path: string, type: string): Node {
  const node = graphOf(builtPage(path)).find((each) => each['@type'] === type);
  if (node) return node;
  throw new Error(`${path} is not said to be a ${type}.`);
}

const pages = builtPages.filter(({ path }) => path !== '/404.html');

/** Every address in a value. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('http://localhost:4321') ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(addressesIn) : [];
}

describe.each(pages)('$path', (page) => {
  const canonical = page.$('link[rel=canonical]').attr('href');

  test('says in JSON-LD that it is at its canonical address, whatever it is about', () => {
    const urls = graphOf(page).flatMap(({ url }) => (url === undefined ? [] : [url]));
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) expect(url).toBe(canonical);
  });

  test('ends its breadcrumbs at itself, each of which is a page', () => {
    if (/^\/(en\/)?$/.test(page.path)) return;
    const { itemListElement } = nodeOf(page.path, 'BreadcrumbList') as unknown as {
      itemListElement: { position: number; name: string; item: string }[];
    };
    expect(itemListElement.map(({ position }) => position)).toEqual(itemListElement.map((_, i) => i + 1));
    expect(itemListElement.at(-1)?.item).toBe(canonical);
    expect(itemListElement.at(-1)?.name).toBe(page.$('h1').text());
    for (const { item } of itemListElement) builtPage(new URL(item).pathname);
  });

  test('names only addresses of the site that are there', () => {
    for (const address of addressesIn(graphOf(page))) {
      const { pathname } = new URL(address);
      if (pathname.endsWith('/')) builtPage(pathname);
      else expect(readFileSync(join(DIST, pathname)).length).toBeGreaterThan(0);
    }
  });
});

test('a lecture is dated, belongs to the course and knows its translation', () => {
  const [ko, en] = ['/lectures/19-generative-models-1/', '/en/lectures/19-generative-models-1/'].map(
    (path) => ({ lecture: nodeOf(path, 'Article'), $: builtPage(path).$ }),
  ) as [{ lecture: Node; $: BuiltPage['$'] }, { lecture: Node; $: BuiltPage['$'] }];
  expect(ko.lecture).toMatchObject({
    inLanguage: 'ko',
    name: ko.$('h1').text(),
    datePublished: ko.$('article time').first().attr('datetime'),
    dateModified: ko.$('article time').last().attr('datetime'),
    isPartOf: { '@type': 'Course' },
    workTranslation: { '@id': en.lecture['@id'] },
  });
  expect(en.lecture).toMatchObject({ inLanguage: 'en', translationOfWork: { '@id': ko.lecture['@id'] } });
});

test('the glossary is a set of the terms that it shows', () => {
  const { $ } = builtPage('/glossary/');
  const { hasDefinedTerm } = nodeOf('/glossary/', 'DefinedTermSet') as unknown as {
    hasDefinedTerm: { url: string; name: string }[];
  };
  expect(hasDefinedTerm.map(({ url }) => new URL(url).hash.slice(1))).toEqual(
    $('dl > div')
      .toArray()
      .map((element) => $(element).attr('id')),
  );
});

test('a model names its files with their checksums', () => {
  const { encoding } = nodeOf('/models/ae-mnist/', 'CreativeWork') as unknown as {
    encoding: { contentUrl: string; sha256: string }[];
  };
  expect(encoding.length).toBe(2);
  for (const { sha256 } of encoding)
    expect(builtPage('/models/ae-mnist/').$('main').text()).toContain(sha256);
});

test('the home page is the site', () => {
  expect(nodeOf('/en/', 'WebSite')).toMatchObject({ name: 'Latent Notes', inLanguage: 'en' });
});
