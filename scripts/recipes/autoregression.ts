/** What the recipes of models that predict an image pixel by pixel share. */
import { warpImages, type Warp } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { binaryCrossEntropy } from '#scripts/graph/ops/activation.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import type { ParamTree, Symbolic } from '#scripts/networks/params.ts';
import { binarizeSplit } from '#scripts/metrics/binarization.ts';
import { exactLikelihood, exactMetric } from '#scripts/metrics/likelihood.ts';
import type { RandomStream } from '#scripts/random.ts';
import { descend, type Descent, type Objective } from '#scripts/training/objective.ts';
import type { Metric } from '#src/model-card.ts';
import { simplestModels } from './opponents.ts';
import type { Recipe, RunGraph } from './recipe.ts';

interface Settings<P extends ParamTree> extends Pick<
  Descent<P>,
  'batchSize' | 'steps' | 'validateEvery' | 'init' | 'optimizer' | 'learningRate' | 'clipNorm' | 'averaging'
> {
  /** [batch, pixels] of 0 and 1 → logits of the same shape, each from the pixels before it */
  logits(params: Symbolic<P>, x: Tensor): Tensor;
  /** Applied to training images before they are binarised. */
  readonly warp?: FadingWarp;
}

/**
 * Interpolated images are softer than real ones, and their bits harder to predict: they keep a network from learning
 * the training images by heart, and at the end it learns how sharp images are.
 */
export interface FadingWarp extends Warp {
  /** Steps between which the share of warped images falls to 0. */
  readonly fade: readonly [from: number, to: number];
}

/** Minimises the negative log-likelihood of images that are binarised anew each time, in nats an image. */
export function likelihoodObjective<P extends ParamTree>({
  logits,
  warp,
  ...settings
}: Settings<P>): Objective<P> {
  return descend({
    ...settings,
    inputs: (batchSize) => ({ x: input('x', [batchSize, 784]) }),
    trainingFeeds({ train, width }, indices, random, step) {
      const x = gatherPixels(train, indices);
      if (warp) warpImages(x, width, warpAt(step, warp), random);
      return { x: binarized(x, random) };
    },
    validationFeeds: ({ validation }, indices, random) => ({
      x: binarized(gatherPixels(validation, indices), random),
    }),
    loss: (params, { x }) => mean(sum(binaryCrossEntropy(logits(params, x!), x!), [1])),
  });
}

/** The warp of a step. */
export function warpAt(step: number, { fade: [from, to], ...warp }: FadingWarp): Warp {
  return { ...warp, share: warp.share * Math.min(1, Math.max(0, (to - step) / (to - from))) };
}

/** A Bernoulli sample of each grey value; random numbers are spent on grey pixels only. */
export function binarized({ data, shape }: TensorValue, random: RandomStream): TensorValue {
  return {
    data: Float32Array.from(data as Float32Array, (grey) =>
      grey > 0 && grey < 1 ? Number(random.uniform() < grey) : grey,
    ),
    shape,
  };
}

/** The probability of ink at each pixel, with one image of half ink added, so that no pixel is sure. */
export function inkProbabilities({ images, count }: Split): Float64Array {
  const pixels = images.length / count;
  const sums = new Float64Array(pixels).fill(0.5);
  for (const [at, grey] of images.entries()) sums[at % pixels]! += grey / 255;
  return sums.map((total) => total / (count + 1));
}

/** The same as logits. */
export const inkLogits = (split: Split) =>
  Float32Array.from(inkProbabilities(split), (ink) => Math.log(ink / (1 - ink)));

type Comparison = Metric['opponents'][number];

/** What a model that gives all logits in one pass is measured by: its exact likelihood, beside the simplest ones. */
export function measureLikelihood(
  logitsOf: (run: RunGraph, x: TensorValue) => Promise<TensorValue>,
  comparisons: () => Promise<{
    readonly opponents: readonly Comparison[];
    readonly published: readonly Comparison[];
  }>,
): Recipe['measure'] {
  return async (run, { train, test }) => {
    const { opponents, published } = await comparisons();
    const bits = binarizeSplit(test);
    const metric = exactMetric(await exactLikelihood(bits, ({ x }) => logitsOf(run, x)), {
      opponents: [...opponents, ...simplestModels(train, bits)],
      published: [...published],
    });
    return [metric];
  };
}

/** Drawn digits as the model's references: ink where a pixel is at least half covered. */
export function thresholded({ data, shape }: TensorValue): TensorValue {
  return { data: Float32Array.from(data as Float32Array, (grey) => (grey >= 0.5 ? 1 : 0)), shape };
}

/** Figures of pytorch-generative, all by the same protocol but for the seed of the test split's sample. */
export const PUBLISHED = {
  fvsbn: published('FVSBN', 96.58),
  made: published('MADE 1×8000', 84.87),
  nade: published('NADE-500', 85.65),
  pixelCnn: published('PixelCNN', 81.45),
  gatedPixelCnn: published('Gated PixelCNN', 81.5),
};

function published(name: string, value: number): Comparison {
  return {
    name: { ko: `${name} (pytorch-generative)`, en: `${name} (pytorch-generative)` },
    value,
    source: 'github.com/EugenHotaj/pytorch-generative, README',
  };
}
