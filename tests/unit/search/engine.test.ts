import { describe, expect, test } from 'vitest';
import { buildIndex, pageText, type PageToIndex } from '#src/search/build-index.ts';
import { makeEngine } from '#src/search/engine.ts';
import { mark, shorten } from '#src/search/excerpt.ts';
import { textFragment } from '#src/search/text-fragment.ts';

const pages: readonly PageToIndex[] = [
  {
    kind: 'lecture',
    title: '19강 · 생성 모델',
    file: 'nineteen',
    entries: [
      { href: '/nineteen/', names: ['생성 모델', '19강'], lines: ['그림이 생겨나는 법.'] },
      {
        href: '/nineteen/#code',
        names: ['코드와 인코더'],
        depth: 2,
        lines: ['오토인코더는 그림을 줄입니다.', '병목 뒤에서 되살립니다.'],
      },
      {
        href: '/nineteen/#latent',
        names: ['보이지 않는 것'],
        depth: 3,
        lines: ['잠재 변수에서 그림이 납니다.'],
      },
    ],
  },
  {
    kind: 'glossary',
    title: '용어',
    file: 'glossary',
    entries: [
      { href: '/glossary/#encoder', names: ['인코더', 'encoder'], lines: ['입력을 코드로 바꾸는 신경망.'] },
      { href: '/glossary/#latent', names: ['잠재변수', 'latent variables'], lines: ['보이지 않는 변수.'] },
    ],
  },
];

function engine({ loaded = true } = {}) {
  const made = makeEngine(
    buildIndex(
      pages,
      [
        ['인코더', 'encoder'],
        ['잠재변수', 'latent variables'],
        ['GAN', 'GAN'],
      ],
      (file) => `/${file}`,
    ),
  );
  if (loaded) for (const [page, each] of pages.entries()) made.addText(page, pageText(each));
  return made;
}
const hrefs = (query: string, from = engine()) =>
  from.search(query).pages.flatMap(({ results }) => results.map(({ href }) => href.replace(/:~:.*/, '')));

describe('ranking', () => {
  test('a name counts over a text, and the whole of it over a part', () => {
    expect(hrefs('인코더')).toEqual(['/glossary/#encoder', '/nineteen/#code']);
    expect(hrefs('코드')[0]).toBe('/nineteen/#code');
  });

  test.each([
    '잠재변수',
    '잠재 변수',
    '잠재변수를',
    'ㅈㅈㅂㅅ',
    'latent variable',
    'Latent Variables',
    '잠재벼수',
    'wkawoqustn',
  ])('%s leads to the term, then to the sentence', (query) => {
    expect(hrefs(query)).toEqual(['/glossary/#latent', '/nineteen/#latent']);
  });

  test('words may stand in different lines of a section, or in the title of its lecture', () => {
    expect(hrefs('병목 오토인코더')).toEqual(['/nineteen/#code']);
    expect(hrefs('19강 병목')[0]).toBe('/nineteen/#code');
  });

  test('where no section has all words, those with most are shown', () => {
    expect(hrefs('병목 잠재변수 오토인코더')).toEqual(['/nineteen/#code']);
  });
});

describe('an answer', () => {
  test('marks what was found, in the name and in the line', () => {
    const { pages: found, count } = engine().search('인코더');
    expect(count).toBe(2);
    expect(found).toEqual([
      {
        kind: 'glossary',
        title: '용어',
        more: 0,
        results: [
          {
            href: '/glossary/#encoder',
            name: ['', '인코더', ''],
            alias: ['', 'encoder', ''],
            line: ['입력을 코드로 바꾸는 신경망.'],
          },
        ],
      },
      {
        kind: 'lecture',
        title: '19강 · 생성 모델',
        more: 0,
        results: [
          {
            href: '/nineteen/#code',
            name: ['코드와 ', '인코더', ''],
            line: ['오토', '인코더', '는 그림을 줄입니다.'],
          },
        ],
      },
    ]);
  });

  test('says which texts may hold more, those of pages already found first', () => {
    const unloaded = engine({ loaded: false });
    expect(unloaded.search('병목').missing).toEqual([0]);
    expect(unloaded.search('인코더').missing).toEqual([0, 1]);
    expect(unloaded.search('잠재변수').missing).toEqual([1, 0]);
    expect(unloaded.search('없는말').missing).toEqual([]);
    expect(engine().search('병목').missing).toEqual([]);
  });

  test.each(['', ' ', '가', '.', '(*', '\\'])('to %j is empty', (query) => {
    expect(engine().search(query)).toEqual({ pages: [], count: 0, missing: [] });
  });
});

describe('an excerpt', () => {
  test('marks hits across what is not compared, and joins those that overlap', () => {
    expect(mark('잠재 변수(z)', [{ from: 1, to: 3 }])).toEqual(['잠', '재 변', '수(z)']);
    const spans = [
      { from: 0, to: 2 },
      { from: 1, to: 3 },
    ];
    expect(mark('가나다라', spans)).toEqual(['', '가나다', '라']);
  });

  test('is cut around its first hit', () => {
    const long = `${'앞말 '.repeat(30)}찾는말 ${'뒷말 '.repeat(30)}`.trim();
    const from = 60;
    const cut = shorten(mark(long, [{ from, to: from + 3 }]), 40);
    expect(cut[1]).toBe('찾는말');
    expect(cut.join('')).toMatch(/^…(앞말 )+찾는말( 뒷말)+…$/);
    expect(cut.join('').length).toBeLessThanOrEqual(42);
  });
});

describe('an address with the words of a hit', () => {
  test('has plain words around it, and escapes what means something there', () => {
    const text = '먼저 오토인코더는 그림을 줄이고, 그다음 되살립니다.';
    expect(decodeURIComponent(textFragment('/x/#y', text, { from: 2, to: 7 }))).toBe(
      ':~:text=먼저 오토인코더는 그림을 줄이고, 그다음',
    );
    expect(textFragment('/x/', 'one, two', { from: 0, to: 3 })).toBe('#:~:text=one%2C%20two');
  });

  test('is left out where a formula stands in the hit', () => {
    expect(textFragment('/x/#y', '값 pθ(x)를', { from: 1, to: 3 })).toBe('');
  });
});
