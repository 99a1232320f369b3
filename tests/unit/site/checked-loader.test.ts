import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { mistakesOf, notYaml } from '#src/checked-loader.ts';

const schema = z.strictObject({
  number: z.int().describe('its place in the course, 1 to 22'),
  category: z.string().describe('a key of content/categories.yaml'),
  tags: z.array(z.string()).optional().describe('a list of keys'),
  date: z.date().optional().describe('a day, as 2026-11-24'),
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-notes-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function mistakes(name: string, source: string, data: Record<string, unknown>, id = 'ko/19-x') {
  const filePath = join(folder, name);
  await writeFile(filePath, source);
  const prefix = `${relative(process.cwd(), filePath)}:`;
  return mistakesOf({ id, data, filePath }, schema).map((line) => line.replace(prefix, ''));
}

test('what is right is left alone', async () => {
  expect(await mistakes('right.mdx', '', { number: 19, category: 'sequences' })).toEqual([]);
});

test('a misspelt key of a lecture is said with its line and the one that was meant', async () => {
  const source = '---\ntitle: of category\nnumber: 19\ncategroy: sequences\n---\n';
  expect(await mistakes('misspelt.mdx', source, { number: 19, categroy: 'sequences' })).toEqual([
    '4: A lecture has no "categroy". Did you mean "category"?',
  ]);
  expect(
    await mistakes('foreign.mdx', '---\nlayout: x\n---', { number: 1, category: 'x', layout: 'x' }),
  ).toEqual(['2: A lecture has no "layout". Known are number, category, tags, date.']);
});

test('a wrong value and a missing one are said with what they must be', async () => {
  const source = '---\nnumber: nineteen\ntags: [gan, 3]\n---\n';
  expect(await mistakes('wrong.mdx', source, { number: 'nineteen', tags: ['gan', 3] })).toEqual([
    '2: A lecture has a wrong "number". It must be its place in the course, 1 to 22.',
    '1: A lecture lacks "category". It must be a key of content/categories.yaml.',
    '3: A lecture has a wrong "tags". It must be a list of keys.',
  ]);
});

test('a day that no month has is refused, which YAML reads as one of the next year', async () => {
  const read = (day: string) => ({ number: 1, category: 'x', date: new Date(day) });
  expect(await mistakes('no-day.mdx', '---\ndate: 2026-13-45\n---\n', read('2027-02-14'))).toEqual([
    '2: A lecture has a wrong "date". It must be a day, as 2026-11-24.',
  ]);
  expect(await mistakes('day.mdx', '---\ndate: 2026-11-24\n---\n', read('2026-11-24'))).toEqual([]);
});

test('in a list the entry is named, and its own line', async () => {
  const source = '# number:\nfirst: { number: 1, category: a }\nsecond:\n  number: 2\n  categori: b\n';
  expect(await mistakes('list.yaml', source, { number: 2, categori: 'b' }, 'second')).toEqual([
    '5: "second" has no "categori". Did you mean "category"?',
  ]);
  expect(await mistakes('list.yaml', source, { number: 1 }, 'first')).toEqual([
    '2: "first" lacks "category". It must be a key of content/categories.yaml.',
  ]);
});

test('a frontmatter that is not YAML is said with its file and line', () => {
  const error = Object.assign(new Error('end of stream (3:1)'), {
    name: 'YAMLException',
    reason: 'end of stream',
    mark: { line: 2 },
  });
  expect(notYaml(error, join(process.cwd(), 'content/lectures/19-x.mdx'))).toEqual(
    new Error(
      'content/lectures/19-x.mdx:3: This is not YAML: end of stream. Look here and above for a quote or a colon amiss.',
    ),
  );
  const other = new Error('no such file');
  expect(notYaml(other, 'x.mdx')).toBe(other);
});
