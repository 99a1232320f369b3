/**
 * KaTeX's fonts, cut at build to the letters that the site sets in them: a fifth of the bytes, and all that a page needs
 * can be preloaded. It is done when all pages are written, because only then all formulas are known; the names of
 * files say their content, so what names them is written again.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import subsetFont from 'subset-font';
import { rewriteFiles, writeHashed } from '../built-files.ts';
import { lighterKatexCss } from './lighter-katex-css.ts';
import type { Glyphs } from './math-glyphs.ts';

/** Demos write the names of variables by themselves, as the reader goes on. */
const VARIABLES = {
  fonts: ['Math-Italic', 'Math-BoldItalic'],
  letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzαβγδεζηθικλμνξπρστυφχψωϕϵ',
};

/** @param glyphs filled while the pages are made */
export function mathFonts(glyphs: Glyphs): AstroIntegration {
  return {
    name: 'math-fonts',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({ vite: { plugins: [lighterKatexCss()] } });
      },
      'astro:build:done': ({ dir }) => subsetFonts(fileURLToPath(dir), glyphs),
    },
  };
}

async function subsetFonts(site: string, glyphs: Glyphs): Promise<void> {
  const files = await readdir(join(site, '_astro'));
  /** Of what has another name now, by its old address. */
  const addresses = new Map<string, string>();
  const readdressed = (text: string) =>
    text.replaceAll(/\/_astro\/[\w.-]+/g, (address) => addresses.get(address) ?? address);
  const replace = async (file: string, make: (old: Buffer) => Promise<string | Uint8Array>) => {
    const old = await readFile(join(site, '_astro', file));
    const [stem, extension] = [file.split('.')[0]!, file.split('.').at(-1)!];
    await rm(join(site, '_astro', file));
    addresses.set(`/_astro/${file}`, writeHashed(site, { stem, extension, content: await make(old) }));
  };

  const unused: string[] = [];
  for (const file of files.filter((each) => each.startsWith('KaTeX_'))) {
    const font = file.replace(/^KaTeX_|\..*$/g, '');
    const letters = [
      ...(glyphs.get(font) ?? []),
      ...(VARIABLES.fonts.includes(font) ? VARIABLES.letters : []),
    ];
    if (letters.length > 0)
      await replace(file, (whole) => subsetFont(whole, letters.join(''), { targetFormat: 'woff2' }));
    else {
      unused.push(file);
      await rm(join(site, '_astro', file));
    }
  }
  const isUnused = (text: string) => unused.some((file) => text.includes(file));
  for (const file of files.filter((each) => each.endsWith('.css'))) {
    const style = await readFile(join(site, '_astro', file), 'utf8');
    if (!style.includes('/_astro/KaTeX_')) continue;
    const faces = style.replaceAll(/@font-face\{[^}]*\}/g, (face) => (isUnused(face) ? '' : face));
    await replace(file, () => Promise.resolve(readdressed(faces)));
  }
  await rewriteFiles(site, '**/*.html', readdressed);
}
