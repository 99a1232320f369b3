import { decode } from 'fast-png';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';
import { builtPages } from './built-pages.ts';

const pictures = new Map(
  builtPages.map(({ path, $ }) => [
    path,
    new URL($('meta[property="og:image"]').attr('content') ?? '').pathname,
  ]),
);

describe.each(builtPages)('$path', ({ path, $ }) => {
  test('names a picture of the stated size that exists and is small, with words in its place', () => {
    const file = readFileSync(join(DIST, pictures.get(path)!));
    const { width, height } = decode(file);
    expect(String(width)).toBe($('meta[property="og:image:width"]').attr('content'));
    expect(String(height)).toBe($('meta[property="og:image:height"]').attr('content'));
    expect(file.length).toBeLessThanOrEqual(40_000);
    expect($('meta[property="og:image:alt"]').attr('content')).toBe($('title').text());
    expect($('meta[name="twitter:card"]').attr('content')).toBe('summary_large_image');
  });
});

test('each lecture, demo, model, category and tag has a picture of its own, in each language', () => {
  const own = [...pictures].filter(([path]) => /\/(lectures|demos|models|categories|tags)\/./.test(path));
  expect(own.length).toBeGreaterThan(100);
  const bytes = own.map(([, picture]) => readFileSync(join(DIST, picture)).toString('base64'));
  expect(new Set(bytes).size).toBe(own.length);
});
