import { fileURLToPath } from 'node:url';
import svelte from '@astrojs/svelte';
import type { AstroIntegration } from 'astro';

/** Svelte for the demos, rendered at build by `island-renderer.ts`. */
export function islands(): AstroIntegration {
  const { name, hooks } = svelte();
  const serverEntrypoint = fileURLToPath(new URL('./island-renderer.ts', import.meta.url));
  return {
    name,
    hooks: {
      ...hooks,
      'astro:config:setup': (setup) =>
        hooks['astro:config:setup']?.({
          ...setup,
          addRenderer: (renderer) => setup.addRenderer({ ...renderer, serverEntrypoint }),
        }),
    },
  };
}
