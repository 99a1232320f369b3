/** Held-out log-likelihood in nats an image: bounds of models with latents, and exact values of autoregressive ones. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import type { Metric } from '#src/model-card.ts';
import { bernoulliLogProb, gaussianLogProb, logMeanExp } from './log-probability.ts';
import { meanOf, meanWithError, type MeanWithError } from './statistics.ts';

export interface Examples {
  /** [batch, pixels] */
  readonly x: TensorValue;
  /** [batch] */
  readonly labels: Uint8Array;
}

/** Terms of log p(x, z) − log q(z|x), each [batch · samples] with the samples of an image together. */
export interface LatentTerms {
  /** log p(x|z) */
  readonly logLikelihood: Float64Array;
  /** log p(z) */
  readonly logPrior: Float64Array;
  /** log q(z|x), of the distribution that z was drawn from */
  readonly logPosterior: Float64Array;
}

/** Draws `samples` latents for each image and gives their terms. */
export type SampleTerms = (examples: Examples, samples: number, random: RandomStream) => Promise<LatentTerms>;

/** Per image, [count] each. */
export interface Bounds {
  /** Importance-weighted bound log (1/K) Σ p(x, zₖ)/q(zₖ|x) (Burda et al. 2016, equation 8); at most log p(x) on average. */
  readonly logLikelihood: Float64Array;
  /** The evidence lower bound, averaged over the same K latents. */
  readonly elbo: Float64Array;
  /** E log p(x|z) */
  readonly reconstruction: Float64Array;
  /** KL(q(z|x) ‖ p(z)), estimated from the same latents */
  readonly kl: Float64Array;
}

const ROWS = 1000; // latents decoded together: enough for the matrix products, few enough for the cache

/**
 * Bounds on the log-likelihood of every image of a split. The latents' seed is fixed, so that the figures of a file
 * are the same each time.
 *
 * @param samples K, the latents an image
 */
export async function boundLikelihood(
  split: Split,
  sampleTerms: SampleTerms,
  { samples, seed = 0 }: { readonly samples: number; readonly seed?: number },
): Promise<Bounds> {
  const random = seededRandomStream(seed);
  const make = () => new Float64Array(split.count);
  const bounds = { logLikelihood: make(), elbo: make(), reconstruction: make(), kl: make() };
  for (const [from, examples] of batches(split, Math.max(1, Math.floor(ROWS / samples)))) {
    const { logLikelihood, logPrior, logPosterior } = await sampleTerms(examples, samples, random);
    const logWeights = logLikelihood.map((value, row) => value + logPrior[row]! - logPosterior[row]!);
    for (let image = 0; image < examples.labels.length; image++) {
      const [first, last] = [image * samples, (image + 1) * samples];
      const weights = logWeights.subarray(first, last);
      const elbo = meanOf(weights);
      const reconstruction = meanOf(logLikelihood.subarray(first, last));
      bounds.logLikelihood[from + image] = logMeanExp(weights);
      bounds.elbo[from + image] = elbo;
      bounds.reconstruction[from + image] = reconstruction;
      bounds.kl[from + image] = reconstruction - elbo;
    }
  }
  return bounds;
}

/**
 * Terms of a variational autoencoder: diagonal Gaussian posterior, standard normal prior, Bernoulli pixels (Kingma &
 * Welling 2014, appendix C).
 *
 * @param encode [batch, pixels] → mean and log variance, [batch, latentDim]
 * @param decode [rows, latentDim] and the image of each row → logits [rows, pixels]
 */
export function gaussianTerms({
  encode,
  decode,
}: {
  encode(examples: Examples): Promise<{ readonly mean: TensorValue; readonly logVar: TensorValue }>;
  decode(z: TensorValue, labels: Uint8Array): Promise<TensorValue>;
}): SampleTerms {
  return async (examples, samples, random) => {
    const { mean, logVar } = await encode(examples);
    const [count, latentDim] = mean.shape as readonly [number, number];
    const rows = count * samples;
    const z = new Float32Array(rows * latentDim);
    const [logPrior, logPosterior] = [new Float64Array(rows), new Float64Array(rows)];
    for (let row = 0; row < rows; row++) {
      const image = Math.floor(row / samples);
      for (let dim = 0; dim < latentDim; dim++) {
        const at = image * latentDim + dim;
        const [center, logVariance] = [Number(mean.data[at]), Number(logVar.data[at])];
        const value = Math.fround(center + Math.exp(0.5 * logVariance) * random.normal()); // what the decoder sees
        z[row * latentDim + dim] = value;
        logPrior[row]! += gaussianLogProb(value, 0, 0);
        logPosterior[row]! += gaussianLogProb(value, center, logVariance);
      }
    }
    const labels = Uint8Array.from({ length: rows }, (_, row) => examples.labels[Math.floor(row / samples)]!);
    const logits = await decode({ data: z, shape: [rows, latentDim] }, labels);
    const [x, pixels] = [floats(examples.x), examples.x.shape[1]!];
    const logLikelihood = Float64Array.from({ length: rows }, (_, row) =>
      bernoulliLogProb(x, Math.floor(row / samples), floats(logits), row, pixels),
    );
    return { logLikelihood, logPrior, logPosterior };
  };
}

