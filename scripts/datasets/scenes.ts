/**
 * Canvases of 64×64 pixels with one to four digits on them, and what is where: boxes, masks, and a sentence in Korean
 * and English. Of MNIST's digits (`scenes`), each split from the same split of theirs, or of digits that the project
 * draws (`scenes-strokes`).
 */
import { sha256 } from '#scripts/hash.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import type { Dataset, Split } from './dataset.ts';
import { DatasetError } from './error.ts';
import { loadMnist, type MnistOptions } from './mnist.ts';
import { composeScene, SCENE_WIDTH, type Scene } from './scenes-composition.ts';
import type { SceneDigit, Sentence } from './scenes-sentence.ts';
import { makeStrokes } from './strokes.ts';

export interface ScenesSplit extends Split {
  /** [count, 64 · 64] class of each pixel: 0 = background, 1 + d = ink of digit d. */
  readonly masks: Uint8Array;
  /** By scene: its digits with their boxes, in random order. */
  readonly digits: readonly (readonly SceneDigit[])[];
  /** By scene. */
  readonly sentences: readonly Sentence[];
}

export interface ScenesDataset extends Dataset<ScenesSplit> {
  readonly id: ScenesId;
  /** What the scenes were composed from, and `composeScene` may compose more. */
  readonly singles: Dataset;
}

export type ScenesId = 'scenes' | 'scenes-strokes';

export interface ScenesOptions {
  readonly seed: number;
  readonly counts: Readonly<Record<'train' | 'validation' | 'test', number>>;
}

const DEFAULTS: ScenesOptions = { seed: 64, counts: { train: 20_000, validation: 5_000, test: 5_000 } };

const names: Readonly<Record<ScenesId, Dataset['name']>> = {
  scenes: { ko: 'MNIST 숫자 장면', en: 'Scenes of MNIST digits' },
  'scenes-strokes': { ko: '스스로 그린 숫자 장면', en: 'Scenes of digits drawn by the project' },
};

/** The same seed, counts and digits give the same bytes. */
export function makeScenes(id: ScenesId, singles: Dataset, { seed, counts }: ScenesOptions): ScenesDataset {
  const random = seededRandomStream(seed);
  // Held-out splits first, so that they stay the same however many scenes there are to train on.
  const test = composeSplit(counts.test, singles.test, random);
  const validation = composeSplit(counts.validation, singles.validation, random);
  const train = composeSplit(counts.train, singles.train, random);
  const named = { train, validation, test };
  return {
    id,
    height: SCENE_WIDTH,
    width: SCENE_WIDTH,
    ...named,
    singles,
    name: names[id],
    source: `Composed by scripts/datasets/scenes.ts, seed ${seed}, from: ${singles.source}`,
    licence: singles.licence,
    sha256: Object.fromEntries(
      Object.entries(named).flatMap(([split, { images, masks, digits }]) => [
        [`${split}-images`, sha256(images)],
        [`${split}-masks`, sha256(masks)],
        [
          `${split}-digits`,
          sha256(Uint8Array.from(digits.flat().flatMap(({ label, box }) => [label, ...box]))),
        ],
      ]),
    ),
  };
}

export async function loadScenes(
  options: Partial<ScenesOptions & MnistOptions> = {},
): Promise<ScenesDataset> {
  return makeScenes('scenes', await loadMnist(options), { ...DEFAULTS, ...options });
}

/** Each split from as many drawn digits as it has scenes. */
export async function loadScenesOfStrokes(options: Partial<ScenesOptions> = {}): Promise<ScenesDataset> {
  const settings = { ...DEFAULTS, ...options };
  return makeScenes('scenes-strokes', makeStrokes(settings), settings);
}

/** @throws DatasetError where the images are no scenes */
export function asScenes(dataset: Dataset): ScenesDataset {
  if (isScenes(dataset)) return dataset;
  throw new DatasetError(
    `The images of ${dataset.id} have no boxes, masks and sentences. Those of ${Object.keys(names).join(', ')} have.`,
  );
}

const isScenes = (dataset: Dataset): dataset is ScenesDataset => Object.hasOwn(names, dataset.id);

function composeSplit(count: number, singles: Split, random: RandomStream): ScenesSplit {
  return gatherScenes(Array.from({ length: count }, () => composeScene(random, singles)));
}

/** Scenes as a split; a recipe makes one of fresh scenes where it would otherwise take its data set's. */
export function gatherScenes(scenes: readonly Scene[]): ScenesSplit {
  const size = SCENE_WIDTH * SCENE_WIDTH;
  const images = new Uint8Array(scenes.length * size);
  const masks = new Uint8Array(scenes.length * size);
  for (const [index, { image, mask }] of scenes.entries()) {
    images.set(image, index * size);
    masks.set(mask, index * size);
  }
  return {
    images,
    masks,
    labels: Uint8Array.from(scenes, ({ digits }) => digits.length),
    digits: scenes.map(({ digits }) => digits),
    sentences: scenes.map(({ sentence }) => sentence),
    count: scenes.length,
  };
}
