/** How variational autoencoders are trained and what graphs are shipped of them. */
import { warpImages } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue, Values } from '#scripts/engine.ts';
import { binaryCrossEntropy, sigmoid } from '#scripts/graph/ops/activation.ts';
import { add, mul, sub } from '#scripts/graph/ops/elementwise.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { logSumExp } from '#scripts/graph/ops/softmax.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
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
import { binarized as binarizedAsShown } from '#src/draw/binarize.ts';
import { binarized, warpAt, type FadingWarp } from './autoregression.ts';
import type { Recipe } from './recipe.ts';

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
    async references(drawn, run) {
      const grey = drawn.data as Float32Array;
      const digits = Uint8Array.from([...DRAWN_DIGITS, BINARY_DIGIT]);
      const binary = binarizedAsShown(grey.subarray(BINARY_DIGIT * inputDim, (BINARY_DIGIT + 1) * inputDim));
      const x = {
        data: Float32Array.from([...grey, ...binary]),
        shape: [digits.length, inputDim],
      };
      const y = classes ? { y: oneHotLabels(digits, classes) } : {};
      const { z_mean: z } = await run('encoder', { x, ...y });
      return { encoder: { x, ...y }, decoder: { z: z!, ...y } };
    },
  };
}

/** The drawings that references are made of, one of each digit. */
const DRAWN_DIGITS = Uint8Array.from({ length: 10 }, (_, digit) => digit);
/** After them stands one in zeros and ones, whose terms are what the models are taught by; the demo of the bound begins with it. */
const BINARY_DIGIT = 3;
