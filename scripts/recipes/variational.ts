/** What the recipes of variational autoencoders share. */
import { warpImages } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Dataset, Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue, Values } from '#scripts/engine.ts';
import { binaryCrossEntropy, sigmoid } from '#scripts/graph/ops/activation.ts';
import { add, mul, sub } from '#scripts/graph/ops/elementwise.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { logSumExp } from '#scripts/graph/ops/softmax.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { binarizeSplit } from '#scripts/metrics/binarization.ts';
import { boundLikelihood, boundMetrics, gaussianTerms, type Bounds } from '#scripts/metrics/likelihood.ts';
import { neighbourAccuracy } from '#scripts/metrics/probes.ts';
import { meanWithError } from '#scripts/metrics/statistics.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
import { solvePca, type PcaParams } from '#scripts/networks/pca.ts';
import {
  decodeLogits,
  encodeGaussian,
  initVae,
  klToStandardNormal,
  logPriorRatio,
  reparameterize,
  type VaeParams,
  type VaeShape,
} from '#scripts/networks/vae.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { Descent, Loss, Objective } from '#scripts/training/objective.ts';
import type { Metric } from '#src/model-card.ts';
import { binarized, warpAt, type FadingWarp } from './autoregression.ts';
import { simplestModels } from './opponents.ts';
import type { Recipe, RunGraph } from './recipe.ts';

interface Settings extends Pick<
  Descent<VaeParams>,
  'batchSize' | 'steps' | 'validateEvery' | 'optimizer' | 'learningRate' | 'averaging' | 'clipNorm'
> {
  /** Weight of the KL divergence (Higgins et al. 2017); 1 is the evidence lower bound. */
  readonly beta?: number;
  /** Steps over which the weight of the KL divergence rises from 0. */
  readonly warmupSteps?: number;
  readonly tightening?: Tightening;
  /** Applied to training images before they are binarised. */
  readonly warp?: FadingWarp;
}

/**
 * From some step on the importance-weighted bound takes the place of the evidence lower bound. A network that was
 * trained by the looser one soon gains what the tighter one gives (Burda et al. 2016, section 5.1).
 */
interface Tightening {
  /** Latents an image; the batch is that many times fewer images then. */
  readonly samples: number;
  readonly fromStep: number;
}

/** Minimises the negative bound, in nats an image, on images that are binarised anew each time. */
export function variationalObjective(
  shape: VaeShape,
  {
    beta = 1,
    warmupSteps = 0,
    tightening: { samples, fromStep } = { samples: 1, fromStep: Number.POSITIVE_INFINITY },
    warp,
    optimizer,
    learningRate,
    clipNorm,
    ...settings
  }: Settings,
): Objective<VaeParams> {
  const inputs = (rows: number) => ({
    x: input('x', [rows, shape.inputDim]),
    ...(shape.classes && { y: input('y', [rows, shape.classes]) }),
    epsilon: input('epsilon', [rows, shape.latentDim]),
    kl_weight: input('kl_weight', []),
    ...(samples > 1 && { tightness: input('tightness', []) }),
  });
  /** Feeds of images that are given `samples` latents each where the bound is tight, and one where it is loose. */
  const feeds = (
    { grey, labels }: LabelledImages,
    random: RandomStream,
    { isTight, klWeight }: { readonly isTight: boolean; readonly klWeight: number },
  ): Values => {
    const times = isTight ? samples : 1;
    const x = binarized(grey, random);
    return {
      x: repeatRows(x, times),
      ...(shape.classes && { y: repeatRows(oneHotLabels(labels, shape.classes), times) }),
      epsilon: normals([x.shape[0]! * times, shape.latentDim], random),
      kl_weight: scalar(klWeight),
      ...(samples > 1 && { tightness: scalar(isTight ? 1 : 0) }),
    };
  };
  const labelled = (split: Split, indices: Int32Array): LabelledImages => ({
    grey: gatherPixels(split, indices),
    labels: Uint8Array.from(indices, (index) => split.labels[index]!),
  });
  return {
    ...settings,
    init: (random) => initVae(random, shape),
    updates: [
      {
        name: 'train',
        optimizer,
        learningRate,
        ...(clipNorm !== undefined && { clipNorm }),
        inputs,
        trainingFeeds({ train, width }, indices, random, step) {
          const isTight = step > fromStep;
          const images = labelled(train, isTight ? indices.subarray(0, indices.length / samples) : indices);
          if (warp) warpImages(images.grey, width, warpAt(step, warp), random);
          const klWeight = beta * Math.min(1, (step + 1) / (warmupSteps + 1));
          return feeds(images, random, { isTight, klWeight });
        },
        loss: (params, values) => negativeBound(params, values, samples),
      },
    ],
    validation: {
      inputs: (batchSize) => inputs(batchSize * samples),
      feeds: ({ validation }, indices, random) =>
        feeds(labelled(validation, indices), random, { isTight: samples > 1, klWeight: beta }),
      loss: (params, values) => negativeBound(params, values, samples).loss,
    },
  };
}

interface LabelledImages {
  /** [batch, inputDim] */
  readonly grey: TensorValue;
  /** [batch] */
  readonly labels: Uint8Array;
}

/**
 * The negative evidence lower bound, with the KL divergence in closed form, or the negative importance-weighted one:
 * −log of the mean over an image's latents of p(x|z) (p(z) / q(z|x))^weight (Burda et al. 2016, equation 8).
 *
 * @param x         [rows, inputDim] of 0 and 1; where the bound is tight, the rows of an image stand together
 * @param y         [rows, classes], one-hot, where the network has classes
 * @param epsilon   [rows, latentDim]
 * @param tightness 0 for the first bound, 1 for the second; absent where every image has one latent
 */
