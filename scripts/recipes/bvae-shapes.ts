import { adam } from '#scripts/graph/optimizers.ts';
import type { BroadcastVaeParams, BroadcastVaeShape } from '#scripts/networks/broadcast-vae.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { disentanglementMetrics, disentanglingGraphs, disentanglingObjective } from './disentanglement.ts';
import { defineRecipe, type Recipe } from './recipe.ts';

// A smaller decoder cannot draw what shape and orientation change, and then no dimension comes to tell them.
const shape: BroadcastVaeShape = {
  width: 32,
  places: 8,
  encoderDims: [256, 128],
  latentDim: 8,
  decoderDims: [128, 128, 128, 128],
};

/** One recipe at five seeds: disentangling depends on luck, and one run says little. */
export default [1, 2, 3, 4, 5].map(seededRecipe);

function seededRecipe(seed: number): Recipe {
  return defineRecipe<BroadcastVaeParams>({
    id: `bvae-shapes-${seed}`,
    family: 'bvae-shapes',
    title: { ko: `도형 β-VAE (시드 ${seed})`, en: `β-VAE of shapes (seed ${seed})` },
    summary: {
      ko: '다섯 요인(모양, 크기, 방향, 가로 위치, 세로 위치)으로 그린 도형을 여덟 잠재변수로 옮기는 변분 오토인코더입니다. 잠재변수끼리의 의존을 벌하여, 잠재변수 하나가 되도록 요인 하나만 맡게 합니다. 시드만 다른 다섯 모델 가운데 하나입니다.',
      en: 'A variational autoencoder of shapes drawn from five factors (shape, size, orientation, x and y). What its eight latents tell of each other is penalised, so that each comes to stand for one factor where it can. One of five that differ in their seed alone.',
    },
    limits: {
      ko: '어느 잠재변수가 무엇을 맡을지는 시드마다 다르고, 방향을 맡는 잠재변수는 따로 생기지 않습니다. 정사각형과 타원은 돌려도 같은 그림이 되풀이되므로 방향은 그림만으로 다 알 수도 없습니다.',
      en: 'Which latent stands for what differs from seed to seed, and none comes to stand for orientation alone. As squares and ellipses repeat when turned, no image tells all of it either.',
    },
    dataset: 'shapes',
    network:
      '32×32 → 256 → 128 → 8 × (μ, log σ²); at each of 8×8 places (8 + x, y) → 128 → 128 → 128 → 128 → 4×4 pixels, SiLU, Bernoulli',
    learning: {
      by: 'descent',
      objective: disentanglingObjective(shape, {
        beta: 2.2, // of 4 and more, only three dimensions stay in use: size and the two places
        warmupSteps: 6_000,
        batchSize: 64,
        steps: 9_000, // 12 passes
        validateEvery: 1_500,
        optimizer: adam(),
        learningRate: cosine({ peak: 2e-3, warmupSteps: 300 }),
      }),
    },
    seed,
    storage: 'float16',
    atol: 5e-3,
    ...disentanglingGraphs(shape, 'shapes'),
    measure: (run, dataset) => disentanglementMetrics(run, dataset, shape.latentDim),
  });
}
