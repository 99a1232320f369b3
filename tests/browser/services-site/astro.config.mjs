/** A site of one page in each language, built as the whole one is, to be looked at with comments and counter on. */
import site from '../../../astro.config.mjs';

export default {
  ...site,
  srcDir: '.',
  outDir: '../../../.cache/services-site/dist',
  cacheDir: '../../../.cache/services-site/cache',
  integrations: [],
};
