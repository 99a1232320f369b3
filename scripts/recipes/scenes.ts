/** What the recipes of scenes share. */
import type { Dataset, Split } from '#scripts/datasets/dataset.ts';
import { composeScene } from '#scripts/datasets/scenes-composition.ts';
import { asScenes, gatherScenes, type ScenesSplit } from '#scripts/datasets/scenes.ts';
import type { Values } from '#scripts/engine.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';

/** Scenes that were never seen before, of the training split's digits: no network can learn them by heart. */
export function freshScenes(dataset: Dataset, count: number, random: RandomStream): ScenesSplit {
  return composeScenes(asScenes(dataset).singles.train, count, random);
}

/**
 * Scenes of the digits that the project drew for a model's reference file.
 *
 * @param images [10, 784], of 0 … 9
 */
export function referenceScenes({ data, shape }: Values[string], count: number): ScenesSplit {
  const digits = {
    images: Uint8Array.from(data as Float32Array, (grey) => Math.round(255 * grey)),
    labels: Uint8Array.from({ length: shape[0]! }, (_, label) => label),
    count: shape[0]!,
  };
  return composeScenes(digits, count, seededRandomStream(5));
}

function composeScenes(singles: Split, count: number, random: RandomStream): ScenesSplit {
  return gatherScenes(Array.from({ length: count }, () => composeScene(random, singles)));
}

export const firstIndices = (count: number, from = 0): Int32Array =>
  Int32Array.from({ length: count }, (_, index) => from + index);
