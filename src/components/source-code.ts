import { didYouMean, findFor } from '#src/mistakes.ts';
import { excerpt } from '#src/source-excerpt.ts';

const sources = import.meta.glob<string>('/scripts/{networks,graph}/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * What a file of the project exports under these names, in their order.
 *
 * @param file from the repository's root, as `scripts/networks/vae.ts`
 * @throws Error where there is no such file, or it exports nothing of a name
 */
export function sourceCode(file: string, names: readonly string[]): string {
  const source = sources[`/${file}`];
  if (source !== undefined)
    return names.map((name) => findFor(name, () => excerpt(source, name, file))).join('\n\n');
  const known = Object.keys(sources).map((path) => path.slice(1));
  const advice = didYouMean(file, known) ?? 'It shows files of scripts/networks and scripts/graph.';
  return findFor(`file="${file}"`, () => {
    throw new Error(`<SourceCode> found no "${file}". ${advice}`);
  });
}
