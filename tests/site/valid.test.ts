import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { expect, test } from 'vitest';
import { DIST } from '#scripts/browser/serve-built-site.ts';

/** What the standard says; html-validate's own taste, as to how a void element is closed, has other rule sets. */
const validator = new HtmlValidate(
  new StaticConfigLoader([], { root: true, extends: ['html-validate:standard'] }),
);

/** Astro puts this before the first island of a page, which stands in a figure. Browsers take it anywhere. */
const islandStyle = '<style>astro-island,astro-slot,astro-static-slot{display:contents}</style>';

const files = (await Array.fromAsync(glob('**/*.html', { cwd: DIST }))).sort();

test('there are pages', () => {
  expect(files.length).toBeGreaterThan(200);
});

test.each(files)('%s is valid HTML', async (file) => {
  const html = await readFile(join(DIST, file), 'utf8');
  const { results } = await validator.validateString(html.replace(islandStyle, ''));
  const messages = results.flatMap((result) => result.messages);
  expect(messages.map(({ message, selector }) => `${message} (${selector ?? ''})`)).toEqual([]);
});

test.each(files)('ids of the demos of %s are those of any other build', async (file) => {
  const html = await readFile(join(DIST, file), 'utf8');
  const ids = [...html.matchAll(/<!--\$(.+?)-->/g)].map(([, id]) => id);
  expect(ids.filter((id) => !/^[a-z-]+-s\d+$/.test(id!))).toEqual([]); // `s4-s1` is of the fifth island to be drawn
  expect(html).not.toMatch(/<astro-island [^>]*\buid=/); // which is made of the folder's name
});