export function negativeBound(
  params: Symbolic<VaeParams>,
  { x, y, epsilon, kl_weight: klWeight, tightness }: Readonly<Record<string, Tensor>>,
  samples: number,
): Required<Omit<Loss, 'assign'>> {
  const posterior = encodeGaussian(params, x!, y);
  const z = reparameterize(posterior, epsilon!);
  const misfit = sum(binaryCrossEntropy(decodeLogits(params, z, y), x!), [1]); // −log p(x|z), [rows]
  const [reconstruction, kl] = [mean(misfit), mean(klToStandardNormal(posterior))];
  const reports = { reconstruction, kl };
  const loose = add(reconstruction, mul(klWeight!, kl));
  if (!tightness) return { loss: loose, reports };

  const logWeights = sub(mul(klWeight!, logPriorRatio(posterior, z, epsilon!)), misfit);
  const ofAnImage = reshape(logWeights, [(x!.shape[0] as number) / samples, samples]);
  const tight = sub(Math.log(samples), mean(logSumExp(ofAnImage, [1])));
  return { loss: add(mul(sub(1, tightness), loose), mul(tightness, tight)), reports };
}

const scalar = (value: number): TensorValue => ({ data: Float32Array.of(value), shape: [] });

/** Each row `times` times, one after another. */
function repeatRows({ data, shape }: TensorValue, times: number): TensorValue {
  const [rows, width] = shape as readonly [number, number];
  if (times === 1) return { data, shape };
  const repeated = new Float32Array(rows * times * width);
  for (let row = 0; row < rows * times; row++) {
    const from = Math.floor(row / times) * width;
    repeated.set((data as Float32Array).subarray(from, from + width), row * width);
  }
  return { data: repeated, shape: [rows * times, width] };
}

/** @returns [labels.length, classes] */
export function oneHotLabels(labels: Uint8Array, classes: number): TensorValue {
  const data = new Float32Array(labels.length * classes);
  for (const [row, label] of labels.entries()) data[row * classes + label] = 1;
  return { data, shape: [labels.length, classes] };
}

export function normals(shape: readonly number[], random: RandomStream): TensorValue {
  const count = shape.reduce((product, size) => product * size, 1);
  return { data: Float32Array.from({ length: count }, () => random.normal()), shape };
}

/** The two graphs of a variational autoencoder; grey values may stand in for binary pixels. */
export function variationalGraphs({
  inputDim,
  latentDim,
  classes,
}: VaeShape): Pick<Recipe<VaeParams>, 'graphs' | 'references'> {
  return {
    graphs(params) {
      const y = classes ? input('y', ['batch', classes]) : undefined;
      const posterior = encodeGaussian(params, input('x', ['batch', inputDim]), y);
      const logits = decodeLogits(params, input('z', ['batch', latentDim]), y);
      return {
        encoder: { z_mean: posterior.mean, z_log_var: posterior.logVar },
        decoder: { logits, x_mean: sigmoid(logits) },
      };
    },
    async references(x, run) {
      const y = classes ? { y: oneHotLabels(DRAWN_DIGITS, classes) } : {};
      const { z_mean: z } = await run('encoder', { x, ...y });
      return { encoder: { x, ...y }, decoder: { z: z!, ...y } };
    },
  };
}

/** The drawings that references are made of, one of each digit. */
const DRAWN_DIGITS = Uint8Array.from({ length: 10 }, (_, digit) => digit);

/**
 * Bounds on the likelihood of the binarised test images, from the shipped graphs.
 *
 * @param classes of a network that is told the label
 */
export function measureBounds(run: RunGraph, test: Split, samples: number, classes = 0): Promise<Bounds> {
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
    unit: { ko: '이미지당 nat', en: 'nats per image' },
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
      ko: '테스트 이미지의 코드(사후분포의 평균)마다 가장 가까운 훈련 코드 다섯 개의 이름표로 다수결했습니다. 코드를 배울 때에는 이름표를 쓰지 않았습니다.',
      en: 'Each test code, the posterior mean, takes the majority label of its five nearest training codes. No label was used to learn the codes.',
    },
    opponents: [
      {
        name: { ko: `주성분 ${latentDim}개`, en: `${latentDim} principal components` },
        value: (await neighbourAccuracy(projected(train), projected(test))).value,
        source: 'principal components of the training split, measured with the model',
      },
    ],
    published: [],
  };
}

/** @returns the images' principal components, [count, components] */
function projectSplit({ mean: center, components }: PcaParams, { images, count }: Split): TensorValue {
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
export async function encodeSplit(run: RunGraph, split: Split): Promise<TensorValue> {
  const parts: Float32Array[] = [];
  let latentDim = 0;
  for (let from = 0; from < split.count; from += 1000) {
    const size = Math.min(1000, split.count - from);
    const x = gatherPixels(
      split,
      Int32Array.from({ length: size }, (_, index) => from + index),
    );
    const { z_mean: z } = await run('encoder', { x });
    latentDim = z!.shape[1]!;
    parts.push(z!.data as Float32Array);
  }
  const data = new Float32Array(split.count * latentDim);
  for (const [index, part] of parts.entries()) data.set(part, index * 1000 * latentDim);
  return { data, shape: [split.count, latentDim] };
}
