import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseFrontmatter } from '@astrojs/markdown-remark';
import { compile } from 'svelte/compiler';
import ts from 'typescript';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'new-'));
  await mkdir(join(folder, 'content'));
  await cp('content/glossary.json', join(folder, 'content/glossary.json'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const execute = promisify(execFile);
const run = async (...args: string[]) => {
  try {
    const { stdout } = await execute(process.execPath, [resolve('scripts/new.ts'), ...args], { cwd: folder });
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, text: stderr };
  }
};
const written = (path: string) => readFile(join(folder, path), 'utf8');

test('a lecture comes in both languages with every field of its frontmatter', async () => {
  const { code, text } = await run('lecture', '14-visualizing');
  expect({ code, text }).toMatchObject({ code: 0 });
  for (const file of ['content/lectures/14-visualizing.mdx', 'content/en/lectures/14-visualizing.mdx']) {
    expect(text).toContain(`wrote ${file}`);
    const { frontmatter } = parseFrontmatter(await written(file));
    expect(frontmatter).toMatchObject({ number: 14, category: 'generative-models', status: 'outline' });
    expect(Object.keys(frontmatter)).toEqual([
      'title',
      'description',
      'number',
      'date',
      'category',
      'tags',
      'status',
    ]);
  }
  const again = await run('lecture', '14-visualizing');
  expect(again.code).toBe(1);
  expect(again.text).toContain('content/lectures/14-visualizing.mdx is there already.');
  const other = await run('lecture', '14-saliency');
  expect(other.code).toBe(1);
  expect(other.text).toContain('lectures/14-visualizing.mdx has the number 14 already.');
});

test('a demo is a folder whose parts compile', async () => {
  const { code, text } = await run('demo', 'weight-space');
  expect(code).toBe(0);
  expect(text).toContain("demo('WeightSpace', weightSpaceWords, ");
  const svelte = await written('src/demos/weight-space/WeightSpace.svelte');
  expect(compile(svelte, { filename: 'WeightSpace.svelte', generate: 'client' }).warnings).toEqual([]);
  expect(await written('src/demos/weight-space/WeightSpace.astro')).toContain('demo="weight-space"');
  expect(await written('src/demos/weight-space/picture.svg')).toContain('<svg ');
});

test('a model is a recipe that is well typed', async () => {
  expect((await run('model', 'ae-letters')).code).toBe(0);
  // Where it would stand: its imports are of its own folder and of `#scripts`.
  const file = resolve('scripts/recipes/ae-letters.ts');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)).config,
    ts.sys,
    dirname(resolve('tsconfig.json')),
  );
  const host = ts.createCompilerHost(options);
  const text = await written('scripts/recipes/ae-letters.ts');
  const { getSourceFile, fileExists, readFile: read } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.readFile = (path) => (path === file ? text : read(path));
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(path, text, rest[0]) : getSourceFile(path, ...rest);
  const program = ts.createProgram([file], { ...options, noEmit: true, types: [] }, host);
  const faults = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test('a term is added to the glossary, once', async () => {
  const before = JSON.parse(await written('content/glossary.json')) as Record<string, unknown>;
  expect((await run('term', 'weight-space')).code).toBe(0);
  const after = JSON.parse(await written('content/glossary.json')) as Record<string, unknown>;
  expect(after).toEqual({ ...before, 'weight-space': expect.anything() as unknown });
  const again = await run('term', 'weight-space');
  expect(again).toEqual({
    code: 1,
    text: 'Error: content/glossary.json has the term "weight-space" already.\n',
  });
});

test.each([
  [['chapter', 'x'], 'Say what is new: lecture, demo, model or term, not "chapter".'],
  [
    ['lecture'],
    'It needs a name. A lecture is named by its number in the course, 01 to 22, and words in English: 08-cnn-architectures.',
  ],
  [['demo'], 'It needs a name. A demo is named in small letters with hyphens, as latent-map.'],
  [['model'], 'It needs a name. A model is named by what it is and its data set, as vae-mnist.'],
  [['term'], "It needs a name. A term's key is its English name with hyphens, as latent-variable."],
  [['lecture', '23-more'], 'A lecture is named by its number in the course'],
  [['demo', 'LatentMap'], 'A demo is named in small letters'],
  [['model', 'vae'], 'A model is named by what it is and its data set'],
  [['term', 'Latent variable'], "A term's key is its English name with hyphens"],
  [['term', 'a', 'b'], 'One at a time, not also b.'],
])('asked wrongly, %j, it says what it takes', async (args, expected) => {
  const { code, text } = await run(...args);
  expect(text).toContain(expected);
  expect(code).toBe(2);
});
