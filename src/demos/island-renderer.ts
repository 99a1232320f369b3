/**
 * Renders an island as `@astrojs/svelte` does, but begins its ids with the demo's name. Its own begin with the island's
 * turn on the page, which is another in each build where two demos wait for files, and readers' browsers would take the
 * lecture for a changed one.
 */
import { basename, dirname } from 'node:path';
import svelte from '@astrojs/svelte/server.js';
import type { NamedSSRLoadedRendererValue } from 'astro';
import type { Component } from 'svelte';
import { render } from 'svelte/server';

const renderer: NamedSSRLoadedRendererValue = {
  ...svelte,
  async renderToStaticMarkup(island: Component, props: Record<string, unknown>, _slots, metadata) {
    const { body } = await render(island, {
      props,
      idPrefix: basename(dirname(metadata?.componentUrl ?? '')),
    });
    return { html: body };
  },
};

export default renderer;
