/** A small convolutional network that reads numbers off 28×28 images. */
import { silu } from '#scripts/graph/ops/activation.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import type { Symbolic } from './params.ts';

export type RegressorParams = {
  /** Each halves the image’s sides. */
  readonly stages: readonly ConvParams[];
  readonly hidden: DenseParams;
  readonly output: DenseParams;
};

const CHANNELS = [12, 24, 32] as const;
const LAST_SIDE = 4; // 28 halved three times, rounded up
const HIDDEN = 64;

/** @param outputs how many numbers are read */
export function initRegressor(random: RandomStream, outputs: number): RegressorParams {
  return {
    stages: CHANNELS.map((channels, index) =>
      initConv(random, {
        inputs: CHANNELS[index - 1] ?? 1,
        outputs: channels,
        kernel: index === 0 ? 5 : 3,
      }),
    ),
    hidden: initDense(random, CHANNELS.at(-1)! * LAST_SIDE ** 2, HIDDEN),
    output: initDense(random, HIDDEN, outputs, 1),
  };
}

/**
 * @param x [batch, 784]
 * @returns [batch, outputs], unbounded
 */
export function regress({ stages, hidden, output }: Symbolic<RegressorParams>, x: Tensor): Tensor {
  const batch = x.shape[0]!;
  const maps = stages.reduce(
    (image, stage) => silu(applyConv(stage, image, { stride: 2 })),
    reshape(x, [batch, 1, 28, 28]),
  );
  const flat = reshape(maps, [batch, CHANNELS.at(-1)! * LAST_SIDE ** 2]);
  return applyDense(output, silu(applyDense(hidden, flat)));
}
