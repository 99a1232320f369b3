/** The smallest training that has everything a large one has: drawn digits, a network, noise in its batches. */
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import { adam, type Optimizer } from '#scripts/graph/optimizers.ts';
import { reconstructionObjective } from '#scripts/recipes/reconstruction.ts';
import type { TrainingOptions } from '#scripts/training/loop.ts';
import type { Progress } from '#scripts/training/progress.ts';
import { cosine, type Schedule } from '#scripts/training/schedules.ts';

export const tinyDataset = () => makeStrokes({ seed: 3, counts: { train: 600, validation: 500, test: 100 } });

export function tinyObjective(
  overrides: { optimizer?: Optimizer; learningRate?: Schedule; encoderDims?: number[] } = {},
) {
  const { encoderDims = [16], ...rest } = overrides;
  return reconstructionObjective(
    { inputDim: 784, encoderDims, latentDim: 4, decoderDims: [16] },
    {
      batchSize: 50,
      steps: 60,
      validateEvery: 20,
      optimizer: adam(),
      learningRate: cosine({ peak: 1e-2, warmupSteps: 5 }),
      warp: { share: 0.5, rotation: 0.1, shear: 0.1, scale: 0.1, shift: 1 }, // so that steps draw random numbers
      ...rest,
    },
  );
}

export const silent: Progress = { step: () => undefined, line: () => undefined };

export function tinyOptions(
  checkpointPath: string,
  overrides: Partial<TrainingOptions> = {},
): TrainingOptions {
  return {
    backend: 'cpu',
    threads: 1,
    recipeId: 'tiny',
    recipeSha256: '0'.repeat(64),
    seed: 5,
    steps: 60,
    checkpointPath,
    checkpointSeconds: 3600,
    resume: false,
    progress: silent,
    signal: new AbortController().signal,
    ...overrides,
  };
}
