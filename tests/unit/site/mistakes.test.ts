import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFor, nearestTo, notJson, placeOf, unknownKey } from '#src/mistakes.ts';

test('a mistyped name brings those it is nearly, the nearest first', () => {
  const known = ['generative-models', 'autoregressive-models', 'gan'];
  expect(nearestTo('genrative-model', known)).toEqual(['generative-models']);
  expect(nearestTo('gna', known)).toEqual([]);
  expect(nearestTo('gans', known)).toEqual(['gan']);
});

test('an unknown key is said with its line and with what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latent-notes-'));
  const file = join(folder, 'lecture.mdx');
  await writeFile(file, '---\ntitle: GAN\ntags: [vae, gan-loss]\n---\n');
  expect(placeOf(file, 'gan-loss')).toBe(`${file}:3`);
  expect(placeOf(file, 'loss')).toBe(file);
  expect(unknownKey(file, 'tag', 'gan-loss', ['gan-losses'], 'content/tags.yaml').message).toBe(
    `${file}:3: content/tags.yaml has no tag "gan-loss". Did you mean "gan-losses"?`,
  );
  expect(unknownKey(file, 'tag', 'vae', ['mnist'], 'content/tags.yaml').message).toContain(
    'Add it to content/tags.yaml, or choose one of mnist.',
  );
  await rm(folder, { recursive: true });
});

test('what a lecture asks for in vain is said with the files and lines that ask', () => {
  const fail = (): never => {
    throw new Error('no such model');
  };
  const asked = () => findFor('model="transfer-mnist" id="error_100"', fail);
  expect(asked).toThrow(
    /^content\/\S+\/19-generative-models-1\.mdx:\d+, content\/\S+\/19-generative-models-1\.mdx:\d+: no such model$/,
  );
  expect(() => findFor('model="nowhere"', fail)).toThrow(/^no such model$/);
  expect(findFor('model="nowhere"', () => 3)).toBe(3);
});

test('a file that is not JSON is said with its line', () => {
  expect(notJson(new Error('expected `,` or `}` at line 4 column 5'), 'content/glossary.json').message).toBe(
    'content/glossary.json:4: This is not JSON: expected `,` or `}` at line 4 column 5. Look here and above for a comma or a quote amiss.',
  );
});
