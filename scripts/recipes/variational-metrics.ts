/** What variational autoencoders are measured by, from their shipped graphs. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Dataset, Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { binarizeSplit } from '#scripts/metrics/binarization.ts';
import { boundLikelihood, boundMetrics, gaussianTerms, type Bounds } from '#scripts/metrics/likelihood.ts';
import { neighbourAccuracy } from '#scripts/metrics/probes.ts';
import { meanOf, meanWithError } from '#scripts/metrics/statistics.ts';
import { solvePca, type PcaParams } from '#scripts/networks/pca.ts';
import { seededRandomStream } from '#scripts/random.ts';
import type { Metric } from '#src/model-card.ts';
import { simplestModels } from './opponents.ts';
import type { RunGraph } from './recipe.ts';
import { normals, oneHotLabels } from './variational.ts';

/**
 * Bounds on the likelihood of the binarised test images, from the shipped graphs.
 *
 * @param classes of a network that is told the label
 */
function measureBounds(run: RunGraph, test: Split, samples: number, classes = 0): Promise<Bounds> {
  const told = (labels: Uint8Array) => (classes ? { y: oneHotLabels(labels, classes) } : {});
  const terms = gaussianTerms({
    async encode({ x, labels }) {
      const { z_mean: center, z_log_var: logVar } = await run('encoder', { x, ...told(labels) });
      return { mean: center!, logVar: logVar! };
    },
    decode: async (z, labels) => (await run('decoder', { z, ...told(labels) })).logits!,
  });
  return boundLikelihood(binarizeSplit(test), terms, { samples });
}

type Comparisons = Parameters<typeof boundMetrics>[2];

/**
 * The bounds as metrics, and their two terms.
 *
 * @param samples   latents an image
 * @param published figures by the same protocol
 * @param classes   of a network that is told the label
 */
export async function variationalMetrics(
  run: RunGraph,
  { train, test }: Dataset,
  {
    samples,
    published = [],
    classes = 0,
  }: { readonly samples: number; readonly published?: Metric['published']; readonly classes?: number },
): Promise<readonly [nll: Metric, elbo: Metric, reconstruction: Metric, kl: Metric]> {
  const bounds = await measureBounds(run, test, samples, classes);
  const opponents = simplestModels(train, binarizeSplit(test));
  const comparisons: Comparisons = {
    nll: { opponents, published: [...published] },
    elbo: { opponents, published: [] },
  };
  return [...boundMetrics(bounds, samples, comparisons), ...termMetrics(bounds, samples)];
}

/** What the negative ELBO is the sum of. */
function termMetrics(
  { reconstruction, kl }: Bounds,
  samples: number,
): readonly [reconstruction: Metric, kl: Metric] {
  const term = (id: string, name: Metric['name'], values: Float64Array): Metric => ({
    ...meanWithError(values),
    id,
    name,
    unit: { ko: '이미지당 나트', en: 'nats per image' },
    better: 'lower',
    split: 'test',
    protocol: {
      ko: `음의 ELBO를 이루는 두 항 가운데 하나입니다. 같은 이진화 테스트 이미지에서 이미지마다 잠재변수 ${samples}개로 추정했습니다.`,
      en: `One of the two terms of the negative ELBO, on the same binarised test images, from ${samples} latents an image.`,
    },
    opponents: [],
    published: [],
  });
  return [
    term(
      'reconstruction',
      { ko: '재구성 항', en: 'Reconstruction term' },
      reconstruction.map((value) => -value),
    ),
    term('kl', { ko: 'KL 항', en: 'KL term' }, kl),
  ];
}

/** Accuracy of the five nearest training codes' majority label, beside principal components of the same number. */
export async function codeNeighbourMetric(run: RunGraph, { train, test }: Dataset): Promise<Metric> {
  const codesOf = async (split: Split) => ({ z: await encodeSplit(run, split), labels: split.labels });
  const trainCodes = await codesOf(train);
  const latentDim = trainCodes.z.shape[1]!;
  const pca = solvePca(train, latentDim);
  const projected = (split: Split) => ({ z: projectSplit(pca, split), labels: split.labels });
  return {
    ...(await neighbourAccuracy(trainCodes, await codesOf(test))),
    id: 'knn5',
    name: { ko: '코드의 5-최근접 이웃 정확도', en: '5-nearest-neighbour accuracy of codes' },
    unit: { ko: '맞힌 비율', en: 'share right' },
    better: 'higher',
    split: 'test',
    protocol: {
      ko: '테스트 이미지의 코드(사후 분포의 평균)마다 가장 가까운 훈련 코드 다섯 개의 이름표로 다수결했습니다. 코드를 배울 때에는 이름표를 쓰지 않았습니다.',
      en: 'Each test code, the posterior mean, takes the majority label of its five nearest training codes. No label was used to learn the codes.',
    },
    opponents: [
      {
        name: { ko: `주성분 ${latentDim}개`, en: `${latentDim} principal components` },
        value: (await neighbourAccuracy(projected(train), projected(test))).value,
        source: {
          ko: '훈련 데이터의 주성분, 모델과 함께 잰 값',
          en: 'principal components of the training split, measured with the model',
        },
      },
    ],
    published: [],
  };
}

