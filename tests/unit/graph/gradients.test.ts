import { init, nn, numpy as np } from '@jax-js/jax';
import { beforeAll, describe, it } from 'vitest';
import {
  leakyRelu,
  logSigmoid,
  relu,
  sigmoid,
  silu,
  softplus,
  tanh,
  binaryCrossEntropy,
} from '#scripts/graph/ops/activation.ts';
import {
  abs,
  add,
  clip,
  div,
  exp,
  greater,
  log,
  maximum,
  minimum,
  mul,
  neg,
  pow,
  sqrt,
  square,
  sub,
  where,
} from '#scripts/graph/ops/elementwise.ts';
import { concat, expand, pad, reshape, slice, transpose } from '#scripts/graph/ops/layout.ts';
import { gemm, matMul } from '#scripts/graph/ops/matrix.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { checkGradient, type GradientCase } from './gradient-check.ts';

const positive = [0.5, 2] as const;

/** Every operator, on broadcast and odd shapes. */
const cases: Record<string, GradientCase> = {
  add: {
    shapes: [
      [2, 3],
      [2, 3],
    ],
    graph: add,
    jax: (a, b) => a.add(b),
  },
  'add, broadcast along a missing axis': { shapes: [[2, 3], [3]], graph: add, jax: (a, b) => a.add(b) },
  'add, broadcast along inner axes': {
    shapes: [
      [4, 1, 3],
      [5, 1],
    ],
    graph: add,
    jax: (a, b) => a.add(b),
  },
  'add a number': { shapes: [[3]], graph: (a) => add(a, 1.5), jax: (a) => a.add(1.5) },
  'add a tensor to itself': { shapes: [[3]], graph: (a) => add(a, a), jax: (a) => a.ref.add(a) },
  sub: {
    shapes: [
      [2, 3],
      [1, 3],
    ],
    graph: sub,
    jax: (a, b) => a.sub(b),
  },
  'sub from a number': { shapes: [[3]], graph: (a) => sub(1, a), jax: (a) => np.array(1).sub(a) },
  mul: {
    shapes: [
      [2, 3],
      [2, 1],
    ],
    graph: mul,
    jax: (a, b) => a.mul(b),
  },
  'mul by a scalar tensor': { shapes: [[2, 3], []], graph: mul, jax: (a, b) => a.mul(b) },
  div: { shapes: [[2, 3], [3]], range: positive, graph: div, jax: (a, b) => a.div(b) },
  maximum: { shapes: [[2, 3], [3]], graph: maximum, jax: (a, b) => np.maximum(a, b) },
  minimum: { shapes: [[2, 3], [3]], graph: minimum, jax: (a, b) => np.minimum(a, b) },
  where: {
    shapes: [[2, 3], [3]],
    graph: (a, b) => where(greater(a, 0.5), a, b),
    jax: (a, b) => np.where(np.greater(a.ref, 0.5), a, b),
  },
  neg: { shapes: [[3]], graph: neg, jax: (a) => a.neg() },
  exp: { shapes: [[2, 3]], graph: exp, jax: (a) => np.exp(a) },
  log: { shapes: [[2, 3]], range: positive, graph: log, jax: (a) => np.log(a) },
  sqrt: { shapes: [[2, 3]], range: positive, graph: sqrt, jax: (a) => np.sqrt(a) },
  square: { shapes: [[2, 3]], graph: square, jax: (a) => np.square(a) },
  abs: { shapes: [[7]], graph: abs, jax: (a) => np.abs(a) },
  pow: {
    shapes: [[5]],
    range: positive,
    graph: (a) => pow(a, 2.5),
    jax: (a) => np.square(a.ref).mul(np.sqrt(a)),
  },
  clip: { shapes: [[9]], graph: (a) => clip(a, -1, 0.7), jax: (a) => np.clip(a, -1, 0.7) },
  relu: { shapes: [[3, 5]], graph: relu, jax: (a) => nn.relu(a) },
  'leaky relu': { shapes: [[3, 5]], graph: (a) => leakyRelu(a, 0.2), jax: (a) => nn.leakyRelu(a, 0.2) },
  sigmoid: { shapes: [[3, 5]], graph: sigmoid, jax: (a) => nn.sigmoid(a) },
  'log sigmoid': { shapes: [[3, 5]], graph: logSigmoid, jax: (a) => nn.logSigmoid(a) },
  'log sigmoid, far from zero': {
    shapes: [[7]],
    range: [5, 20],
    graph: logSigmoid,
    jax: (a) => nn.softplus(a.neg()).neg(),
  },
  'binary cross-entropy, far from zero': {
    shapes: [[7], [7]],
    range: [-20, 20],
    graph: (a, b) => binaryCrossEntropy(a, sigmoid(b)),
    jax: (a, b) => {
      const x = nn.sigmoid(b);
      return x.ref.mul(nn.softplus(a.ref.neg())).add(np.array(1).sub(x).mul(nn.softplus(a)));
    },
  },
  tanh: { shapes: [[3, 5]], graph: tanh, jax: (a) => np.tanh(a) },
  softplus: { shapes: [[3, 5]], graph: softplus, jax: (a) => nn.softplus(a) },
  silu: { shapes: [[3, 5]], graph: silu, jax: (a) => nn.silu(a) },
  'binary cross-entropy': {
    shapes: [
      [3, 5],
      [3, 5],
    ],
    graph: binaryCrossEntropy,
    jax: (logits, x) => nn.softplus(logits.ref).sub(x.mul(logits)),
  },
  'sum of all': { shapes: [[2, 3, 2]], graph: (a) => sum(a), jax: (a) => np.sum(a) },
  'sum over axes': { shapes: [[2, 3, 4]], graph: (a) => sum(a, [0, -1]), jax: (a) => np.sum(a, [0, 2]) },
  'sum keeping axes': {
    shapes: [[2, 3]],
    graph: (a) => sum(a, [1], { keepDims: true }),
    jax: (a) => np.sum(a, 1, { keepdims: true }),
  },
  'mean of all': { shapes: [[2, 3]], graph: (a) => mean(a), jax: (a) => np.mean(a) },
  'mean over an axis': { shapes: [[2, 3, 4]], graph: (a) => mean(a, [1]), jax: (a) => np.mean(a, 1) },
  reshape: {
    shapes: [[2, 6]],
    graph: (a) => square(reshape(a, [3, 4])),
    jax: (a) => np.square(a.reshape([3, 4])),
  },
  transpose: { shapes: [[2, 3]], graph: (a) => transpose(a), jax: (a) => np.transpose(a) },
  'transpose of three axes': {
    shapes: [[2, 3, 4]],
    graph: (a) => transpose(a, [2, 0, 1]),
    jax: (a) => np.transpose(a, [2, 0, 1]),
  },
  expand: { shapes: [[3, 1]], graph: (a) => expand(a, [2, 3, 4]), jax: (a) => np.broadcastTo(a, [2, 3, 4]) },
  gemm: {
    shapes: [[2, 3], [3, 4], [4]],
    graph: (a, b, c) => gemm(a, b, c),
    jax: (a, b, c) => np.matmul(a, b).add(c),
  },
  'gemm without bias': {
    shapes: [
      [2, 3],
      [3, 4],
    ],
    graph: (a, b) => gemm(a, b),
    jax: (a, b) => np.matmul(a, b),
  },
  'gemm, aᵀ': {
    shapes: [
      [3, 2],
      [3, 4],
    ],
    graph: (a, b) => gemm(a, b, undefined, { transposeA: true }),
    jax: (a, b) => np.matmul(np.transpose(a), b),
  },
  'gemm, bᵀ': {
    shapes: [
      [2, 3],
      [4, 3],
    ],
    graph: (a, b) => gemm(a, b, undefined, { transposeB: true }),
    jax: (a, b) => np.matmul(a, np.transpose(b)),
  },
  'gemm, aᵀ bᵀ': {
    shapes: [
      [3, 2],
      [4, 3],
      [2, 1],
    ],
    graph: (a, b, c) => gemm(a, b, c, { transposeA: true, transposeB: true }),
    jax: (a, b, c) => np.matmul(np.transpose(a), np.transpose(b)).add(c),
  },
  matMul: {
    shapes: [
      [2, 3],
      [3, 4],
    ],
    graph: matMul,
    jax: (a, b) => np.matmul(a, b),
  },
  'matMul, broadcast batches': {
    shapes: [
      [2, 1, 3, 2],
      [3, 2, 4],
    ],
    graph: matMul,
    // jax-js 0.1.25 differentiates no matmul whose batches broadcast; broadcasting first says the same.
    jax: (a, b) => np.matmul(np.broadcastTo(a, [2, 3, 3, 2]), np.broadcastTo(b, [2, 3, 2, 4])),
  },
  'matMul, one matrix for all batches': {
    shapes: [
      [2, 3, 5],
      [5, 4],
    ],
    graph: matMul,
    jax: (a, b) => np.matmul(a.reshape([6, 5]), b).reshape([2, 3, 4]),
  },
  slice: {
    shapes: [[4, 5]],
    graph: (a) => slice(a, [1, 0], [3, 4]),
    jax: (a) =>
      np.matmul(
        np.matmul(
          np.array([
            [0, 1, 0, 0],
            [0, 0, 1, 0],
          ]),
          a,
        ),
        np.eye(5, 4),
      ),
  },
  pad: {
    shapes: [[2, 3]],
    graph: (a) => pad(a, [1, 0], [0, 2]),
    jax: (a) =>
      np.pad(a, [
        [1, 0],
        [0, 2],
      ]),
  },
  concat: {
    shapes: [
      [2, 1, 3],
      [2, 4, 3],
    ],
    graph: (a, b) => concat([a, b], 1),
    jax: (a, b) => np.concatenate([a, b], 1),
  },
};

beforeAll(async () => {
  await init('wasm');
});

describe('the gradient agrees with finite differences and with jax-js:', () => {
  for (const [name, gradientCase] of Object.entries(cases)) it(name, () => checkGradient(gradientCase));
});
