import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import { countParameters, writeOnnx } from '#scripts/graph/onnx.ts';
import { add, greater, mul } from '#scripts/graph/ops/elementwise.ts';
import { conv, convTranspose } from '#scripts/graph/ops/convolution.ts';
import { dropout } from '#scripts/graph/ops/dropout.ts';
import { straightThrough } from '#scripts/graph/ops/gradient-flow.ts';
import { gather } from '#scripts/graph/ops/indexing.ts';
import { concat, expand, pad, reshape, slice, split, transpose } from '#scripts/graph/ops/layout.ts';
import { gemm, matMul } from '#scripts/graph/ops/matrix.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { crossEntropy } from '#scripts/graph/ops/softmax.ts';
import { constant, input } from '#scripts/graph/tensor.ts';

const x = input('x', [2, 3]);

describe('a graph that does not fit together is refused with the operator and the shapes:', () => {
  it('broadcasting', () => {
    expect(() => add(x, input('y', [2, 4]))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Add: shapes [2, 3] and [2, 4] do not broadcast: axis 1 has sizes 3 and 4.]`,
    );
  });
  it('matrix products', () => {
    expect(() => gemm(x, input('y', [2, 4]))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Gemm: inner sizes differ, 3 and 2: [2, 3] · [2, 4].]`,
    );
    expect(() =>
      gemm(x, input('y', [2, 4]), undefined, { transposeB: true }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Gemm: inner sizes differ, 3 and 4: [2, 3] · [2, 4]ᵀ.]`,
    );
    expect(() => matMul(x, input('y', [2, 4]))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: MatMul: inner sizes differ: [2, 3] · [2, 4].]`,
    );
  });
  it('a bias that would make the product grow', () => {
    expect(() =>
      gemm(input('a', [1, 3]), input('b', [3, 4]), input('c', [5, 4])),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Gemm: a bias of shape [5, 4] does not fit a product of [1, 4].]`,
    );
  });
  it('layouts', () => {
    expect(() => reshape(x, [4, 2])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Reshape: [2, 3] does not fit into [4, 2].]`,
    );
    expect(() => expand(x, [2, 4])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Expand: shapes [2, 3] and [2, 4] do not broadcast: axis 1 has sizes 3 and 4.]`,
    );
    expect(() => transpose(x, [0])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Transpose: [0] does not name every axis of [2, 3].]`,
    );
    expect(() => sum(x, [2])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: ReduceSum: axis 2 does not exist in a tensor of rank 2.]`,
    );
  });
  it('blocks and seams', () => {
    expect(() => slice(x, [0, 2], [2, 2])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Slice: [2, 3] has no block from [0, 2] to [2, 2].]`,
    );
    expect(() => pad(x, [1], [1])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Pad: [2, 3] needs 2 widths before and after.]`,
    );
    expect(() => concat([x, input('y', [3, 3])], 1)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Concat: [2, 3] and [3, 3] differ beside axis 1.]`,
    );
    expect(() => split(x, [2, 2], 1)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Split: sizes [2, 2] do not add up to axis 1 of [2, 3].]`,
    );
  });
  it('classes and rows', () => {
    expect(() => crossEntropy(x, input('y', [2, 4]))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: crossEntropy: logits [2, 3] and targets [2, 4] differ.]`,
    );
    expect(() => gather(input('table', ['rows', 4]), x)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Gather: needs a table with a known number of rows, got [rows, 4].]`,
    );
  });
  it('values that stand for others, and shares that are dropped', () => {
    expect(() => straightThrough(x, input('y', [3]))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: straightThrough: a value [2, 3] does not stand for [3].]`,
    );
    expect(() => dropout(x, x, 1)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: dropout: the rate 1 is not in [0, 1).]`,
    );
  });
  it('convolutions', () => {
    const image = input('image', [2, 3, 5, 5]);
    const kernel = (...shape: number[]) => input('kernel', shape);
    expect(() => conv(x, kernel(4, 3, 3, 3))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Conv: needs tensors of four axes, got [2, 3].]`,
    );
    expect(() => conv(image, kernel(4, 2, 3, 3))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Conv: image [2, 3, 5, 5] has 3 channels, kernel [4, 2, 3, 3] takes 2.]`,
    );
    expect(() => conv(image, kernel(4, 3, 7, 7))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Conv: kernel [4, 3, 7, 7] is larger than the padded image [2, 3, 5, 5].]`,
    );
    expect(() => conv(image, kernel(4, 3, 3, 3), input('b', [3]))).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Conv: the bias has shape [3], not [4].]`,
    );
    expect(() =>
      convTranspose(image, kernel(3, 4, 3, 3), undefined, { stride: 2, outputSize: [13, 13] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: ConvTranspose: [2, 3, 5, 5] with stride 2 gives [11, 11] or up to 1 more, not [13, 13].]`,
    );
  });
  it('constants', () => {
    expect(() => constant(Float32Array.of(1, 2), [3])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: constant: 2 values do not fill shape [3].]`,
    );
  });
  it('a gradient that needs a size which is free', () => {
    const free = input('x', ['batch', 3]);
    expect(() => grad(mean(free), [free])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: ReduceMean: shape [batch, 3] has the free size "batch". Build this graph with a number there.]`,
    );
  });
  it('a loss that is no scalar, or does not depend on a variable, or has no derivative', () => {
    const y = input('y', [2, 3]);
    expect(() => grad(x, [x])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: grad: the loss must be a scalar, not of shape [2, 3]. Take its mean or sum.]`,
    );
    expect(() => grad(sum(x), [y])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: grad: the loss does not depend on "y" of shape [2, 3].]`,
    );
    expect(() => grad(sum(greater(x, 0)), [x])).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: grad: Greater has no derivative, but the loss depends on it.]`,
    );
  });
  it('two tensors of one name', () => {
    expect(() =>
      writeOnnx({ y: add(input('a', []), input('a', [])) }, 'g'),
    ).toThrowErrorMatchingInlineSnapshot(`[GraphError: writeOnnx: two tensors are called "a".]`);
  });
  it('a weight beyond the range of float16', () => {
    const weight = constant(Float32Array.of(7e4), [1], { name: 'w', storage: 'float16' });
    expect(() => writeOnnx({ y: mul(weight, 2) }, 'g')).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: writeOnnx: "w" has values beyond float16's range of ±65504. Store it plainly.]`,
    );
  });
});

