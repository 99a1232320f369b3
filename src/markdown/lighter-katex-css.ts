import type { Plugin } from 'vite';

/**
 * Drops from KaTeX's stylesheet what costs and gives nothing here: the WOFF and TrueType fallbacks, which would add 40
 * files that no browser able to run the demos fetches, and what guards each element of a formula against resets of
 * border colours, of which this site has none.
 */
export function lighterKatexCss(): Plugin {
  return {
    name: 'lighter-katex-css',
    enforce: 'pre',
    transform(code, id) {
      if (!/katex(\.min)?\.css$/.test(id)) return null;
      return {
        code: code
          .replace(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\("[a-z]+"\)/g, '')
          .replace(/\.katex \*\s*\{[^}]*\}/, ''),
        map: null,
      };
    },
  };
}
