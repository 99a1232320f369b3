import { describe, expect, it } from 'vitest';
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import {
  applyConv,
  applyConvTranspose,
  applyMaskedConv,
  initConv,
  initConvTranspose,
  type ConvParams,
} from '#scripts/networks/convolution.ts';
import {
  applyBatchNorm,
  applyGroupNorm,
  applyLayerNorm,
  initBatchNorm,
  initNorm,
  trainBatchNorm,
} from '#scripts/networks/normalization.ts';
import { paramsAsConstants, paramsAsInputs, type Symbolic } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';

async function run(outputs: Record<string, Tensor>, feeds: Record<string, TensorValue>) {
  const session = await openSession(writeOnnx(outputs, 'g'), { backend: 'cpu', threads: 1 });
  const results = await session.run(feeds);
  await session.release();
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...data].map(Number)]));
}

const normals = (...shape: number[]): TensorValue => {
  const random = seededRandomStream(11);
  const count = shape.reduce((product, size) => product * size, 1);
  return { data: Float32Array.from({ length: count }, () => random.normal()), shape };
};
const meanSquare = (values: readonly number[]) =>
  values.reduce((total, value) => total + value ** 2, 0) / values.length;

describe('a new layer of gain 1 passes the variance of its input on:', () => {
  /** Of 4 · 32 · 12² outputs far from the edges; kernels of 16 · 32 · 9 weights or more say it to a few per cent. */
  async function gainOf(params: ConvParams, apply: (params: Symbolic<ConvParams>, x: Tensor) => Tensor) {
    const x = input('x', ['batch', 16, 12, 12]);
    const { y } = await run(
      { y: apply(paramsAsConstants(params, 'plain'), x) },
      { x: normals(4, 16, 12, 12) },
    );
    return meanSquare(y!);
  }
  const shape = { inputs: 16, outputs: 32 };
  const random = seededRandomStream(5);

  it('conv', async () => {
    const params = initConv(random, { ...shape, kernel: 3 }, 1);
    expect(await gainOf(params, (p, x) => applyConv(p, x, { padding: 0 }))).toBeCloseTo(1, 1);
  });
  it('convTranspose with a stride', async () => {
    const params = initConvTranspose(random, { ...shape, kernel: 4, stride: 2 }, 1);
    const options = { stride: 2, padding: 3 };
    expect(await gainOf(params, (p, x) => applyConvTranspose(p, x, options))).toBeCloseTo(1, 1);
  });
});

describe('a layer', () => {
  const symbolic = (params: ConvParams) => paramsAsInputs(params).symbolic;
  const x = input('x', ['batch', 2, 9, 8]);
  const random = seededRandomStream(5);

  it('keeps the size of the image by default', () => {
    for (const kernel of [1, 3, 5, [3, 5]] as const) {
      const params = symbolic(initConv(random, { inputs: 2, outputs: 3, kernel }));
      expect(applyConv(params, x).shape).toEqual(['batch', 3, 9, 8]);
    }
    const masked = symbolic(initConv(random, { inputs: 2, outputs: 3, kernel: [3, 5] }));
    expect(applyMaskedConv(masked, x, 'A').shape).toEqual(['batch', 3, 9, 8]);
  });

  it('halves it with stride 2, and doubles it back', () => {
    const down = symbolic(initConv(random, { inputs: 2, outputs: 3, kernel: 3 }));
    expect(applyConv(down, x, { stride: 2 }).shape).toEqual(['batch', 3, 5, 4]);
    const up = symbolic(initConvTranspose(random, { inputs: 2, outputs: 3, kernel: 4, stride: 2 }));
    expect(applyConvTranspose(up, x, { stride: 2, padding: 1 }).shape).toEqual(['batch', 3, 18, 16]);
  });
});

describe('batch normalisation', () => {
  const { symbolic: params } = paramsAsInputs(initBatchNorm(1));
  const x = input('x', [4, 1]);
  const vector = (...values: number[]): TensorValue => ({
    data: Float32Array.from(values),
    shape: [values.length],
  });
  const learned = { scale: vector(3), shift: vector(10), mean: vector(1), variance: vector(2) };
  const data = Float32Array.of(0, 2, 4, 6); // mean 3, variance 5

  it('trains by the batch and moves the running statistics a tenth of the way', async () => {
    const assign: [Tensor, Tensor][] = [];
    const y = trainBatchNorm(assign)(params, x);
    expect(assign.map(([param]) => param)).toEqual([params.mean, params.variance]);
    const [mean, variance] = assign.map(([, next]) => next);
    const result = await run(
      { y, 'next.mean': mean!, 'next.variance': variance! },
      {
        ...learned,
        x: { data, shape: [4, 1] },
      },
    );
    const expected = [...data].map((value) => 10 + (3 * (value - 3)) / Math.sqrt(5));
    for (const [index, value] of result['y']!.entries()) expect(value).toBeCloseTo(expected[index]!, 4);
    expect(result['next.mean']![0]).toBeCloseTo(1.2, 6);
    expect(result['next.variance']![0]).toBeCloseTo(2.3, 6);
  });

  it('is used by the running statistics', async () => {
    const { y } = await run({ y: applyBatchNorm(params, x) }, { ...learned, x: { data, shape: [4, 1] } });
    const expected = [...data].map((value) => 10 + (3 * (value - 1)) / Math.sqrt(2));
    for (const [index, value] of y!.entries()) expect(value).toBeCloseTo(expected[index]!, 4);
  });
});

describe('new layer and group normalisations give mean square 1 to each example and group', () => {
  it('layer', async () => {
    const norm = paramsAsConstants(initNorm(50), 'plain');
    const { y } = await run({ y: applyLayerNorm(norm, input('x', ['batch', 50])) }, { x: normals(2, 50) });
    for (const example of [0, 1])
      expect(meanSquare(y!.slice(50 * example, 50 * example + 50))).toBeCloseTo(1, 3);
  });
  it('group', async () => {
    const norm = paramsAsConstants(initNorm(4), 'plain');
    const x = input('x', ['batch', 4, 5, 5]);
    const { y } = await run({ y: applyGroupNorm(norm, x, 2) }, { x: normals(2, 4, 5, 5) });
    for (const group of [0, 1, 2, 3])
      expect(meanSquare(y!.slice(50 * group, 50 * group + 50))).toBeCloseTo(1, 3);
  });
});
