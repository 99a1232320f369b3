/** What the recipes of variational autoencoders share. */
import { warpImages } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Dataset, Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue, Values } from '#scripts/engine.ts';
import { binaryCrossEntropy, sigmoid } from '#scripts/graph/ops/activation.ts';
import { add, mul, neg, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { expand, reshape } from '#scripts/graph/ops/layout.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { logSumExp } from '#scripts/graph/ops/softmax.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { binarizeSplit } from '#scripts/metrics/binarization.ts';
import { boundLikelihood, boundMetrics, gaussianTerms, type Bounds } from '#scripts/metrics/likelihood.ts';
import { independentPixels, classMeans } from '#scripts/metrics/likelihood-opponents.ts';
import { neighbourAccuracy } from '#scripts/metrics/probes.ts';
import { meanOf, meanWithError } from '#scripts/metrics/statistics.ts';
import type { AutoencoderShape } from '#scripts/networks/autoencoder.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
import { solvePca, type PcaParams } from '#scripts/networks/pca.ts';
import {
  decodeLogits,
  encodeGaussian,
  initVae,
  klToStandardNormal,
  reparameterize,
  type VaeParams,
} from '#scripts/networks/vae.ts';
import type { RandomStream } from '#scripts/random.ts';
import { descend, type Descent, type Objective } from '#scripts/training/objective.ts';
import type { Metric } from '#src/model-card.ts';
import { binarized, warpAt, type FadingWarp } from './autoregression.ts';
import type { Recipe, RunGraph } from './recipe.ts';

interface Settings extends Pick<
  Descent<VaeParams>,
  'batchSize' | 'steps' | 'validateEvery' | 'optimizer' | 'learningRate' | 'averaging' | 'clipNorm'
> {
  /** Weight of the KL divergence (Higgins et al. 2017); 1 is the evidence lower bound. */
  readonly beta?: number;
  /** Latents an image: with more than one the importance-weighted bound is maximised (Burda et al. 2016). */
  readonly samples?: number;
  /** Steps over which the weight of the KL divergence rises from 0. */
  readonly warmupSteps?: number;
  /** Applied to training images before they are binarised. */
  readonly warp?: FadingWarp;
}

/** Minimises the negative bound, in nats an image, on images that are binarised anew each time. */
export function variationalObjective(
  shape: AutoencoderShape,
  { beta = 1, samples = 1, warmupSteps = 0, warp, ...settings }: Settings,
): Objective<VaeParams> {
  const feeds = (x: TensorValue, random: RandomStream): Values => ({
    x: binarized(x, random),
    epsilon: normals([x.shape[0]! * samples, shape.latentDim], random),
  });
  const weight = (value: number) => ({ data: Float32Array.of(value), shape: [] });
  return descend({
    ...settings,
    init: (random) => initVae(random, shape),
    inputs: (batchSize) => ({
      x: input('x', [batchSize, shape.inputDim]),
      epsilon: input('epsilon', [batchSize * samples, shape.latentDim]),
      kl_weight: input('kl_weight', []),
    }),
    trainingFeeds({ train, width }, indices, random, step) {
      const x = gatherPixels(train, indices);
      if (warp) warpImages(x, width, warpAt(step, warp), random);
      return { ...feeds(x, random), kl_weight: weight(beta * Math.min(1, (step + 1) / (warmupSteps + 1))) };
    },
    validationFeeds: ({ validation }, indices, random) => ({
      ...feeds(gatherPixels(validation, indices), random),
      kl_weight: weight(beta),
    }),
    loss: (params, { x, epsilon, kl_weight: klWeight }) =>
      samples === 1
        ? evidenceBound(params, x!, epsilon!, klWeight!)
        : { loss: importanceBound(params, x!, epsilon!, klWeight!, samples) },
  });
}

/** −ELBO with the KL divergence in closed form, and both of its terms. */
function evidenceBound(params: Symbolic<VaeParams>, x: Tensor, epsilon: Tensor, klWeight: Tensor) {
  const posterior = encodeGaussian(params, x);
  const logits = decodeLogits(params, reparameterize(posterior, epsilon));
  const reconstruction = mean(sum(binaryCrossEntropy(logits, x), [1]));
  const kl = mean(klToStandardNormal(posterior));
  return { loss: add(reconstruction, mul(klWeight, kl)), reports: { reconstruction, kl } };
}

/**
 * The negative importance-weighted bound: −log of the mean over samples of p(x|z) (p(z)/q(z|x))^weight.
 *
 * @param epsilon [batch · samples, latentDim], the samples of an image together
 */
function importanceBound(
  params: Symbolic<VaeParams>,
  x: Tensor,
  epsilon: Tensor,
  klWeight: Tensor,
  samples: number,
): Tensor {
  const [batch, inputDim] = x.shape as readonly [number, number];
  const posterior = encodeGaussian(params, x);
  const latentDim = posterior.mean.shape[1] as number;
  const each = (values: Tensor) =>
    reshape(expand(reshape(values, [batch, 1, latentDim]), [batch, samples, latentDim]), [
      batch * samples,
      latentDim,
    ]);
  const perSample = { mean: each(posterior.mean), logVar: each(posterior.logVar) };
  const z = reparameterize(perSample, epsilon);
  const logits = reshape(decodeLogits(params, z), [batch, samples, inputDim]);
  const logLikelihood = neg(sum(binaryCrossEntropy(logits, reshape(x, [batch, 1, inputDim])), [2]));
  // log p(z) − log q(z|x) = ½ Σ (log σ² + ε² − z²)
  const logRatio = mul(sum(sub(add(perSample.logVar, square(epsilon)), square(z)), [1]), 0.5);
  const logWeights = add(logLikelihood, mul(klWeight, reshape(logRatio, [batch, samples])));
  return sub(Math.log(samples), mean(logSumExp(logWeights, [1])));
}

export function normals(shape: readonly number[], random: RandomStream): TensorValue {
  const count = shape.reduce((product, size) => product * size, 1);
  return { data: Float32Array.from({ length: count }, () => random.normal()), shape };
}

/** The two graphs of a variational autoencoder; grey values may stand in for binary pixels. */
export function variationalGraphs({
  inputDim,
  latentDim,
}: AutoencoderShape): Pick<Recipe<VaeParams>, 'graphs' | 'references'> {
  return {
    graphs(params) {
      const posterior = encodeGaussian(params, input('x', ['batch', inputDim]));
      const logits = decodeLogits(params, input('z', ['batch', latentDim]));
      return {
        encoder: { z_mean: posterior.mean, z_log_var: posterior.logVar },
        decoder: { logits, x_mean: sigmoid(logits) },
      };
    },
    async references(x, run) {
      const { z_mean: z } = await run('encoder', { x });
      return { encoder: { x }, decoder: { z: z! } };
    },
  };
}

/** Bounds on the likelihood of the binarised test images, from the shipped graphs. */
export function measureBounds(run: RunGraph, test: Split, samples: number): Promise<Bounds> {
  const terms = gaussianTerms({
    async encode({ x }) {
      const { z_mean: center, z_log_var: logVar } = await run('encoder', { x });
      return { mean: center!, logVar: logVar! };
    },
    decode: async (z) => (await run('decoder', { z })).logits!,
  });
  return boundLikelihood(binarizeSplit(test), terms, { samples });
}

/** What knows nothing but means, by the same bits. */
function simplestModels(train: Split, bits: Split): Metric['opponents'] {
  const source = 'formulas from the training split, measured with the model';
  return [
    {
      name: { ko: '픽셀마다 따로 정한 확률', en: 'Independent pixels' },
      value: -meanOf(independentPixels(train, bits)),
      source,
    },
    {
      name: { ko: '숫자별 평균 그림 열 장의 혼합', en: 'Mixture of the ten class means' },
      value: -meanOf(classMeans(train, bits, 10)),
      source,
    },
  ];
}

type Comparisons = Parameters<typeof boundMetrics>[2];

/**
 * The bounds as metrics, and their two terms.
 *
 * @param samples   latents an image
 * @param published figures by the same protocol
 */
export async function variationalMetrics(
  run: RunGraph,
  { train, test }: Dataset,
  { samples, published = [] }: { readonly samples: number; readonly published?: Metric['published'] },
): Promise<readonly [nll: Metric, elbo: Metric, reconstruction: Metric, kl: Metric]> {
  const bounds = await measureBounds(run, test, samples);
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
