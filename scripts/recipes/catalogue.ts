import { readFile } from 'node:fs/promises';
import { calledAs, inColumns, UsageError } from '#scripts/command.ts';
import { sha256 } from '#scripts/hash.ts';
import aeLinearMnist from './ae-linear-mnist.ts';
import aeMnist10 from './ae-mnist-10.ts';
import aeMnist16 from './ae-mnist-16.ts';
import aeMnist2 from './ae-mnist-2.ts';
import aeMnist from './ae-mnist.ts';
import aeStrokes from './ae-strokes.ts';
import bayesMnist from './bayes-mnist.ts';
import bvaeShapes from './bvae-shapes.ts';
import captionerScenes from './captioner-scenes.ts';
import cganMnist from './cgan-mnist.ts';
import classifierMnist from './classifier-mnist.ts';
import cvaeMnist from './cvae-mnist.ts';
import daeMnist from './dae-mnist.ts';
import detectorScenes from './detector-scenes.ts';
import ganMnist from './gan-mnist.ts';
import ganRing from './gan-ring.ts';
import madeMnist from './made-mnist.ts';
import pcaMnist from './pca-mnist.ts';
import pixelcnnMnist from './pixelcnn-mnist.ts';
import priorVqvaeMnist from './prior-vqvae-mnist.ts';
import regressorStrokes from './regressor-strokes.ts';
import saeMnist from './sae-mnist.ts';
import segmenterScenes from './segmenter-scenes.ts';
import transferMnist from './transfer-mnist.ts';
import vaeMnist from './vae-mnist.ts';
import vaeMnist2 from './vae-mnist-2.ts';
import vaeMnist2Beta from './vae-mnist-2-beta.ts';
import vqvaeMnist from './vqvae-mnist.ts';
import wienerMnist from './wiener-mnist.ts';
import type { Recipe } from './recipe.ts';

const recipes: readonly Recipe[] = [
  aeMnist2,
  aeMnist10,
  aeMnist16,
  aeMnist,
  aeStrokes,
  aeLinearMnist,
  daeMnist,
  pcaMnist,
  wienerMnist,
  classifierMnist,
  regressorStrokes,
  captionerScenes,
  detectorScenes,
  segmenterScenes,
  ...ganMnist,
  ...ganRing,
  cganMnist,
  madeMnist,
  pixelcnnMnist,
  vqvaeMnist,
  priorVqvaeMnist,
  ...saeMnist,
  transferMnist,
  vaeMnist2,
  ...vaeMnist2Beta,
  vaeMnist,
  cvaeMnist,
  bayesMnist,
  ...bvaeShapes,
];

export const recipeIds = recipes.map(({ id }) => id);

/** @throws UsageError that lists the known ids */
export function findRecipe(id: string | undefined): Recipe {
  const recipe = recipes.find((candidate) => candidate.id === id);
  if (recipe) return recipe;
  const fault = id === undefined ? '' : `There is no recipe "${id}". `;
  throw new UsageError(`${fault}Name a model, as in \`${calledAs()} ae-mnist\`:\n${inColumns(recipeIds)}`);
}

/** Where a recipe is written down, and the hash of how it reads now. */
export async function describeRecipe({ id, family = id }: Recipe): Promise<{ file: string; sha256: string }> {
  return {
    file: `scripts/recipes/${family}.ts`,
    sha256: sha256(await readFile(new URL(`${family}.ts`, import.meta.url))),
  };
}
