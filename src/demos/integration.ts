import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { onnxruntimeFiles } from '#src/runtime/vite-plugin.ts';

/** What the demos need of the site: `client:touch`, and ONNX Runtime's files. */
export function demos(): AstroIntegration {
  return {
    name: 'demos',
    hooks: {
      'astro:config:setup': ({ addClientDirective, updateConfig }) => {
        const entrypoint = fileURLToPath(new URL('./touch-directive.ts', import.meta.url)); // Astro 7 does not resolve a URL
        addClientDirective({ name: 'touch', entrypoint });
        updateConfig({ vite: { plugins: [onnxruntimeFiles()] } });
      },
    },
  };
}
