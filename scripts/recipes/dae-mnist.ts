import { warpImages } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import { dropPixels, eraseRectangles } from '#scripts/datasets/masking.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { openGraphs } from './graph-runner.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { square, sub } from '#scripts/graph/ops/elementwise.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { input } from '#scripts/graph/tensor.ts';
import { addNoise } from '#scripts/metrics/denoising.ts';
import { findModel, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import { denoise, initDenoiser, type DenoiserParams } from '#scripts/networks/denoiser.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { defineRecipe } from './recipe.ts';
import { filterWith, restorationMetrics } from './restoration.ts';

const shape = { channels: [24, 48], narrow: 16, denseDim: 384 } as const;

/** Of half of the training images; 50,000 alone are learned by heart. */
const warp = { share: 0.5, rotation: 0.15, shear: 0.15, scale: 0.1, shift: 0.5 };

export default defineRecipe<DenoiserParams>({
  id: 'dae-mnist',
  title: { ko: 'MNIST 잡음 제거 오토인코더', en: 'MNIST denoising autoencoder' },
  summary: {
    ko: '잡음이 섞였거나 일부가 지워진 숫자 그림을 원래대로 되살립니다. 잡음의 세기나 지워진 자리를 알려 주지 않아도 신경망 하나가 모두 맡습니다.',
    en: 'Restores digits that are noisy or partly erased. One network does it all and is told neither how strong the noise is nor what is missing.',
  },
  limits: {
    ko: '손글씨 숫자만 보았으므로 다른 그림에 잡음이 심하면 숫자처럼 고쳐 버립니다. 제곱오차를 줄이도록 배워서 확신이 없는 곳은 흐릿하게 남깁니다.',
    en: 'Having seen handwritten digits only, it turns other drawings into something like digits where noise is strong. It was trained on squared errors and leaves blurred what it is unsure of.',
  },
  dataset: 'mnist',
  network:
    '28×28 → 14×14×24 → 7×7×48 → 384 → 7×7×48 → 14×14×24 → 28×28: convolutions 3×3 with skip connections, SiLU, sigmoid',
  learning: {
    by: 'descent',
    objective: descend<DenoiserParams>({
      batchSize: 128,
      steps: 14_000, // 36 passes
      validateEvery: 1_000,
      init: (random) => initDenoiser(random, shape),
      optimizer: adam(),
      learningRate: cosine({ peak: 4e-3, warmupSteps: 400 }),
      averaging: 0.999,
      inputs: (batchSize) => ({
        x: input('x', [batchSize, 784]),
        clean: input('clean', [batchSize, 784]),
      }),
      trainingFeeds({ train, width }, indices, random) {
        const clean = gatherPixels(train, indices);
        warpImages(clean, width, warp, random);
        return { clean, x: damageEach(clean, random) };
      },
      validationFeeds({ validation }, indices, random) {
        const clean = gatherPixels(validation, indices);
        return { clean, x: damageEach(clean, random) };
      },
      loss: (params, { x, clean }) => mean(square(sub(denoise(params, x!), clean!))),
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  graphs: (params) => ({ denoiser: { x_mean: denoise(params, input('x', ['batch', 784])) } }),
  references: async (x) => ({ denoiser: { x: addNoise(x, 0.5, seededRandomStream(5)) } }),
  async measure(run, { test }) {
    const linear = await openModel('wiener-mnist');
    const narrow = await openModel('ae-mnist');
    const metrics = await restorationMetrics(
      test,
      () => async (x) => (await run('denoiser', { x })).x_mean!,
      [
        { name: linear.card.title, repair: (damage) => filterWith(linear.run, damage) },
        {
          name: narrow.card.title, // it has never seen damage; its narrow code alone mends some
          of: ['noise_050', 'rectangle'],
          repair: () => async (x) =>
            (await narrow.run('decoder', { z: (await narrow.run('encoder', { x })).z! })).x_mean!,
        },
      ],
    );
    await linear.close();
    await narrow.close();
    return metrics;
  },
});

/** Noise of any strength for three images in five; for the others any share of pixels gone, or a rectangle. */
function damageEach({ data, shape: [count, pixels] }: TensorValue, random: RandomStream): TensorValue {
  const damaged = new Float32Array(data.length);
  for (let image = 0; image < count!; image++) {
    const from = image * pixels!;
    const one = { data: data.slice(from, from + pixels!), shape: [1, pixels!] };
    damaged.set(damageOne(one, random).data as Float32Array, from);
  }
  return { data: damaged, shape: [count!, pixels!] };
}

function damageOne(image: TensorValue, random: RandomStream): TensorValue {
  const kind = random.uniform();
  if (kind < 0.6) return addNoise(image, random.uniform(), random);
  if (kind < 0.8) return dropPixels(image, 0.9 * random.uniform(), random);
  return eraseRectangles(image, 28, anyRectangle, random);
}

const anyRectangle = (random: RandomStream) => ({
  height: 4 + random.integer(13),
  width: 4 + random.integer(13),
});

/** A model that the project ships already, to hold this one against. */
async function openModel(id: string) {
  const { card, graphs } = await findModel(MODELS_DIRECTORY, id);
  return { card, ...(await openGraphs(graphs, { backend: 'cpu', threads: 1 })) };
}
