import { gatherPixels } from '#scripts/datasets/batch.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { add, clip, mul, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { straightThrough, stopGradient } from '#scripts/graph/ops/gradient-flow.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
import {
  decode,
  encode,
  initVqVae,
  lookUp,
  quantize,
  updateCodebook,
  type VqVaeParams,
} from '#scripts/networks/vqvae.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import type { Metric } from '#src/model-card.ts';
import { opponentFromCard } from './opponents.ts';
import { defineRecipe } from './recipe.ts';
import { reconstructionMetric } from './reconstruction.ts';

const shape = {
  width: 28,
  patch: 4, // 7×7 codes
  channels: 64,
  codes: 64,
  codeDim: 16,
};
const KERAS = {
  name: { ko: 'Keras 예제의 VQ-VAE (코드 128개, 7×7)', en: 'VQ-VAE of the Keras examples (128 codes, 7×7)' },
  value: 0.0042,
  source: 'keras.io/examples/generative/vq_vae',
};
/** Weight of the codes' distance from what they stand for, beside the error of a pixel. */
const COMMITMENT = 0.01;
const CODEBOOK = {
  decay: 0.99,
  minCount: 0.5, // of 32 · 49 outputs; without new starts most codes are never used
};
const grid = shape.width / shape.patch;

/** [batch, 784] → the reconstruction, and what is between. */
function reconstruct(params: Symbolic<VqVaeParams>, x: Tensor) {
  const z = encode(params, shape, x);
  const codes = quantize(params, z);
  const z_q = lookUp(params, codes);
  return { z, codes, z_q, x_mean: decode(params, shape, straightThrough(z_q, z)) };
}

export default defineRecipe<VqVaeParams>({
  id: 'vqvae-mnist',
  title: { ko: 'MNIST의 VQ-VAE', en: 'VQ-VAE of MNIST' },
  summary: {
    ko: '손글씨 숫자 그림을 7×7칸의 코드 번호로 줄였다가 되살립니다. 칸마다 코드북의 벡터 64개 가운데 인코더의 출력에 가장 가까운 것을 고릅니다.',
    en: 'Compresses a handwritten digit into 7×7 numbers of codes and brings it back. Each is the nearest of a codebook’s 64 vectors to what the encoder gives there.',
  },
  limits: {
    ko: '코드가 어떻게 이어지는지는 배우지 않았으므로 코드를 아무렇게나 늘어놓으면 숫자가 되지 않습니다. 그 일은 prior-vqvae-mnist가 합니다.',
    en: 'It has not learned which codes go together, and codes drawn at random do not make a digit; that is what prior-vqvae-mnist has learned.',
  },
  dataset: 'mnist',
  network:
    '28×28 → 14×14×4 → 4×4 stride 2, 64 → residual 1×1 and 1×1, 64 → 7×7 of 64 codes of 16 numbers → 3×3, 64 → residual 3×3 and 1×1, 64 → 3×3, 16 → 28×28, ReLU, clipped',
  learning: {
    by: 'descent',
    objective: descend({
      batchSize: 32,
      steps: 20_000, // 13 passes
      validateEvery: 1_000,
      init: (random) => initVqVae(random, shape),
      optimizer: adam(),
      learningRate: cosine({ peak: 3e-3, warmupSteps: 200 }),
      inputs: (batchSize) => ({
        x: input('x', [batchSize, shape.width ** 2]),
        candidates: input('candidates', [shape.codes]),
      }),
      trainingFeeds({ train }, indices, random) {
        const x = gatherPixels(train, indices);
        const outputs = indices.length * grid ** 2;
        const candidates = Float32Array.from({ length: shape.codes }, () => random.integer(outputs));
        return { x, candidates: { data: candidates, shape: [shape.codes] } };
      },
      validationFeeds: ({ validation }, indices) => ({ x: gatherPixels(validation, indices) }),
      loss(params, { x, candidates }) {
        const { z, codes, z_q, x_mean } = reconstruct(params, x!);
        const error = mean(square(sub(x_mean, x!)));
        const commitment = mean(square(sub(z, stopGradient(z_q))));
        return {
          loss: add(error, mul(commitment, COMMITMENT)),
          reports: { error, commitment },
          assign: updateCodebook(params, { z, codes, candidates: candidates! }, CODEBOOK),
        };
      },
      validationLoss: (params, { x }) => mean(square(sub(reconstruct(params, x!).x_mean, x!))),
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  graphs(params) {
    const codesIn = input('codes', ['batch', grid, grid]);
    const { z, codes, z_q } = reconstruct(params, input('x', ['batch', shape.width ** 2]));
    return {
      encoder: { codes, z, z_q },
      decoder: { x_mean: clip(decode(params, shape, lookUp(params, codesIn)), 0, 1) },
    };
  },
  async references(x, run) {
    const { codes } = await run('encoder', { x });
    return { encoder: { x }, decoder: { codes: codes! } };
  },
  async measure(run, { test }) {
    const used = new Uint32Array(shape.codes);
    const error = await reconstructionMetric(
      test,
      async (x) => {
        const codes = (await run('encoder', { x })).codes!;
        for (const code of codes.data) used[Number(code)]!++;
        return (await run('decoder', { codes })).x_mean!;
      },
      {
        id: 'mse',
        name: { ko: '재구성 오차', en: 'Reconstruction error' },
        opponents: [await opponentFromCard('pca-mnist', 'mse_32')],
        published: [KERAS],
      },
    );
    return [error, usedCodes(used, test.count)];
  },
});

/** The share of the codebook that the test split's codes need. */
function usedCodes(counts: Uint32Array, count: number): Metric {
  return {
    id: 'used_codes',
    name: { ko: '쓰인 코드의 비율', en: 'Share of the codes in use' },
    value: counts.filter((times) => times > 0).length / counts.length,
    standardError: 0,
    unit: { ko: '코드북 대비', en: 'of the codebook' },
    better: 'higher',
    split: 'test',
    count,
    protocol: {
      ko: '테스트 이미지를 모두 코드로 바꾸었을 때 한 번이라도 나온 코드의 비율입니다.',
      en: 'Codes that occur at least once when every test image is encoded.',
    },
    opponents: [],
    published: [],
  };
}