/** @returns the images' principal components, [count, components] */
export function projectSplit({ mean: center, components }: PcaParams, { images, count }: Split): TensorValue {
  const [pixels, dims] = components.shape as readonly [number, number];
  const data = new Float32Array(count * dims);
  for (let image = 0; image < count; image++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const value = images[image * pixels + pixel]! / 255 - center.values[pixel]!;
      for (let dim = 0; dim < dims; dim++)
        data[image * dims + dim]! += value * components.values[pixel * dims + dim]!;
    }
  }
  return { data, shape: [count, dims] };
}

/** Posterior means of all images of a split, [count, latentDim]. */
export async function encodeSplit(
  run: RunGraph,
  split: Split,
  output: 'z_mean' | 'z_log_var' = 'z_mean',
): Promise<TensorValue> {
  const parts: Float32Array[] = [];
  for (let from = 0; from < split.count; from += 1000) {
    const size = Math.min(1000, split.count - from);
    const x = gatherPixels(
      split,
      Int32Array.from({ length: size }, (_, index) => from + index),
    );
    parts.push((await run('encoder', { x }))[output]!.data as Float32Array);
  }
  return stacked(parts, split.count);
}

/** Burda et al. 2016, section 5.2: a latent is in use where its posterior mean varies among images by more than this. */
const LEAST_VARIANCE = 0.01;

/** How many latents are in use. */
export async function activeDimensionsMetric(run: RunGraph, { test }: Dataset): Promise<Metric> {
  const { data, shape } = await encodeSplit(run, test);
  const [count, latentDim] = shape as readonly [number, number];
  const active = Array.from({ length: latentDim }, (_, dim) =>
    varianceOf(Float64Array.from({ length: count }, (__, image) => Number(data[image * latentDim + dim]))),
  ).filter((variance) => variance > LEAST_VARIANCE);
  return {
    id: 'active_dimensions',
    name: { ko: '쓰이는 잠재변수의 수', en: 'Latents in use' },
    value: active.length,
    standardError: 0,
    count,
    unit: { ko: `${latentDim}개 가운데`, en: `of ${latentDim}` },
    better: 'higher',
    split: 'test',
    protocol: {
      ko: `사후 분포의 평균이 테스트 이미지에 따라 달라지는 정도, 곧 분산이 ${LEAST_VARIANCE}보다 큰 잠재변수를 세었습니다.`,
      en: `Latents whose posterior mean has a variance above ${LEAST_VARIANCE} over the test images.`,
    },
    opponents: [],
    published: [],
  };
}

function varianceOf(values: Float64Array): number {
  const center = meanOf(values);
  return meanOf(values.map((value) => (value - center) ** 2));
}

/**
 * Images of latents from the standard normal distribution, always the same ones.
 *
 * @param asked the class of each image, for a network that is told
 * @returns     [count, pixels] in [0, 1]
 */
export async function drawImages(
  run: RunGraph,
  {
    count,
    latentDim,
    asked,
  }: { readonly count: number; readonly latentDim: number; readonly asked?: Uint8Array },
): Promise<TensorValue> {
  const random = seededRandomStream(1);
  const parts: Float32Array[] = [];
  for (let from = 0; from < count; from += 500) {
    const size = Math.min(500, count - from);
    const { x_mean: x } = await run('decoder', {
      z: normals([size, latentDim], random),
      ...(asked && { y: oneHotLabels(asked.subarray(from, from + size), 10) }),
    });
    parts.push(x!.data as Float32Array);
  }
  return stacked(parts, count);
}

/** Rows of several arrays together, [count, width]. */
function stacked(parts: readonly Float32Array[], count: number): TensorValue {
  const data = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return { data, shape: [count, data.length / count] };
}
