/**
 * An encoder that learns without labels: two views of the same image should have codes alike, and unlike those of all
 * other images (SimCLR: Chen et al. 2020).
 */
import { silu } from '#scripts/graph/ops/activation.ts';
import { add, div, sqrt, square } from '#scripts/graph/ops/elementwise.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { maxPool } from '#scripts/graph/ops/pooling.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { crossEntropy } from '#scripts/graph/ops/softmax.ts';
import { constant, type Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import type { Symbolic } from './params.ts';

export type ContrastiveParams = {
  readonly encoder: {
    readonly conv1: ConvParams;
    readonly conv2: ConvParams;
    readonly conv3: ConvParams;
    readonly features: DenseParams;
  };
  /** From the features to the sphere on which views are compared. */
  readonly projector: readonly [DenseParams, DenseParams];
};

const CHANNELS = [16, 32, 64] as const;
const POOLED = CHANNELS[2] * 3 ** 2;
const PROJECTED = 64;

export const FEATURES = 128;

export function initContrastive(random: RandomStream): ContrastiveParams {
  const [first, second, third] = CHANNELS;
  return {
    encoder: {
      conv1: initConv(random, { inputs: 1, outputs: first, kernel: 5 }),
      conv2: initConv(random, { inputs: first, outputs: second, kernel: 3 }),
      conv3: initConv(random, { inputs: second, outputs: third, kernel: 3 }),
      features: initDense(random, POOLED, FEATURES),
    },
    projector: [initDense(random, FEATURES, FEATURES), initDense(random, FEATURES, PROJECTED, 1)],
  };
}

/**
 * @param x [batch, 784]
 * @returns features [batch, 128]
 */
export function encodeFeatures({ encoder }: Symbolic<Pick<ContrastiveParams, 'encoder'>>, x: Tensor): Tensor {
  const batch = x.shape[0]!;
  const conv1 = silu(applyConv(encoder.conv1, reshape(x, [batch, 1, 28, 28]), { stride: 2 }));
  const conv2 = maxPool(silu(applyConv(encoder.conv2, conv1)), 2);
  const conv3 = maxPool(silu(applyConv(encoder.conv3, conv2)), 2);
  return silu(applyDense(encoder.features, reshape(conv3, [batch, POOLED])));
}

/**
 * @param features [batch, 128]
 * @returns        z [batch, 64], of length 1
 */
export function project({ projector }: Symbolic<ContrastiveParams>, features: Tensor): Tensor {
  return normalize(applyDense(projector[1], silu(applyDense(projector[0], features))));
}

/** Rows of length 1. */
function normalize(rows: Tensor): Tensor {
  return div(rows, sqrt(add(sum(square(rows), [1], { keepDims: true }), 1e-12)));
}

/**
 * Normalised temperature-scaled cross-entropy (Chen et al. 2020, equation 1): each view has to find its partner among
 * all other views of the batch, by cosine similarity.
 *
 * @param views       [2 · pairs, dims]; rows i and i + pairs are of the same image
 * @param temperature what similarities are divided by
 * @returns           [], nats a view
 */
export function pairingLoss(views: Tensor, temperature: number): Tensor {
  const count = views.shape[0] as number;
  const pairs = count / 2;
  const at = (value: (row: number, column: number) => number) =>
    constant(
      Float32Array.from({ length: count * count }, (_, index) =>
        value(Math.floor(index / count), index % count),
      ),
      [count, count],
    );
  const unit = normalize(views);
  const similarity = div(gemm(unit, unit, undefined, { transposeB: true }), temperature);
  const withoutSelf = add(
    similarity,
    at((row, column) => (row === column ? -1e4 : 0)),
  );
  const partners = at((row, column) => ((row + pairs) % count === column ? 1 : 0));
  return mean(crossEntropy(withoutSelf, partners));
}
