import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { onnxruntimeFiles } from '#src/runtime/vite-plugin.ts';
import { moveOutOfPages } from './island-files.ts';

/** What the demos need of the site: `client:touch`, ONNX Runtime's files, and pages that are light without them. */
export function demos(): AstroIntegration {
  return {
    name: 'demos',
    hooks: {
      'astro:config:setup': ({ addClientDirective, updateConfig }) => {
        const entrypoint = fileURLToPath(new URL('./touch-directive.ts', import.meta.url)); // Astro 7 does not resolve a URL
        addClientDirective({ name: 'touch', entrypoint });
        updateConfig({ vite: { plugins: [onnxruntimeFiles()] } });
      },
      'astro:build:done': ({ dir }) => moveOutOfPages(fileURLToPath(dir)),
    },
  };
}