/**
 * Exact log-likelihood of binary images under a model that gives every pixel's logit in one pass.
 *
 * @param logitsOf [batch, pixels] → [batch, pixels], each from the pixels before it only
 * @returns [count]
 */
export async function exactLikelihood(
  split: Split,
  logitsOf: (examples: Examples) => Promise<TensorValue>,
): Promise<Float64Array> {
  const values = new Float64Array(split.count);
  for (const [from, examples] of batches(split, 250)) {
    const [x, logits] = [floats(examples.x), floats(await logitsOf(examples))];
    for (let image = 0; image < examples.labels.length; image++) {
      values[from + image] = bernoulliLogProb(x, image, logits, image, examples.x.shape[1]!);
    }
  }
  return values;
}

function* batches(split: Split, batchSize: number): Generator<readonly [from: number, Examples]> {
  for (let from = 0; from < split.count; from += batchSize) {
    const size = Math.min(batchSize, split.count - from);
    const x = gatherPixels(
      split,
      Int32Array.from({ length: size }, (_, index) => from + index),
    );
    yield [from, { x, labels: split.labels.subarray(from, from + size) }];
  }
}

function floats({ data }: TensorValue): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new TypeError('Likelihoods need float32 pixels and logits.');
}

/** Mean and standard error over images of −values, as likelihoods are reported. */
export function negated(values: Float64Array): MeanWithError {
  return meanWithError(values.map((value) => -value));
}

const BINARISED = {
  ko: '픽셀을 회색값의 확률로 한 번 이진화한 테스트 이미지(정해 둔 시드)',
  en: 'the test images, each pixel binarised once by its grey value with a committed seed',
};

type Comparisons = Pick<Metric, 'opponents' | 'published'>;

/** A bound and the ELBO beside it, as metrics of a card. */
export function boundMetrics(
  { logLikelihood, elbo }: Pick<Bounds, 'logLikelihood' | 'elbo'>,
  samples: number,
  comparisons: { readonly nll: Comparisons; readonly elbo: Comparisons },
): readonly [nll: Metric, elbo: Metric] {
  return [
    {
      ...likelihoodMetric(logLikelihood, {
        id: 'nll',
        name: {
          ko: `음의 로그가능도 상한 (IWAE-${samples})`,
          en: `Negative log-likelihood, upper bound (IWAE-${samples})`,
        },
        protocol: {
          ko: `${BINARISED.ko}마다 인코더가 준 분포에서 잠재변수를 ${samples}개 뽑아 중요도 가중 하한을 구하고 부호를 바꾸어 평균했습니다. 합은 float64로 계산했습니다.`,
          en: `For ${BINARISED.en}, the importance-weighted bound from ${samples} latents drawn by the encoder, negated and averaged over images; sums in float64.`,
        },
      }),
      ...comparisons.nll,
    },
    {
      ...likelihoodMetric(elbo, {
        id: 'elbo',
        name: { ko: '음의 ELBO', en: 'Negative ELBO' },
        protocol: {
          ko: `${BINARISED.ko}마다 같은 잠재변수 ${samples}개로 ELBO를 추정하고 부호를 바꾸어 평균했습니다.`,
          en: `For ${BINARISED.en}, the ELBO estimated from the same ${samples} latents, negated and averaged over images.`,
        },
      }),
      ...comparisons.elbo,
    },
  ];
}

/** An exact negative log-likelihood as a metric of a card. */
export function exactMetric(logLikelihood: Float64Array, comparisons: Comparisons): Metric {
  return {
    ...likelihoodMetric(logLikelihood, {
      id: 'nll',
      name: { ko: '음의 로그가능도', en: 'Negative log-likelihood' },
      protocol: {
        ko: `${BINARISED.ko}의 로그가능도를 픽셀마다 조건부 확률을 곱해 정확하게 구하고 부호를 바꾸어 평균했습니다. 합은 float64로 계산했습니다.`,
        en: `The exact log-likelihood of ${BINARISED.en}, by the chain rule over pixels, negated and averaged over images; sums in float64.`,
      },
    }),
    ...comparisons,
  };
}

function likelihoodMetric(
  logLikelihood: Float64Array,
  about: Pick<Metric, 'id' | 'name' | 'protocol'>,
): Omit<Metric, keyof Comparisons> {
  return {
    ...about,
    ...negated(logLikelihood),
    unit: { ko: '이미지당 나트', en: 'nats per image' },
    better: 'lower',
    split: 'test',
  };
}
