import { describe, expect, it } from 'vitest';
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { binarizeSplit } from '#scripts/metrics/binarization.ts';
import {
  boundLikelihood,
  boundMetrics,
  exactLikelihood,
  gaussianTerms,
  negated,
  type SampleTerms,
} from '#scripts/metrics/likelihood.ts';
import { gaussianLogProb } from '#scripts/metrics/log-probability.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';
import { meanOf } from '#scripts/metrics/statistics.ts';

const splitOf = (images: Uint8Array, count: number): Split => ({
  images,
  labels: new Uint8Array(count),
  count,
});

/**
 * z ~ N(0, 1), x|z ~ N(2z + 1, 1/4) with x one grey pixel: then x ~ N(1, 17/4) and z|x ~ N(8(x − 1)/17, 1/17), so that
 * everything about it is known (Bishop 2006, equations 2.115 and 2.116).
 */
const linear = {
  logEvidence: (x: number) => gaussianLogProb(x, 1, Math.log(17 / 4)),
  posteriorMean: (x: number) => (8 * (x - 1)) / 17,
  posteriorLogVar: Math.log(1 / 17),
};

/** Terms of the linear model under a proposal N(posterior mean + shift, posterior variance). */
const linearTerms =
  (shift: number): SampleTerms =>
  async ({ x }, samples, random) => {
    const rows = x.shape[0]! * samples;
    const terms = {
      logLikelihood: new Float64Array(rows),
      logPrior: new Float64Array(rows),
      logPosterior: new Float64Array(rows),
    };
    for (let row = 0; row < rows; row++) {
      const grey = Number(x.data[Math.floor(row / samples)]);
      const mean = linear.posteriorMean(grey) + shift;
      const z = mean + Math.exp(0.5 * linear.posteriorLogVar) * random.normal();
      terms.logLikelihood[row] = gaussianLogProb(grey, 2 * z + 1, Math.log(1 / 4));
      terms.logPrior[row] = gaussianLogProb(z, 0, 0);
      terms.logPosterior[row] = gaussianLogProb(z, mean, linear.posteriorLogVar);
    }
    return terms;
  };

describe('the bounds of a linear Gaussian model', () => {
  const greys = Uint8Array.of(0, 51, 102, 255);
  const split = splitOf(greys, greys.length);
  const evidence = Float64Array.from(greys, (grey) => linear.logEvidence(Math.fround(grey / 255)));

  it('are its log-likelihood when the proposal is the posterior, with any number of samples', async () => {
    for (const samples of [1, 7]) {
      const { logLikelihood, elbo } = await boundLikelihood(split, linearTerms(0), { samples });
      for (const [image, value] of evidence.entries()) {
        expect(logLikelihood[image]).toBeCloseTo(value, 10);
        expect(elbo[image]).toBeCloseTo(value, 10);
      }
    }
  });

  it('part as they should when it is not: the ELBO by the divergence, the other by little', async () => {
    const shift = 0.4;
    const samples = 20_000;
    const divergence = (17 * shift ** 2) / 2; // KL of two Gaussians of variance 1/17
    const { logLikelihood, elbo, reconstruction, kl } = await boundLikelihood(split, linearTerms(shift), {
      samples,
    });
    for (const [image, value] of evidence.entries()) {
      // The weights' logarithms have the deviation 0.4 · √17 = 1.65; 20,000 of them leave 0.012.
      expect(elbo[image]).toBeGreaterThan(value - divergence - 0.05);
      expect(elbo[image]).toBeLessThan(value - divergence + 0.05);
      // The weights are log-normal with variance e^(1.65²) − 1 = 14 times their squared mean: 0.026.
      expect(Math.abs(logLikelihood[image]! - value)).toBeLessThan(0.1);
      expect(reconstruction[image]! - kl[image]!).toBeCloseTo(elbo[image]!, 10);
    }
  });

  it('tighten with more samples, and are the same each time', async () => {
    const many = splitOf(new Uint8Array(3000).fill(102), 3000);
    const values = await Promise.all(
      [1, 5, 50].map(async (samples) => {
        const { logLikelihood } = await boundLikelihood(many, linearTerms(0.4), { samples });
        return meanOf(logLikelihood);
      }),
    );
    const truth = linear.logEvidence(Math.fround(0.4));
    expect(values[0]).toBeLessThan(values[1]! - 0.5);
    expect(values[1]).toBeLessThan(values[2]! - 0.1);
    expect(values[2]).toBeLessThan(truth);
    const { logLikelihood } = await boundLikelihood(many, linearTerms(0.4), { samples: 5 });
    expect(meanOf(logLikelihood)).toBe(values[1]);
  });
});

