/** The demos themselves, apart from the catalogue: a page that only lists demos shall not load their styles. */
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import { demos } from './catalogue.ts';

const files = import.meta.glob<AstroComponentFactory>('./*/*.astro', { eager: true, import: 'default' });

/** The component of each demo, by its name in a lecture's text. */
export const demoComponents: Readonly<Record<string, AstroComponentFactory>> = Object.fromEntries(
  demos.map(({ name, tag }) => {
    const component = files[`./${name}/${tag}.astro`];
    if (!component) throw new Error(`The demo ${tag} should stand in src/demos/${name}/${tag}.astro.`);
    return [tag, component];
  }),
);
