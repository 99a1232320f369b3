/** A GAN whose players are both told the digit (Mirza & Osindero 2014; the discriminator's way is Miyato & Koyama 2018). */
import { adam } from '#scripts/graph/optimizers.ts';
import { input } from '#scripts/graph/tensor.ts';
import { firstPixels, judgeImages, sampleMetrics } from '#scripts/metrics/sample-quality.ts';
import { accuracy } from '#scripts/metrics/classification.ts';
import { discriminate, generate, type GanParams, type GanShape } from '#scripts/networks/gan.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { linear } from '#scripts/training/schedules.ts';
import type { Metric } from '#src/model-card.ts';
import { adversarialObjective } from './adversarial.ts';
import { openJudge } from './evaluator.ts';
import {
  digitOpponents,
  digitPlayers,
  distanceToValidation,
  drawDigits,
  latentInputs,
  withGenerated,
} from './generated-digits.ts';
import { defineRecipe } from './recipe.ts';
import { normals, oneHotLabels } from './variational.ts';

const shape: GanShape = {
  latentDim: 32,
  classes: 10,
  generatorChannels: [32, 16],
  discriminatorChannels: [16, 32, 64],
};

const everyDigit = Uint8Array.from({ length: 10 }, (_, digit) => digit);

export default defineRecipe<GanParams>({
  id: 'cgan-mnist',
  title: { ko: 'MNIST 조건부 GAN', en: 'MNIST conditional GAN' },
  summary: {
    ko: '주문한 숫자를 그리는 생성자와, 그 숫자의 진짜 그림인지 가려내는 판별자입니다.',
    en: 'A generator that draws the digit that is asked for, and a discriminator that tells whether an image is a real one of that digit.',
  },
  limits: {
    ko: '그림의 확률을 계산할 수 없습니다. 주문한 숫자로 읽히지 않는 그림도 드물게 나옵니다.',
    en: 'It gives no probability of an image. Now and then an image does not read as the digit asked for.',
  },
  dataset: 'mnist',
  network:
    'G: 32 + 10 → 7×7×32 → 14×14×16 → 28×28, batch norm, ReLU, sigmoid; D: 28×28 → 14×14×16 → 7×7×32 → 4×4×64 → 1 + projection of the class, leaky ReLU',
  learning: {
    by: 'descent',
    objective: adversarialObjective(digitPlayers(shape), {
      game: 'non-saturating',
      batchSize: 32,
      steps: 14_000, // 9 passes
      optimizer: adam({ beta1: 0, beta2: 0.99 }),
      learningRate: linear({ peak: 4e-3, warmupSteps: 100 }),
      penalty: 0.1,
      penaltyExamples: 8,
      averaging: 0.999,
      validateEvery: 1_500,
      validation: distanceToValidation(shape),
    }),
  },
  storage: 'float16',
  atol: 2e-3,
  graphs({ generator, discriminator }) {
    const { z, y } = latentInputs(shape);
    return {
      generator: { x_mean: generate(generator, z, y) },
      discriminator: {
        score: discriminate(discriminator, input('x', ['batch', 784]), input('y', ['batch', shape.classes])),
      },
    };
  },
  async references(x, run) {
    const z = normals([10, shape.latentDim], seededRandomStream(2019));
    const { x_mean: generated } = await run('generator', { z, y: oneHotLabels(everyDigit, 10) });
    const twice = Uint8Array.from([...everyDigit, ...everyDigit]);
    return {
      generator: { z, y: oneHotLabels(everyDigit, 10) },
      discriminator: { x: withGenerated(x, generated!), y: oneHotLabels(twice, 10) },
    };
  },
  async measure(run, dataset) {
    const { judge, close } = await openJudge();
    try {
      const count = dataset.test.count;
      const images = await drawDigits(async (feeds) => (await run('generator', feeds)).x_mean!, count, shape);
      const { classes } = await judgeImages(images, judge);
      const asked = Uint8Array.from({ length: count }, (_, index) => index % 10);
      const agreement: Metric = {
        id: 'agreement',
        name: { ko: '주문한 숫자로 읽힌 비율', en: 'Share read as the digit asked for' },
        ...accuracy(classes, asked),
        unit: { ko: '비율', en: 'share' },
        better: 'higher',
        split: 'test',
        protocol: {
          ko: `숫자마다 똑같이 모두 ${count}장을 생성해 이 프로젝트의 분류기로 읽었습니다.`,
          en: `The project's own classifier reads ${count} generated images, as many of each digit.`,
        },
        opponents: [
          {
            name: { ko: '테스트 이미지를 이름표대로 읽은 비율', en: 'Test images read as their label' },
            value: accuracy(
              (await judgeImages(firstPixels(dataset.test, count), judge)).classes,
              dataset.test.labels,
            ).value,
            source: 'models/classifier-mnist',
          },
        ],
        published: [],
      };
      const opponents = await digitOpponents(dataset, judge);
      return [agreement, ...(await sampleMetrics(images, dataset, judge, { opponents, published: [] }))];
    } finally {
      await close();
    }
  },
});