describe('a variational autoencoder', () => {
  /** Two pixels whose logits are 3z and −2z + 1, under a posterior that is not its own. */
  const decode = async (z: TensorValue): Promise<TensorValue> => ({
    data: Float32Array.from({ length: 2 * z.shape[0]! }, (_, at) => {
      const value = Number(z.data[at >> 1]);
      return at % 2 === 0 ? 3 * value : 1 - 2 * value;
    }),
    shape: [z.shape[0]!, 2],
  });
  const posterior = { mean: 0.3, logVar: -0.5 };
  const terms = gaussianTerms({
    encode: async ({ x }) => {
      const fill = (value: number) => ({
        data: new Float32Array(x.shape[0]!).fill(value),
        shape: [x.shape[0]!, 1],
      });
      return { mean: fill(posterior.mean), logVar: fill(posterior.logVar) };
    },
    decode,
  });
  const images = Uint8Array.of(0, 0, 0, 255, 255, 0, 255, 255);

  /** ∫ weight(z) p(x|z) dz by the trapezoidal rule, which is exact to many digits for such smooth integrands. */
  const integrate = (integrand: (z: number, likelihood: number) => number, x: readonly number[]) => {
    const step = 0.001;
    let sum = 0;
    for (let z = -12; z <= 12; z += step) {
      const p = [3 * z, 1 - 2 * z].map((logit) => 1 / (1 + Math.exp(-logit)));
      sum += step * integrand(z, (x[0] ? p[0]! : 1 - p[0]!) * (x[1] ? p[1]! : 1 - p[1]!));
    }
    return sum;
  };

  it('has the bounds that quadrature gives', async () => {
    const samples = 50_000;
    const bounds = await boundLikelihood(splitOf(images, 4), terms, { samples });
    const normal = (z: number, mean: number, logVar: number) => Math.exp(gaussianLogProb(z, mean, logVar));
    // KL(N(0.3, e^−0.5) ‖ N(0, 1)) = (e^−0.5 + 0.09 − 1 + 0.5)/2
    const kl = (Math.exp(-0.5) + 0.09 - 1 + 0.5) / 2;
    for (let image = 0; image < 4; image++) {
      const x = [images[2 * image]!, images[2 * image + 1]!];
      const evidence = Math.log(integrate((z, likelihood) => normal(z, 0, 0) * likelihood, x));
      const reconstruction = integrate(
        (z, likelihood) => normal(z, posterior.mean, posterior.logVar) * Math.log(likelihood),
        x,
      );
      expect(Math.abs(bounds.logLikelihood[image]! - evidence)).toBeLessThan(0.03);
      expect(Math.abs(bounds.reconstruction[image]! - reconstruction)).toBeLessThan(0.03);
      expect(Math.abs(bounds.kl[image]! - kl)).toBeLessThan(0.02);
    }
  });

  it('is decoded with the label of the image whose latents these are', async () => {
    const labels = Uint8Array.of(3, 1, 2, 0);
    const seen: number[] = [];
    const conditional = gaussianTerms({
      encode: async ({ x }) => ({
        mean: { data: new Float32Array(x.shape[0]!), shape: [x.shape[0]!, 1] },
        logVar: { data: new Float32Array(x.shape[0]!), shape: [x.shape[0]!, 1] },
      }),
      decode: (z, rowLabels) => {
        seen.push(...rowLabels);
        return decode(z);
      },
    });
    await boundLikelihood({ images, labels, count: 4 }, conditional, { samples: 2 });
    expect(seen).toEqual([3, 3, 1, 1, 2, 2, 0, 0]);
  });
});

describe('an exact likelihood', () => {
  it('of every image there is sums to one', async () => {
    // Nine pixels, each with the logit 0.5 · (number of ones before it) − 1: a chain rule written out by hand.
    const pixels = 9;
    const images = Uint8Array.from({ length: 2 ** pixels * pixels }, (_, at) =>
      (Math.floor(at / pixels) >> (at % pixels)) & 1 ? 255 : 0,
    );
    const logLikelihood = await exactLikelihood(splitOf(images, 2 ** pixels), async ({ x }) => ({
      data: Float32Array.from(x.data as Float32Array, (_, at) => {
        const before = (x.data as Float32Array).subarray(at - (at % pixels), at);
        return 0.5 * before.reduce((sum, value) => sum + value, 0) - 1;
      }),
      shape: x.shape,
    }));
    expect(logSumExp(logLikelihood)).toBeCloseTo(0, 12);
    expect(logLikelihood[0]).toBeCloseTo(9 * Math.log(1 / (1 + Math.exp(-1))), 12); // all paper
  });
});

describe('binarised images', () => {
  it('are ones as often as the grey value says, and the same each time', () => {
    const images = Uint8Array.from({ length: 30_000 }, (_, pixel) => [0, 51, 255][pixel % 3]!);
    const split = splitOf(images, 3);
    const bits = binarizeSplit(split).images;
    const share = (kind: number) =>
      bits.filter((_, pixel) => pixel % 3 === kind).reduce((sum, bit) => sum + bit / 255, 0) / 10_000;
    expect(share(0)).toBe(0);
    expect(share(2)).toBe(1);
    expect(Math.abs(share(1) - 0.2)).toBeLessThan(0.016); // four standard errors
    expect([...new Set(bits)].sort()).toEqual([0, 255]);
    expect(binarizeSplit(split).images).toEqual(bits);
  });
});

it('likelihoods are reported as nats to be lowered', () => {
  const none = { opponents: [], published: [] };
  const bounds = { logLikelihood: Float64Array.of(-1, -3), elbo: Float64Array.of(-2, -4) };
  const [nll, elbo] = boundMetrics(bounds, 50, { nll: none, elbo: none });
  expect([nll.id, nll.value, nll.standardError, nll.count, nll.better]).toEqual(['nll', 2, 1, 2, 'lower']);
  expect([elbo.id, elbo.value]).toEqual(['elbo', 3]);
  expect(nll.name.en).toContain('IWAE-50');
  expect(negated(Float64Array.of(-5)).value).toBe(5);
});
