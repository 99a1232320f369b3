/** What the autoencoder recipes share: the objective, the graphs they ship and how those are measured. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import { sub, square } from '#scripts/graph/ops/elementwise.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { input } from '#scripts/graph/tensor.ts';
import {
  decode,
  encode,
  initAutoencoder,
  type AutoencoderParams,
  type AutoencoderShape,
} from '#scripts/networks/autoencoder.ts';
import type { Objective } from '#scripts/training/objective.ts';

/** Minimises the mean squared error per pixel between an image and its reconstruction. */
export function reconstructionObjective(
  shape: AutoencoderShape,
  descent: Pick<Objective, 'batchSize' | 'steps' | 'validateEvery' | 'optimizer' | 'learningRate'>,
): Objective<AutoencoderParams> {
  return {
    ...descent,
    init: (random) => initAutoencoder(random, shape),
    inputs: (batchSize) => ({ x: input('x', [batchSize, shape.inputDim]) }),
    feeds: (split, indices) => ({ x: gatherPixels(split, indices) }),
    loss: (params, { x }) => mean(square(sub(decode(params, encode(params, x!)), x!))),
  };
}
