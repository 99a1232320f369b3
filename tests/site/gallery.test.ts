import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { builtPage, builtPages } from './built-pages.ts';

describe.each(['/demos/', '/en/demos/'])('%s', (path) => {
  const { $ } = builtPage(path);
  const cards = $('main li')
    .toArray()
    .map((card) => ({
      href: $(card).find('a').attr('href')!,
      title: $(card).find('a').text(),
      ...$(card).find('img').attr(),
    }));

  test('has a card for every demo', () => {
    const own = builtPages.map((page) => page.path).filter((each) => each.startsWith(path) && each !== path);
    expect(cards.map(({ href }) => href).toSorted()).toEqual(own.toSorted());
  });

  test.each(cards)('$title has a picture with words for it, which waits until it is near', (card) => {
    expect(card).toMatchObject({ width: '480', height: '300', loading: 'lazy' });
    expect(Reflect.get(card, 'alt')).toContain(card.title);
    const { width, height, data, channels } = decode(
      readFileSync(join(DIST, Reflect.get(card, 'src') as string)),
    );
    expect([width, height]).toEqual([480, 300]);
    const values = new Set(Array.from({ length: width * height }, (_, i) => data[i * channels]));
    expect(values.size, 'shades').toBeGreaterThan(1);
  });
});
