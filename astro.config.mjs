import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkMath from 'remark-math';
import { demos } from './src/demos/integration.ts';
import { katexWoff2Only } from './src/markdown/katex-woff2-only.ts';
import { rehypeMathChecks } from './src/markdown/rehype-math-checks.ts';
import { rehypeMathFonts } from './src/markdown/rehype-math-fonts.ts';
import { rehypeMathInHeadings } from './src/markdown/rehype-math-in-headings.ts';
import { rehypeMathJoins } from './src/markdown/rehype-math-joins.ts';
import { rehypeNumberedEquations } from './src/markdown/rehype-numbered-equations.ts';
import { rehypeScrollableTables } from './src/markdown/rehype-scrollable-tables.ts';

export default defineConfig({
  site: process.env['SITE_URL'] ?? 'http://localhost:4321',
  publicDir: './src/static',
  trailingSlash: 'always',
  compressHTML: true, // the default, 'jsx', glues words together across line breaks
  i18n: { locales: ['ko', 'en'], defaultLocale: 'ko' },
  integrations: [mdx({ optimize: true }), svelte(), demos()],
  markdown: {
    processor: unified({
      remarkPlugins: [remarkMath, remarkCjkFriendly],
      rehypePlugins: [
        [rehypeKatex, { strict: 'error' }],
        rehypeMathChecks,
        rehypeMathFonts,
        rehypeMathInHeadings,
        rehypeMathJoins,
        rehypeNumberedEquations,
        rehypeScrollableTables,
      ],
    }),
    shikiConfig: {
      themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
      defaultColor: false, // colours come as CSS variables, so that the page's theme chooses
    },
  },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "base-uri 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "worker-src 'self'",
      ],
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      // KaTeX and Shiki place and colour glyphs with style attributes.
      styleDirective: { resources: ["'self'", { resource: "'unsafe-inline'", kind: 'attribute' }] },
    },
  },
  vite: {
    build: { assetsInlineLimit: 0 }, // inlined fonts would break `font-src 'self'`
    optimizeDeps: { include: ['onnxruntime-web/wasm'] },
    plugins: [katexWoff2Only()],
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm'] },
  },
});
