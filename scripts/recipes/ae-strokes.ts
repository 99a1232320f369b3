import { adam } from '#scripts/graph/optimizers.ts';
import type { AutoencoderParams } from '#scripts/networks/autoencoder.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { defineRecipe } from './recipe.ts';
import { autoencoderGraphs, measureAutoencoder, reconstructionObjective } from './reconstruction.ts';

const shape = {
  inputDim: 784,
  encoderDims: [256, 128],
  latentDim: 16, // the pen paths have few degrees of freedom: slant, size, width, wobble
  decoderDims: [128, 256],
};

export default defineRecipe<AutoencoderParams>({
  id: 'ae-strokes',
  title: { ko: '그린 숫자의 오토인코더 (16차원)', en: 'Autoencoder of drawn digits (16-d)' },
  summary: {
    ko: '프로젝트가 직접 그린 숫자로 훈련합니다. 데이터를 내려받지 않아도 훈련을 처음부터 끝까지 돌려 볼 수 있습니다.',
    en: 'Trained on digits that the project draws itself, so that the whole course of a training runs without any download.',
  },
  limits: {
    ko: '사람의 손글씨를 본 적이 없으므로 손글씨를 재구성하는 데에는 쓰지 않습니다.',
    en: 'It has never seen human handwriting and is not meant to reconstruct it.',
  },
  dataset: 'strokes',
  network: '784 → 256 → 128 → 16 → 128 → 256 → 784, SiLU, sigmoid',
  learning: {
    by: 'descent',
    objective: reconstructionObjective(shape, {
      batchSize: 128,
      steps: 10_000, // about 25 passes: a demonstration, done in minutes
      validateEvery: 500,
      optimizer: adam(),
      learningRate: cosine({ peak: 1e-3, warmupSteps: 100 }),
    }),
  },
  storage: 'float16',
  atol: 1e-4,
  ...autoencoderGraphs(shape),
  measure: measureAutoencoder(async () => ({ opponents: [], published: [] })), // nothing else reads these drawings
});
