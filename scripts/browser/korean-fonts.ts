import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { convert } from 'fontverter';
import writeFileAtomic from 'write-file-atomic';

const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/korean-fonts');

/**
 * A fontconfig file that adds Korean fonts to a machine's own. Every reader's device has some; a server may have none,
 * and there a browser shows boxes and spends most of a lecture's layout looking for letters in vain.
 *
 * @param machine folder of the machine's own `fonts.conf`
 */
export async function koreanFonts(machine: string): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const { resolve } = createRequire(import.meta.url);
  for (const weight of ['400', '700']) {
    const file = join(FOLDER, `${weight}.ttf`);
    if (existsSync(file)) continue;
    const font = `pretendard-latin-${weight}-normal.woff`; // Hangul too, whatever its name says
    const bytes = await readFile(resolve(`@fontsource/pretendard/files/${font}`));
    await writeFileAtomic(file, await convert(bytes, 'sfnt')); // fontconfig reads no WOFF
  }
  // Written anew, for it names this folder, which may have been moved.
  const settings = join(FOLDER, 'fonts.conf');
  await writeFileAtomic(
    settings,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">${join(machine, 'fonts.conf')}</include>
  <dir>${FOLDER}</dir>
  <cachedir>${join(FOLDER, 'cache')}</cachedir>
</fontconfig>
`,
  );
  return settings;
}
