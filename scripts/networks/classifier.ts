/** A small convolutional classifier of 28×28 images whose every stage can be looked at. */
import { silu } from '#scripts/graph/ops/activation.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { maxPool } from '#scripts/graph/ops/pooling.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import type { Symbolic } from './params.ts';

export type ClassifierParams = {
  readonly conv1: ConvParams;
  readonly conv2: ConvParams;
  readonly conv3: ConvParams;
  readonly features: DenseParams;
  readonly logits: DenseParams;
};

export interface ClassifierOutputs {
  /** [batch, 16, 14, 14] */
  readonly conv1: Tensor;
  /** [batch, 32, 7, 7] */
  readonly conv2: Tensor;
  /** [batch, 48, 7, 7] */
  readonly conv3: Tensor;
  /** [batch, 64] */
  readonly features: Tensor;
  /** [batch, 10] */
  readonly logits: Tensor;
}

const CHANNELS = [16, 32, 48] as const;
const POOLED = 3; // 7 × 7 pooled by 2, whose last row and column are not read
const FEATURES = 64;

export function initClassifier(random: RandomStream): ClassifierParams {
  const [first, second, third] = CHANNELS;
  return {
    conv1: initConv(random, { inputs: 1, outputs: first, kernel: 5 }),
    conv2: initConv(random, { inputs: first, outputs: second, kernel: 3 }),
    conv3: initConv(random, { inputs: second, outputs: third, kernel: 3 }),
    features: initDense(random, third * POOLED ** 2, FEATURES),
    logits: initDense(random, FEATURES, 10, 1),
  };
}

/** @param x [batch, 784] */
export function classify(params: Symbolic<ClassifierParams>, x: Tensor): ClassifierOutputs {
  const batch = x.shape[0]!;
  const conv1 = silu(applyConv(params.conv1, reshape(x, [batch, 1, 28, 28]), { stride: 2 }));
  const conv2 = silu(applyConv(params.conv2, conv1, { stride: 2 }));
  const conv3 = silu(applyConv(params.conv3, conv2));
  const pooled = reshape(maxPool(conv3, 2), [batch, CHANNELS[2] * POOLED ** 2]);
  const features = silu(applyDense(params.features, pooled));
  return { conv1, conv2, conv3, features, logits: applyDense(params.logits, features) };
}
