import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtPaths } from '#scripts/browser/built-paths.ts';
import { DIST } from '#scripts/browser/serve-built-site.ts';

/** Astro bundles scripts of components that no page renders, too: these lie in `_astro/`, and nothing may name them. */
test('no page of a site that turned on neither comments nor a counter knows of either', async () => {
  const paths = await builtPaths();
  expect(paths.length).toBeGreaterThan(200);
  const knowing = paths.filter((path) =>
    /giscus|goatcounter|gc\.zgo\.at|(Comments|Visitors)\.astro/i.test(
      readFileSync(join(DIST, path.endsWith('/') ? `${path}index.html` : path), 'utf8'),
    ),
  );
  expect(knowing).toEqual([]);
});
