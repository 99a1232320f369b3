/** Which models each demo runs, read from its source: ids in quotes, or the beginnings of ids that it completes. */
import { demos, type Demo } from './catalogue.ts';

const sources = import.meta.glob<string>('./*/*.{astro,ts}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * The demos that run a model.
 *
 * @param known ids of all models
 */
export function demosWith(model: string, known: readonly string[]): readonly Demo[] {
  return demos.filter(({ name }) => modelsOf(name, known).has(model));
}

function modelsOf(demo: string, known: readonly string[]): ReadonlySet<string> {
  const source = Object.entries(sources)
    .filter(([path]) => path.startsWith(`./${demo}/`))
    .map(([, text]) => text)
    .join('\n');
  const quoted = new Set([...source.matchAll(/'([a-z0-9-]+)'/g)].map(([, text]) => text!));
  const begun = [...source.matchAll(/`([a-z0-9]+-[a-z0-9-]*-)\$\{/g)].map(([, text]) => text!);
  return new Set(known.filter((id) => quoted.has(id) || begun.some((beginning) => id.startsWith(beginning))));
}
