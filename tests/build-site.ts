import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Both test projects that need the built site name this file; the build is shared. */
const shared = globalThis as { siteBuild?: Promise<void> };

/**
 * Builds the site into `dist/`, once a run.
 *
 * @throws Error with the end of the build's output, if it fails
 */
export default function buildSite(): Promise<void> {
  shared.siteBuild ??= build(ROOT);
  return shared.siteBuild;
}

/**
 * Builds the Astro site of a folder.
 *
 * @param settings variables of its environment
 * @throws Error with the end of the build's output, if it fails
 */
export async function build(root: string, settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const environment = Object.entries(process.env).filter(([name]) => !/^(VITEST.*|NODE_ENV)$/.test(name)); // else Vite builds as for a test
  const astro = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/astro/bin/astro.mjs'), 'build', '--root', root],
    {
      cwd: ROOT,
      env: { ...Object.fromEntries(environment), ...settings, ASTRO_TELEMETRY_DISABLED: '1' },
    },
  );
  let output = '';
  for (const stream of [astro.stdout, astro.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    astro.on('error', reject);
    astro.on('close', resolve);
  });
  if (status !== 0) {
    throw new Error(`The site does not build, so it cannot be tested:\n${output.slice(-4000)}`);
  }
}
