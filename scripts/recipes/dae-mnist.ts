import { warpImages } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import { dropPixels, eraseRectangles } from '#scripts/datasets/masking.ts';
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { square, sub } from '#scripts/graph/ops/elementwise.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { input } from '#scripts/graph/tensor.ts';
import { addNoise, psnr, restorationError, type Denoise } from '#scripts/metrics/denoising.ts';
import { fitDropFilter, fitWienerFilter } from '#scripts/metrics/wiener.ts';
import { findModel, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import { denoise, initDenoiser, type DenoiserParams } from '#scripts/networks/denoiser.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import type { Metric } from '#src/model-card.ts';
import { defineRecipe } from './recipe.ts';

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
  async measure(run, { train, test }) {
    const restore: Denoise = async (x) => (await run('denoiser', { x })).x_mean!;
    const metrics: Metric[] = [];
    for (const { id, name, damage, fitOpponents } of damages) {
      const ratio = async (repair: Denoise) => psnr(await restorationError(test, damage, repair));
      const opponents = [
        {
          name: { ko: '그대로 둠', en: 'Left as it is' },
          value: (await ratio(async (damaged) => damaged)).value,
          source: { ko: '모델과 함께 잰 값', en: 'measured with the model' },
        },
      ];
      for (const fit of fitOpponents) {
        const { name: opponent, repair, close } = await fit(train);
        opponents.push({
          name: opponent,
          value: (await ratio(repair)).value,
          source: { ko: '모델과 함께 잰 값', en: 'measured with the model' },
        });
        await close();
      }
      metrics.push({
        id: `psnr_${id}`,
        name: { ko: `복원 PSNR, ${name.ko}`, en: `PSNR, ${name.en}` },
        ...(await ratio(restore)),
        unit: { ko: 'dB', en: 'dB' },
        better: 'higher',
        split: 'test',
        protocol: {
          ko: '테스트 이미지를 모두 한 번씩 훼손했다가 복원하고, [0, 1] 픽셀값의 제곱오차를 픽셀과 이미지에 대해 평균한 뒤 −10 log₁₀을 취했습니다. 훼손은 어느 방법에나 똑같습니다.',
          en: 'Every test image is damaged once and restored; squared errors of pixels in [0, 1] are averaged over pixels and images before −10 log₁₀. The damage is the same for every method.',
        },
        opponents,
        published: [],
      });
    }
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

type FitOpponent = (
  train: Parameters<typeof fitWienerFilter>[0],
) => Promise<{ readonly name: Metric['name']; readonly repair: Denoise; close(): Promise<void> }>;

const wiener =
  (sigma: number): FitOpponent =>
  async (train) => {
    const { denoise: repair, close } = await fitWienerFilter(train, sigma);
    return {
      name: { ko: '위너 필터 (최선의 선형)', en: 'Wiener filter (the best linear one)' },
      repair,
      close,
    };
  };

const linear =
  (share: number): FitOpponent =>
  async (train) => {
    const { denoise: repair, close } = await fitDropFilter(train, share);
    return { name: { ko: '최선의 선형 필터', en: 'The best linear filter' }, repair, close };
  };

/** An autoencoder that has never seen damage; its narrow code alone mends some. */
const plainAutoencoder: FitOpponent = async () => {
  const { card, graphs } = await findModel(MODELS_DIRECTORY, 'ae-mnist');
  const open = (graph: string) => openSession(graphs[graph]!, { backend: 'cpu', threads: 1 });
  const [encoder, decoder] = [await open('encoder'), await open('decoder')];
  return {
    name: card.title,
    async repair(x) {
      const { z } = await encoder.run({ x });
      return (await decoder.run({ z: z! }))['x_mean']!;
    },
    async close() {
      await encoder.release();
      await decoder.release();
    },
  };
};

interface Damage {
  readonly id: string;
  readonly name: Metric['name'];
  readonly damage: Parameters<typeof restorationError>[1];
  readonly fitOpponents: readonly FitOpponent[];
}

const noise = (id: string, sigma: number, others: readonly FitOpponent[] = []): Damage => ({
  id,
  name: { ko: `가우스 잡음 σ = ${sigma}`, en: `Gaussian noise σ = ${sigma}` },
  damage: (x, random) => addNoise(x, sigma, random),
  fitOpponents: [wiener(sigma), ...others],
});

const dropped = (share: number): Damage => ({
  id: `dropped_${100 * share}`,
  name: { ko: `픽셀 ${100 * share}% 지움`, en: `${100 * share}% of the pixels gone` },
  damage: (x, random) => dropPixels(x, share, random),
  fitOpponents: [linear(share)],
});

const erased: Damage = {
  id: 'rectangle',
  name: { ko: '10×10 직사각형 지움', en: 'a rectangle of 10×10 gone' },
  damage: (x, random) => eraseRectangles(x, 28, { height: 10, width: 10 }, random),
  fitOpponents: [plainAutoencoder],
};

const damages: readonly Damage[] = [
  noise('noise_050', 0.5, [plainAutoencoder]),
  noise('noise_025', 0.25),
  noise('noise_100', 1),
  dropped(0.5),
  dropped(0.75),
  erased,
];
