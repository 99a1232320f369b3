import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { AstroIntegration } from 'astro';
import { build } from 'vite';
import { LANGUAGES, pathIn, type Language } from '#src/i18n.ts';
import type { SearchIndex } from '#src/search/index-file.ts';
import { isOfWebGpu } from '#src/runtime/vite-plugin.ts';
import { listFiles, mentions, type BuiltFile } from './list-files.ts';
import {
  HASHED_FILES,
  listPath,
  SEARCH_INDEX,
  SHELL_PAGE,
  type KeptFile,
  type PageFiles,
} from './page-files.ts';

/** What keeps pages needs of the build: beside each page and search the list of its files, and the service worker. */
export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:build:done': async ({ dir, pages, logger }) => {
        const paths = pages
          .map(({ pathname }) => `/${pathname}`)
          .filter((path) => path.endsWith('/') && path !== '/404/' && !path.includes('/embed/'));
        await writeOfflineFiles(fileURLToPath(dir), paths);
        logger.info(`files of ${String(paths.length)} pages listed`);
      },
    },
  };
}

/**
 * @param dist  the folder of the built site
 * @param paths of its pages, from the site's root
 */
export async function writeOfflineFiles(dist: string, paths: readonly string[]): Promise<void> {
  const files = readBuiltFiles(dist);
  const versions = new Map<string, string>();
  for (const path of paths) {
    const content = readFileSync(join(dist, path, 'index.html'));
    const page = { path, html: content.toString(), bytes: content.length, integrity: integrityOf(content) };
    const list = listFiles(page, files);
    writeFileSync(join(dist, listPath(path)), JSON.stringify(list));
    versions.set(path, list.version);
  }
  for (const language of LANGUAGES) {
    const list = listSearch(dist, language);
    writeFileSync(join(dist, listPath(list.path)), JSON.stringify(list));
  }
  await writeServiceWorker(dist, versions);
}

/** The index of a language and all its texts, as if they were a page: one is of no use in another's version. */
function listSearch(dist: string, language: Language): PageFiles {
  const path = pathIn(language, SEARCH_INDEX);
  const index: SearchIndex = JSON.parse(readFileSync(join(dist, path), 'utf8'));
  const [itself, ...texts] = [path, ...index.pages.map(({ text }) => text)].map((each): KeptFile => {
    const content = readFileSync(join(dist, each));
    return { path: each, bytes: content.length, integrity: integrityOf(content) };
  });
  const version = itself!.integrity;
  return { path, language, title: '', version, reading: [itself!, ...texts], demos: [] };
}

/**
 * Files whose names carry their hash, by name, but those of WebGPU: a reader without a network gets WebAssembly, whose
 * runtime is a quarter of all three.
 */
function readBuiltFiles(dist: string): ReadonlyMap<string, BuiltFile> {
  const names = readdirSync(join(dist, HASHED_FILES)).filter((name) => !isOfWebGpu(name));
  return new Map(
    names.map((name) => {
      const content = readFileSync(join(dist, HASHED_FILES, name));
      // Some hosts see `.gz`, declare it an encoding, and browsers then unpack the file.
      const forms = name.endsWith('.gz') ? [content, gunzipSync(content)] : [content];
      return [
        name,
        {
          path: HASHED_FILES + name,
          bytes: content.length,
          integrity: forms.map(integrityOf).join(' '),
          mentions: /\.(js|mjs|css|svg)$/.test(name) ? mentions(content.toString()) : [],
        },
      ];
    }),
  );
}

function integrityOf(content: Buffer): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/**
 * Into one file at the root, whose place is what it may answer for. It names the version of the pages that it shows for
 * others, so that browsers see a new worker when these are new, and have it keep them.
 */
async function writeServiceWorker(dist: string, versions: ReadonlyMap<string, string>): Promise<void> {
  const input = fileURLToPath(new URL('./service-worker.ts', import.meta.url));
  const output = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { write: false, rolldownOptions: { input, output: { format: 'iife' } } },
  });
  if (!('output' in output)) throw new Error('The service worker was not bundled into one file.');
  const shell = LANGUAGES.map((language) => pathIn(language, SHELL_PAGE));
  const notes = shell.map((page) => `// ${page} ${versions.get(page) ?? 'was not built'}\n`);
  writeFileSync(join(dist, 'sw.js'), output.output[0].code + notes.join(''));
}
