/** Who may import whom. This is the architecture document that cannot go stale. */
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Each part, by the paths it owns, and the parts it may import; every part may import itself. */
const parts: Record<string, { owns: RegExp; imports: readonly string[] }> = {
  pages: {
    owns: /^src\/pages\//,
    imports: ['layouts', 'components', 'demos', 'feeds', 'offline', 'search', 'share', 'site', 'model-card'],
  },
  layouts: { owns: /^src\/layouts\//, imports: ['components', 'embed', 'share', 'site', 'model-card'] },
  components: {
    owns: /^src\/components\//,
    imports: ['demos', 'offline', 'search', 'onnx-graph', 'draw', 'math', 'site', 'model-card'],
  },
  /** What machines read of the site: feeds, Markdown, lists of what there is. */
  feeds: { owns: /^src\/feeds\//, imports: ['components', 'demos', 'markdown', 'site', 'model-card'] },
  /** The pictures that stand for pages wherever their addresses are shared. */
  share: { owns: /^src\/share\//, imports: ['demos', 'site', 'model-card'] },
  demos: { owns: /^src\/demos\//, imports: ['runtime', 'draw', 'math', 'site', 'model-card'] },
  /** The index, written at build, and what finds in it, in the reader's browser. */
  search: { owns: /^src\/search\//, imports: ['site'] },
  /** What is kept on the reader's device: each page's files, listed at build, and the service worker. */
  offline: { owns: /^src\/offline\//, imports: ['runtime', 'search', 'site'] },
  /** How framed demos fit into other people's pages. */
  embed: { owns: /^src\/embed\//, imports: [] },
  /** The layers of a graph, read from its ONNX file at build. */
  'onnx-graph': { owns: /^src\/onnx-graph\//, imports: ['site'] },
  runtime: { owns: /^src\/runtime\//, imports: ['model-card'] },
  draw: { owns: /^src\/draw\//, imports: ['math'] },
  math: { owns: /^src\/math\//, imports: [] },
  markdown: { owns: /^src\/markdown\//, imports: ['site'] },
  /** What every page is made from: the collections, their look-ups, and the words of both languages. */
  site: {
    owns: /^src\/(?!(model-card|tensor-data)\.ts)[a-z0-9.-]+\.ts$/,
    imports: ['content', 'model-card'],
  },
  content: { owns: /^content\//, imports: [] },
  'model-card': { owns: /^src\/(model-card|tensor-data)\.ts$/, imports: [] },

  /** Chromium and the built site, for commands and tests. */
  browser: { owns: /^scripts\/browser\//, imports: [] },
  commands: {
    owns: /^scripts\/((train|evaluate|samples|codes|verify|bench|audit|budgets|new)\.ts$|samples\/|bench\/|budgets\/|scaffold\/)/,
    imports: [
      'browser',
      'search',
      'export',
      'recipes',
      'metrics',
      'training',
      'networks',
      'datasets',
      'graph',
      'workshop',
      'draw',
      'math',
      'model-card',
    ],
  },
  export: {
    owns: /^scripts\/export\//,
    imports: ['recipes', 'networks', 'datasets', 'graph', 'workshop', 'draw', 'model-card'],
  },
  recipes: {
    owns: /^scripts\/recipes\//,
    imports: [
      'metrics',
      'training',
      'networks',
      'datasets',
      'graph',
      'workshop',
      'draw',
      'math',
      'model-card',
    ],
  },
  metrics: { owns: /^scripts\/metrics\//, imports: ['datasets', 'graph', 'workshop', 'math', 'model-card'] },
  training: {
    owns: /^scripts\/training\//,
    imports: ['networks', 'datasets', 'graph', 'workshop', 'model-card'],
  },
  networks: { owns: /^scripts\/networks\//, imports: ['datasets', 'graph', 'workshop'] },
  /**
   * Of draw and math, like recipes and metrics: handwriting and shapes, and how boxes overlap, are one thing in a data
   * set, a score and a demo.
   */
  datasets: { owns: /^scripts\/datasets\//, imports: ['workshop', 'draw', 'math'] },
  graph: { owns: /^scripts\/graph\//, imports: [] },
  /** What the whole workshop stands on: the engine, the random stream, hashes, model folders, the command line. */
  workshop: {
    owns: /^scripts\/(engine|random|hash|model-folder|command)\.ts$/,
    imports: ['math', 'model-card'],
  },
};

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const files = await Array.fromAsync(glob('{src,scripts}/**/*.{ts,mjs,astro,svelte}'));
const imports = (await Promise.all(files.map(importsOf))).flat();

async function importsOf(file: string): Promise<readonly Import[]> {
  const code = await readFile(file, 'utf8');
  const specifiers = code.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...specifiers].map(([, specifier]) => ({ file, specifier: specifier! }));
}

/** The file behind `#src/…`, `#scripts/…` or a relative path; undefined for a package. */
function resolve({ file, specifier }: Import): string | undefined {
  const [path] = specifier.split('?');
  if (path!.startsWith('#')) return path!.slice(1);
  return path!.startsWith('.') ? normalize(join(dirname(file), path!)) : undefined;
}

function partOf(file: string): string {
  const owners = Object.keys(parts).filter((part) => parts[part]!.owns.test(file));
  expect(owners, `${file} belongs to exactly one part`).toHaveLength(1);
  return owners[0]!;
}

describe('the architecture', () => {
  it('has a part for every file', () => {
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) partOf(file);
  });

  it('lets no part import one that its arrow does not reach', () => {
    const violations = imports.flatMap((found) => {
      const target = resolve(found);
      if (target === undefined) return [];
      const [from, to] = [partOf(found.file), partOf(target)];
      return from === to || parts[from]!.imports.includes(to)
        ? []
        : [`${found.file} (${from}) → ${target} (${to})`];
    });
    expect(imports.length).toBeGreaterThan(200);
    expect(violations).toEqual([]);
  });

  it('has no circle of arrows between parts', () => {
    const visit = (part: string, path: readonly string[]): void => {
      expect(path, `a circle: ${[...path, part].join(' → ')}`).not.toContain(part);
      for (const next of parts[part]!.imports) visit(next, [...path, part]);
    };
    for (const part of Object.keys(parts)) visit(part, []);
  });

  it('lets no demo import another', () => {
    const demoOf = (file: string) => /^src\/demos\/([^/]+)\//.exec(file)?.[1];
    const sideways = imports.filter((found) => {
      const [from, to] = [demoOf(found.file), demoOf(resolve(found) ?? '')];
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(sideways).toEqual([]);
  });

  it('knows ONNX Runtime in src/runtime/ and one file of scripts/', () => {
    const users = imports
      .filter(({ specifier }) => specifier.startsWith('onnxruntime-'))
      .map(({ file }) => file);
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !file.startsWith('src/runtime/') && file !== 'scripts/engine.ts')).toEqual(
      [],
    );
  });

  it('knows the ONNX file format where files are written and where they are read', () => {
    const users = imports.filter(({ specifier }) => specifier === 'onnx-buf').map(({ file }) => file);
    expect(users.sort()).toEqual(['scripts/graph/onnx.ts', 'src/onnx-graph/onnx-file.ts']);
  });

  it('names no file that does not exist', () => {
    const missing = imports.filter((found) => {
      const target = resolve(found);
      return target !== undefined && !existsSync(target);
    });
    expect(missing).toEqual([]);
  });

  it('keeps imports out of lectures, so that they are prose', async () => {
    for await (const lecture of glob('content/**/*.mdx')) {
      expect(await readFile(lecture, 'utf8'), lecture).not.toMatch(/^import /m);
    }
  });
});
