/** A real browser for tests and benchmarks, with a software WebGPU adapter so that it needs no GPU. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { koreanFonts } from './korean-fonts.ts';

const switches = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const advice =
  'Install Google Chrome, or set CHROMIUM_PATH to the executable of a Chromium (on Debian: apt-get install chromium).';

/**
 * The browser's file, unpacked where it comes packed; undefined where the installed Chrome is used.
 *
 * @throws when CHROMIUM_PATH names none
 */
export async function findExecutable(): Promise<string | undefined> {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (!existsSync(chosen))
      throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist. ${advice}`);
    return chosen;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  // Makes the package bring its own libnss3 and libnspr4 too, which a Debian without a browser lacks.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x';
  // It also brings a few fonts, for where there are none.
  const ownFonts = join(tmpdir(), 'fonts');
  process.env['FONTCONFIG_FILE'] ??= await koreanFonts(existsSync('/etc/fonts') ? '/etc/fonts' : ownFonts);
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/**
 * On Linux x64 the Chromium that came with `npm install`, elsewhere the installed Chrome, or what CHROMIUM_PATH names.
 *
 * @param more switches beside those that all need
 * @throws when there is none, saying what to install
 */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = await findExecutable();
  const asRoot = process.getuid?.() === 0;
  const args = [...switches, ...(asRoot ? ['--no-sandbox'] : []), ...more];
  try {
    return await chromium.launch(executablePath ? { executablePath, args } : { channel: 'chrome', args });
  } catch (error) {
    throw new Error(`No browser could be started. ${advice}`, { cause: error });
  }
}
