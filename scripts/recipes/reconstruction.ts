/** What the recipes of reconstructing models share. */
import { warpImages, type Warp } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { TensorValue } from '#scripts/engine.ts';
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
import { descend, type Descent, type Objective } from '#scripts/training/objective.ts';
import { reconstructionError } from '#scripts/metrics/reconstruction.ts';
import type { Metric } from '#src/model-card.ts';
import type { Recipe } from './recipe.ts';

interface Settings extends Pick<
  Descent<AutoencoderParams>,
  'batchSize' | 'steps' | 'validateEvery' | 'optimizer' | 'learningRate' | 'averaging'
> {
  /** Applied to training images; without it they are taken as they are. */
  readonly warp?: Warp;
}

/** Minimises the mean squared error per pixel between an image and its reconstruction. */
export function reconstructionObjective(
  shape: AutoencoderShape,
  { warp, ...settings }: Settings,
): Objective<AutoencoderParams> {
  return descend({
    ...settings,
    init: (random) => initAutoencoder(random, shape),
    inputs: (batchSize) => ({ x: input('x', [batchSize, shape.inputDim]) }),
    trainingFeeds({ train, width }, indices, random) {
      const x = gatherPixels(train, indices);
      if (warp) warpImages(x, width, warp, random);
      return { x };
    },
    validationFeeds: ({ validation }, indices) => ({ x: gatherPixels(validation, indices) }),
    loss: (params, { x }) => mean(square(sub(decode(params, encode(params, x!)), x!))),
  });
}

/** The two graphs of an autoencoder, and the codes of drawn digits as the decoder's reference inputs. */
export function autoencoderGraphs({
  inputDim,
  latentDim,
}: AutoencoderShape): Pick<Recipe<AutoencoderParams>, 'graphs' | 'references'> {
  return {
    graphs(params) {
      return {
        encoder: { z: encode(params, input('x', ['batch', inputDim])) },
        decoder: { x_mean: decode(params, input('z', ['batch', latentDim])) },
      };
    },
    async references(x, run) {
      const { z } = await run('encoder', { x });
      return { encoder: { x }, decoder: { z: z! } };
    },
  };
}

/** The test split's mean squared error per pixel, as a metric of the card. */
export async function reconstructionMetric(
  split: Parameters<typeof reconstructionError>[0],
  reconstruct: Parameters<typeof reconstructionError>[1],
  about: Pick<Metric, 'id' | 'name' | 'opponents' | 'published'>,
): Promise<Metric> {
  const { value, standardError, count } = await reconstructionError(split, reconstruct);
  return {
    ...about,
    value,
    standardError,
    unit: { ko: '픽셀당 제곱오차', en: 'squared error per pixel' },
    better: 'lower',
    split: 'test',
    count,
    protocol: {
      ko: '배포하는 ONNX 파일로 테스트 이미지를 모두 재구성하고, [0, 1] 픽셀값의 제곱오차를 픽셀과 이미지에 대해 평균했습니다.',
      en: 'Every test image is reconstructed by the shipped ONNX file; squared errors of pixels in [0, 1] are averaged over pixels and images.',
    },
  };
}

/** How every autoencoder is measured; only what it is held against differs. */
export function measureAutoencoder(
  comparisons: () => Promise<Pick<Metric, 'opponents' | 'published'>>,
): Recipe<AutoencoderParams>['measure'] {
  return async (run, { test }) => {
    const reconstruct = async (x: TensorValue) => {
      const { z } = await run('encoder', { x });
      return (await run('decoder', { z: z! })).x_mean!;
    };
    const name = { ko: '재구성 오차', en: 'Reconstruction error' };
    return [await reconstructionMetric(test, reconstruct, { id: 'mse', name, ...(await comparisons()) })];
  };
}
