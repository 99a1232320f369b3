import type { Split } from '#scripts/datasets/dataset.ts';
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { oneHot } from '#scripts/graph/ops/indexing.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { crossEntropy } from '#scripts/graph/ops/softmax.ts';
import { input } from '#scripts/graph/tensor.ts';
import { codeLikelihood, placeFrequencies } from '#scripts/metrics/code-likelihood.ts';
import { negated } from '#scripts/metrics/likelihood.ts';
import { findModel, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import { applyCodePrior, initCodePrior, type CodePriorParams } from '#scripts/networks/vqvae-prior.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import type { Metric } from '#src/model-card.ts';
import { defineRecipe } from './recipe.ts';

const CODES = 64; // of vqvae-mnist
const shape = {
  height: 7,
  width: 7,
  inputs: 16, // numbers that stand for a code
  channels: 48,
  first: [4, 7],
  layers: 3, // with the first, as far as the grid reaches
  outputs: CODES,
} as const;

/** Codes of these indices, as whole float32. */
function gatherCodes({ images, count }: Split, indices: Int32Array): TensorValue {
  const places = images.length / count;
  const data = new Float32Array(indices.length * places);
  for (const [row, index] of indices.entries()) {
    data.set(images.subarray(index * places, (index + 1) * places), row * places);
  }
  return { data, shape: [indices.length, shape.height, shape.width] };
}

export default defineRecipe<CodePriorParams>({
  id: 'prior-vqvae-mnist',
  title: { ko: 'VQ-VAE 코드의 사전 분포', en: 'Prior of the VQ-VAE’s codes' },
  summary: {
    ko: 'VQ-VAE가 옮긴 7×7칸의 코드를 왼쪽 위부터 한 칸씩 예측하는 작은 PixelCNN입니다. 여기서 뽑은 코드를 VQ-VAE의 디코더에 넣으면 새 숫자가 나옵니다.',
    en: 'A small PixelCNN that predicts the VQ-VAE’s 7×7 codes one by one from the top left. Codes drawn from it become new digits in the VQ-VAE’s decoder.',
  },
  limits: {
    ko: 'vqvae-mnist의 코드에만 맞으며, 그 모델을 다시 훈련하면 함께 다시 훈련해야 합니다. 로그가능도는 코드의 것이므로 픽셀의 로그가능도나 다른 코드북의 값과 견줄 수 없습니다.',
    en: 'It fits the codes of vqvae-mnist only and has to be trained again with it. Its log-likelihood is that of the codes: it does not compare with one of pixels, nor strictly with that of another codebook.',
  },
  dataset: 'mnist-codes',
  network:
    '7×7 of 64 codes → 16 numbers each → 4×7 mask A, 48 → three residual 2×3 mask B, 48 → 1×1, 48 → 1×1, 64, ReLU, with a learned map of places',
  learning: {
    by: 'descent',
    objective: descend({
      batchSize: 64,
      steps: 8_000, // 10 passes
      validateEvery: 500,
      init: (random, { train }) => initCodePrior(random, shape, placeFrequencies(train, CODES)),
      optimizer: adam(),
      learningRate: cosine({ peak: 3e-3, warmupSteps: 200 }),
      averaging: 0.999,
      inputs: (batchSize) => ({ codes: input('codes', [batchSize, shape.height, shape.width]) }),
      trainingFeeds: ({ train }, indices) => ({ codes: gatherCodes(train, indices) }),
      validationFeeds: ({ validation }, indices) => ({ codes: gatherCodes(validation, indices) }),
      loss: (params, { codes }) =>
        mean(sum(crossEntropy(applyCodePrior(params, codes!), oneHot(codes!, CODES)), [1, 2])),
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  graphs: (params) => ({
    prior: { logits: applyCodePrior(params, input('codes', ['batch', shape.height, shape.width])) },
  }),
  references: async (x) => ({ prior: { codes: await encoded(x) } }),
  async measure(run, { train, test }) {
    const places = shape.height * shape.width;
    const values = await codeLikelihood(test, async ({ data, shape: [rows] }) => {
      const codes = { data, shape: [rows!, shape.height, shape.width] };
      return (await run('prior', { codes })).logits!;
    });
    const frequencies = placeFrequencies(train, CODES);
    const alone = await codeLikelihood(test, async ({ shape: [rows] }) => ({
      data: Float32Array.from(
        { length: rows! * places * CODES },
        (_, at) => frequencies[at % frequencies.length]!,
      ),
      shape: [rows!, places, CODES],
    }));
    return [nllMetric(values, alone)];
  },
});

function nllMetric(values: Float64Array, alone: Float64Array): Metric {
  return {
    id: 'nll',
    name: { ko: '코드의 음의 로그가능도', en: 'Negative log-likelihood of the codes' },
    ...negated(values),
    unit: { ko: '이미지당 나트', en: 'nats per image' },
    better: 'lower',
    split: 'test',
    protocol: {
      ko: `테스트 이미지를 vqvae-mnist의 인코더로 옮긴 코드 49개(${CODES}가지)의 로그가능도를 칸마다 조건부 확률을 곱해 정확하게 구하고 부호를 바꾸어 평균했습니다.`,
      en: `The exact log-likelihood, by the chain rule, of the 49 codes (of ${CODES} kinds) that the encoder of vqvae-mnist gives for every test image, negated and averaged over images.`,
    },
    opponents: [
      {
        name: { ko: '칸마다 따로 센 코드의 빈도', en: 'Frequency of the codes at each place' },
        value: negated(alone).value,
        source: {
          ko: '훈련 데이터에서 센 빈도, 모델과 함께 잰 값',
          en: 'counted in the training split, measured with the model',
        },
      },
    ],
    published: [],
  };
}

/** The codes of images, by the VQ-VAE that the prior belongs to. */
async function encoded(x: TensorValue): Promise<TensorValue> {
  const { graphs } = await findModel(MODELS_DIRECTORY, 'vqvae-mnist');
  const session = await openSession(graphs['encoder']!, { backend: 'cpu', threads: 1 });
  try {
    return (await session.run({ x }))['codes']!;
  } finally {
    await session.release();
  }
}