describe('a written graph', () => {
  it('declares its names, free sizes and types, and runs with any batch', async () => {
    const free = input('x', ['batch', 2]);
    const weight = constant(Float32Array.of(1, 2), [2, 1], { name: 'w' });
    const session = await openSession(writeOnnx({ y: gemm(free, weight) }, 'g'), {
      backend: 'cpu',
      threads: 1,
    });
    expect(session.inputs).toEqual({ x: { dtype: 'float32', shape: ['batch', 2] } });
    expect(session.outputs).toEqual({ y: { dtype: 'float32', shape: ['batch', 1] } });
    const { y } = await session.run({ x: { data: Float32Array.of(1, 1, 2, 3, 0, 1), shape: [3, 2] } });
    expect([...y!.data]).toEqual([3, 8, 2]);
    await session.release();
  });

  it('gives an input back as an output, and one tensor under two names', async () => {
    const sumOfBoth = add(x, x);
    const outputs = { same: x, first: sumOfBoth, second: sumOfBoth };
    const session = await openSession(writeOnnx(outputs, 'g'), { backend: 'cpu', threads: 1 });
    const data = Float32Array.of(1, 2, 3, 4, 5, 6);
    const result = await session.run({ x: { data, shape: [2, 3] } });
    expect([...result['same']!.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...result['first']!.data]).toEqual([2, 4, 6, 8, 10, 12]);
    expect([...result['second']!.data]).toEqual([2, 4, 6, 8, 10, 12]);
    await session.release();
  });

  it('stores float16 weights in half the bytes, rounded as IEEE 754 says', async () => {
    const values = Float32Array.from({ length: 4096 }, (_, index) => index / 4096);
    values[0] = 1 / 3;
    const write = (storage: 'plain' | 'float16') =>
      writeOnnx({ y: mul(constant(values, [4096], { name: 'w', storage }), input('x', [])) }, 'g');
    expect(write('plain').length - write('float16').length).toBeGreaterThan(2 * 4096 - 200);
    const session = await openSession(write('float16'), { backend: 'cpu', threads: 1 });
    const { y } = await session.run({ x: { data: Float32Array.of(1), shape: [] } });
    expect(y!.data[0]).toBe(0.333251953125); // 1/3 in binary16: 0x3555
    await session.release();
  });

  it('counts each weight once, and no constants', () => {
    const weight = constant(new Float32Array(6), [2, 3], { name: 'w' });
    expect(countParameters([mul(add(weight, weight), 2), mul(x, weight)])).toBe(6);
  });
});
