/** How the build grows with the site: copies of it, with generated lectures in the place of its own. */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { treeCost } from './process-cost.ts';
import { FORMULAS_A_PAGE, generatedLecture } from './site-pages.ts';

const ROOT = join(import.meta.dirname, '../..');
const LANGUAGES = { ko: '', en: 'en/' } as const;

interface Build {
  readonly seconds: number;
  /** Of processors, which a busy machine does not change. */
  readonly processorSeconds: number;
  readonly peakBytes: number;
  /** Compressed, of all languages. */
  readonly searchBytes: number;
}

export async function benchSite(): Promise<void> {
  console.log(`the site with pages of ${FORMULAS_A_PAGE} formulas each, half of them in each language\n`);
  console.log(
    `${'pages'.padEnd(32)}${['seconds', 'processor', 'peak MB', 'search kB'].map((name) => name.padStart(11)).join('')}`,
  );
  const least = await measured('2, beside models and demos', 2);
  const hundred = await measured('100', 100);
  const thousand = await measured('1,000', 1000);
  await measured('100, as rehype-katex and MDX come', 100, { isStock: true });
  const growth = (of: (build: Build) => number) =>
    ((of(thousand) - of(least)) / (of(hundred) - of(least))).toFixed(1);
  console.log(
    `\n1,000 pages take ${growth(({ processorSeconds }) => processorSeconds)} times the processor time of 100 and ${growth(({ searchBytes }) => searchBytes)} times the search text,` +
      ` beyond those of the rest of the site; peak memory is ${(thousand.peakBytes / hundred.peakBytes).toFixed(1)} times.`,
  );
}

async function measured(title: string, pages: number, { isStock = false } = {}): Promise<Build> {
  const folder = await mkdtemp(join(tmpdir(), 'latent-notes-'));
  try {
    await copySite(folder, pages, isStock);
    const build = { ...(await timedBuild(folder)), searchBytes: await searchBytes(folder) };
    const cells = [
      build.seconds.toFixed(1),
      build.processorSeconds.toFixed(1),
      (build.peakBytes / 1e6).toFixed(0),
      (build.searchBytes / 1e3).toFixed(0),
    ];
    console.log(title.padEnd(32) + cells.map((cell) => cell.padStart(11)).join(''));
    return build;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Links what is only read. Of packages each by itself: what a build keeps from the one before stays in the copy. */
async function copySite(folder: string, pages: number, isStock: boolean): Promise<void> {
  await cp(join(ROOT, 'src'), join(folder, 'src'), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json', 'astro.config.mjs'])
    await cp(join(ROOT, file), join(folder, file));
  for (const name of ['models', 'scripts']) await symlink(join(ROOT, name), join(folder, name));
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(ROOT, 'node_modules')))
    if (!name.startsWith('.'))
      await symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));

  const isData = (file: string) => /\.(yaml|json)$/.test(file);
  await mkdir(join(folder, 'content'));
  for (const file of (await readdir(join(ROOT, 'content'))).filter(isData))
    await cp(join(ROOT, 'content', file), join(folder, 'content', file));
  for (const [language, place] of Object.entries(LANGUAGES)) {
    const lectures = join(folder, 'content', place, 'lectures');
    await mkdir(lectures, { recursive: true });
    for (let number = 1; number <= pages / 2; number++)
      await writeFile(
        join(lectures, `${number}-generated.mdx`),
        generatedLecture(number, language as 'ko' | 'en'),
      );
  }
  await writeFile(join(folder, 'content/tags.yaml'), 'attention: { ko: 어텐션, en: attention }\n'); // the one they bear
  await change(join(folder, 'src/content.config.ts'), '.max(22)', `.max(${pages})`); // the course has 22
  if (isStock) {
    await change(join(folder, 'astro.config.mjs'), /mdx\(\{.*?\}\)/, 'mdx()');
    const plugins = join(folder, 'src/markdown/lecture-markdown.ts');
    for (const ours of ['formulas.recall,', 'formulas.remember,', ', rehypeFormulaHtml]'])
      await change(plugins, ours, ours.endsWith(']') ? ']' : '');
  }
}

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has no ${String(from)}; correct scripts/bench/site.ts.`);
  await writeFile(file, changed);
}

/** @throws Error with the end of the build's output, if it fails */
async function timedBuild(folder: string): Promise<Omit<Build, 'searchBytes'>> {
  const start = performance.now();
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { build: string };
  };
  // Room for what is young saves time in sweeping up; growing by less at a time, a quarter of the memory.
  const [, ...command] = scripts.build.split(' ');
  const astro = spawn(process.execPath, command, {
    cwd: folder,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  let output = '';
  for (const stream of [astro.stdout, astro.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const status = new Promise<number | null>((resolve, reject) =>
    astro.on('error', reject).on('close', resolve),
  );
  let [peakBytes, processorSeconds] = [0, 0];
  const timer = setInterval(() => {
    void treeCost(astro.pid!).then(({ bytes, seconds }) => {
      peakBytes = Math.max(peakBytes, bytes);
      processorSeconds = Math.max(processorSeconds, seconds);
    });
  }, 500);
  try {
    if ((await status) !== 0) throw new Error(`The copy does not build:\n${output.slice(-4000)}`);
  } finally {
    clearInterval(timer);
  }
  return { seconds: (performance.now() - start) / 1000, processorSeconds, peakBytes };
}

async function searchBytes(folder: string): Promise<number> {
  const folders = Object.values(LANGUAGES).map((place) => join(folder, 'dist', place, 'search'));
  const files = await Promise.all(
    folders.map(async (each) => (await readdir(each)).map((file) => readFile(join(each, file)))),
  );
  const texts = await Promise.all(files.flat());
  return texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
}
