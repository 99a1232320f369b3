/** Points of the plane from mixtures of Gaussians: a ring of 8 and a grid of 25 (`src/math/mixtures.ts`). */
import { sha256 } from '#scripts/hash.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import { mixtures, reachOf, type Mixture } from '#src/math/mixtures.ts';
import type { Dataset, Split } from './dataset.ts';
import { DatasetError } from './error.ts';

/** `images` has the coordinates in 256 steps, an image of 1 × 2, for whoever needs bytes; `labels` the modes. */
export interface PointsSplit extends Split {
  /** [count, 2] x and y. */
  readonly points: Float32Array<ArrayBuffer>;
}

export { mixtures };

export interface GaussiansDataset extends Dataset<PointsSplit> {
  readonly id: GaussiansId;
  readonly mixture: Mixture;
}

export type GaussiansId = keyof typeof mixtures;

export interface GaussiansOptions {
  readonly seed: number;
  readonly counts: Readonly<Record<'train' | 'validation' | 'test', number>>;
}

const DEFAULTS: GaussiansOptions = {
  seed: 2017,
  counts: { train: 100_000, validation: 10_000, test: 10_000 },
};

const names: Readonly<Record<GaussiansId, Dataset['name']>> = {
  'gaussians-ring': { ko: '평면 위의 정규분포 8개 (고리)', en: 'A ring of 8 Gaussians in the plane' },
  'gaussians-grid': { ko: '평면 위의 정규분포 25개 (격자)', en: 'A grid of 25 Gaussians in the plane' },
};

/** The same seed and counts give the same bytes. */
export function makeGaussians(id: GaussiansId, { seed, counts }: GaussiansOptions): GaussiansDataset {
  const mixture = mixtures[id];
  const random = seededRandomStream(seed);
  // Held-out splits first, so that they stay the same however many points there are to train on.
  const test = drawSplit(mixture, counts.test, random);
  const validation = drawSplit(mixture, counts.validation, random);
  const train = drawSplit(mixture, counts.train, random);
  const named = { train, validation, test };
  return {
    id,
    height: 1,
    width: 2,
    ...named,
    mixture,
    name: names[id],
    source: `Drawn by scripts/datasets/gaussians.ts, seed ${seed}, after Srivastava et al. 2017, section 5.1`,
    licence: 'MIT',
    sha256: Object.fromEntries(
      Object.entries(named).flatMap(([split, { points, labels }]) => [
        [`${split}-points`, sha256(new Uint8Array(points.buffer))],
        [`${split}-labels`, sha256(labels)],
      ]),
    ),
  };
}

export async function loadGaussians(
  id: GaussiansId,
  options: Partial<GaussiansOptions> = {},
): Promise<GaussiansDataset> {
  return makeGaussians(id, { ...DEFAULTS, ...options });
}

/** @throws DatasetError where the examples are no points */
export function asGaussians(dataset: Dataset): GaussiansDataset {
  if (isGaussians(dataset)) return dataset;
  throw new DatasetError(
    `The examples of ${dataset.id} are no points of the plane. Those are in: ${Object.keys(mixtures).join(', ')}.`,
  );
}

const isGaussians = (dataset: Dataset): dataset is GaussiansDataset => Object.hasOwn(mixtures, dataset.id);

function drawSplit(mixture: Mixture, count: number, random: RandomStream): PointsSplit {
  const points = new Float32Array(2 * count);
  const images = new Uint8Array(2 * count);
  const labels = new Uint8Array(count);
  const { means, deviation } = mixture;
  const limit = reachOf(mixture);
  for (let example = 0; example < count; example++) {
    const mode = random.integer(means.length);
    labels[example] = mode;
    for (const [axis, centre] of means[mode]!.entries()) {
      const value = centre + deviation * random.normal();
      points[2 * example + axis] = value;
      images[2 * example + axis] = Math.round((255 * (value + limit)) / (2 * limit));
    }
  }
  return { points, images, labels, count };
}
