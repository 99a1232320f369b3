import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelCardSchema } from '#src/model-card.ts';

const MODELS = join(import.meta.dirname, '../models');

const recipeOf = new Map(
  readdirSync(MODELS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const card = ModelCardSchema.parse(JSON.parse(readFileSync(join(MODELS, name, 'card.json'), 'utf8')));
      return [name, card.recipe.file];
    }),
);

/**
 * The pages that a browser must open for all to be seen: in each language the first of models that one recipe made,
 * which differ in words and figures alone, and the first of demos and of framed ones, which are looked at in the
 * lectures, of categories and of tags.
 */
export function representativePages(paths: readonly string[]): string[] {
  const seen = new Set<string>();
  return paths.filter((path) => {
    const [, language, section, name] =
      /^(.*)\/(models|demos|embed|categories|tags)\/([^/]+)\/$/.exec(path) ?? [];
    if (name === undefined) return true;
    const kind = `${language!} ${section === 'models' ? recipeOf.get(name)! : section!}`;
    if (seen.has(kind)) return false;
    seen.add(kind);
    return true;
  });
}
