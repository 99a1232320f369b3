import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { input } from '#scripts/graph/tensor.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import { decodeLogits, encodeGaussian, initVae } from '#scripts/networks/vae.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { negativeBound, normals, variationalObjective } from '#scripts/recipes/variational.ts';
import { constant } from '#scripts/training/schedules.ts';
import { withRandomWeights } from '../networks/autoregressive-proof.ts';
import { tinyDataset } from '../training/tiny.ts';

const onCpu = { backend: 'cpu', threads: 1 } as const;

describe('bounds on the likelihood of a model with one latent', () => {
  const shape = { inputDim: 3, encoderDims: [4], latentDim: 1, decoderDims: [4], classes: 2 };
  const initial = initVae(seededRandomStream(1), shape); // whose posteriors are near the prior, and wide
  const params = { ...initial, decoder: withRandomWeights(initial.decoder, 1.5) };
  const symbolic = paramsAsConstants(params, 'plain');
  const [image, label] = [
    [1, 0, 1],
    [0, 1],
  ];
  const repeated = (values: readonly number[], rows: number) => ({
    data: Float32Array.from({ length: rows * values.length }, (_, at) => values[at % values.length]!),
    shape: [rows, values.length],
  });

  /** log p(x|y) and KL(q(z|x, y) ‖ p(z|x, y)) by quadrature over z from −12 to 12. */
  async function quadrature() {
    const count = 24_001;
    const step = 24 / (count - 1);
    const grid = Float32Array.from({ length: count }, (_, at) => -12 + at * step);
    const y = input('y', ['batch', 2]);
    const { mean, logVar } = encodeGaussian(symbolic, input('x', ['batch', 3]), y);
    const outputs = { mean, logVar, logits: decodeLogits(symbolic, input('z', ['batch', 1]), y) };
    const session = await openSession(writeOnnx(outputs, 'quadrature'), onCpu);
    const values = await session.run({
      x: repeated(image!, count),
      y: repeated(label!, count),
      z: { data: grid, shape: [count, 1] },
    });
    const [center, variance] = [Number(values['mean']!.data[0]), Math.exp(Number(values['logVar']!.data[0]))];
    const normal = (z: number, m: number, v: number) =>
      Math.exp(-((z - m) ** 2) / (2 * v)) / Math.sqrt(2 * Math.PI * v);
    const joint = Array.from(grid, (z, row) =>
      image!.reduce(
        (product, pixel, at) => {
          const logit = Number(values['logits']!.data[3 * row + at]);
          return product / (1 + Math.exp(pixel ? -logit : logit));
        },
        normal(z, 0, 1),
      ),
    );
    const likelihood = joint.reduce((sum, value) => sum + value * step, 0);
    const divergence = joint.reduce((sum, value, row) => {
      const q = normal(grid[row]!, center, variance);
      return q < 1e-15 ? sum : sum + step * q * Math.log(q / (value / likelihood));
    }, 0);
    return { logLikelihood: Math.log(likelihood), divergence };
  }

  async function bound(rows: number, samples: number, tightness?: number) {
    const inputs = {
      x: input('x', [rows, 3]),
      y: input('y', [rows, 2]),
      epsilon: input('epsilon', [rows, 1]),
      kl_weight: input('kl_weight', []),
      ...(tightness !== undefined && { tightness: input('tightness', []) }),
    };
    const session = await openSession(
      writeOnnx({ loss: negativeBound(symbolic, inputs, samples).loss }, 'bound'),
      onCpu,
    );
    const scalar = (value: number) => ({ data: Float32Array.of(value), shape: [] });
    const { loss } = await session.run({
      x: repeated(image!, rows),
      y: repeated(label!, rows),
      epsilon: normals([rows, 1], seededRandomStream(2)),
      kl_weight: scalar(1),
      ...(tightness !== undefined && { tightness: scalar(tightness) }),
    });
    return -Number(loss!.data[0]);
  }

  it('the evidence lower bound falls short by the divergence from the true posterior', async () => {
    const { logLikelihood, divergence } = await quadrature();
    expect(divergence).toBeGreaterThan(0.1); // otherwise it could not be told from the other bound
    const elbo = await bound(40_000, 1);
    expect(Math.abs(elbo - (logLikelihood - divergence))).toBeLessThan(0.03);
    expect(await bound(40_000, 8, 0)).toBeCloseTo(elbo, 4);
  });

  it('the importance-weighted bound reaches the likelihood with many latents', async () => {
    const { logLikelihood, divergence } = await quadrature();
    const tight = await bound(40_000, 4000, 1);
    expect(Math.abs(tight - logLikelihood)).toBeLessThan(0.03);
    const between = await bound(40_000, 4, 1);
    expect(between).toBeGreaterThan(logLikelihood - divergence + 0.03);
    expect(between).toBeLessThan(tight);
  });
});

describe('the feeds of a variational training', () => {
  const objective = variationalObjective(
    { inputDim: 784, encoderDims: [8], latentDim: 2, decoderDims: [8], classes: 10 },
    {
      batchSize: 8,
      steps: 20,
      validateEvery: 10,
      optimizer: adam(),
      learningRate: constant({ peak: 1e-3 }),
      beta: 2,
      warmupSteps: 9,
      tightening: { samples: 4, fromStep: 10 },
    },
  );
  const dataset = tinyDataset();
  const indices = Int32Array.of(5, 6, 7, 8, 9, 10, 11, 12);
  const feedsAt = (step: number) =>
    objective.updates[0]!.trainingFeeds(dataset, indices, seededRandomStream(1), step);
  const row = (feeds: ReturnType<typeof feedsAt>, name: string, at: number) => {
    const { data, shape } = feeds[name]!;
    return [...(data as Float32Array).slice(at * shape[1]!, (at + 1) * shape[1]!)];
  };
  const labelOf = (feeds: ReturnType<typeof feedsAt>, at: number) => row(feeds, 'y', at).indexOf(1);

  it('are eight binary images with their labels at first', () => {
    const feeds = feedsAt(10);
    expect(new Set(feeds['x']!.data as Float32Array)).toEqual(new Set([0, 1]));
    expect(feeds['tightness']!.data[0]).toBe(0);
    expect(Array.from(indices, (_, at) => labelOf(feeds, at))).toEqual(
      Array.from(indices, (index) => dataset.train.labels[index]),
    );
  });

  it('are two images with four latents each once the bound is tight', () => {
    const feeds = feedsAt(11);
    expect(feeds['tightness']!.data[0]).toBe(1);
    for (const name of ['x', 'y', 'epsilon']) expect(feeds[name]!.shape[0]).toBe(8);
    for (const at of [1, 2, 3]) expect(row(feeds, 'x', at)).toEqual(row(feeds, 'x', 0));
    expect(row(feeds, 'x', 4)).not.toEqual(row(feeds, 'x', 0));
    expect(Array.from(indices, (_, at) => labelOf(feeds, at))).toEqual(
      Array.from(indices, (_, at) => dataset.train.labels[at < 4 ? 5 : 6]),
    );
    expect(new Set([...feeds['epsilon']!.data]).size).toBe(16);
  });

  it('raise the weight of the KL divergence to β', () => {
    const weights = [0, 4, 9, 20].map((step) => feedsAt(step)['kl_weight']!.data[0]);
    expect(weights).toEqual([0.2, 1, 2, 2].map((value) => expect.closeTo(value, 6)));
  });
});
