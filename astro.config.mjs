import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { contentSecurity } from './src/content-security.ts';
import { demos } from './src/demos/integration.ts';
import { islands } from './src/demos/islands.ts';
import { lectureLinks } from './src/markdown/lecture-links.ts';
import { lectureMarkdown, linksOfLectures, mathGlyphs } from './src/markdown/lecture-markdown.ts';
import { mathFonts } from './src/markdown/math-fonts.ts';
import { noPreload } from './src/no-preload.ts';
import { offline } from './src/offline/integration.ts';
import { settings } from './src/settings.ts';
import { demoPictures } from './src/share/demo-pictures.ts';
import { siteMap } from './src/sitemap.ts';

export default defineConfig({
  site: process.env['SITE_URL'] ?? 'http://localhost:4321',
  publicDir: './src/static',
  trailingSlash: 'always',
  build: { concurrency: 4 }, // pictures for sharing are packed on other threads, which pages one by one would wait for
  compressHTML: true, // the default, 'jsx', glues words together across line breaks
  i18n: { locales: ['ko', 'en'], defaultLocale: 'ko' },
  integrations: [
    mdx({ optimize: { ignoreElementNames: ['pre'] } }),
    islands(),
    // After the build these run in this order: a wrong link stops it before the rest, pictures of demos come from pages
    // that hold them still, and what keeps pages is listed last.
    lectureLinks(linksOfLectures),
    demoPictures(),
    demos(),
    mathFonts(mathGlyphs),
    siteMap(),
    offline(),
  ],
  markdown: {
    processor: lectureMarkdown,
    shikiConfig: {
      themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
      defaultColor: false, // colours come as CSS variables, so that the page's theme chooses
    },
  },
  security: { csp: contentSecurity(settings) },
  vite: {
    build: {
      // A small stylesheet costs less in the page than asked for; inlined fonts would break `font-src 'self'`.
      assetsInlineLimit: (file) => (file.endsWith('.css') ? undefined : false),
    },
    optimizeDeps: { include: ['onnxruntime-web/wasm'] },
    plugins: [noPreload()],
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm'] },
  },
});
