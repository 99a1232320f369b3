import type { Plugin } from 'vite';

/**
 * Drops the WOFF and TrueType fallbacks from KaTeX's stylesheet: every browser that can run the demos reads WOFF2,
 * and the fallbacks would add 40 files that no one fetches.
 */
export function katexWoff2Only(): Plugin {
  return {
    name: 'katex-woff2-only',
    enforce: 'pre',
    transform(code, id) {
      if (!/katex(\.min)?\.css$/.test(id)) return null;
      return { code: code.replace(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\("[a-z]+"\)/g, ''), map: null };
    },
  };
}
