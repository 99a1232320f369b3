import type { NewFiles } from './files.ts';
import { requireName } from './name.ts';
import { filledTemplate } from './template.ts';

/** The recipe of a model: an autoencoder, to be made into what it shall be. */
export async function modelFiles(id: string | undefined): Promise<NewFiles> {
  requireName(
    id,
    /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/,
    'A model is named by what it is and its data set, as vae-mnist',
  );
  return {
    files: { [`scripts/recipes/${id}.ts`]: await filledTemplate('recipe.ts', { __id__: id }) },
    next: [
      `Add scripts/recipes/${id}.ts to scripts/recipes/catalogue.ts.`,
      `Train, export, check and measure it: npm run train -- ${id} (first a trial, with --steps 100).`,
      `Draw its samples: npm run samples -- ${id}. At most 2 MB a file.`,
    ],
  };
}
