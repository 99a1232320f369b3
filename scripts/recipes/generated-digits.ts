/** Adversarial games of digits: their players, and the digits that they draw, as training and cards judge them. */
import type { Dataset, Split } from '#scripts/datasets/dataset.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import { openSession, type TensorValue, type Values } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import { frechetBetween, frechetDistance } from '#scripts/metrics/frechet.ts';
import { fitGaussian, type Gaussian } from '#scripts/metrics/gaussian.ts';
import { firstPixels, judgeImages, type Judge } from '#scripts/metrics/sample-quality.ts';
import { findModel, listModels, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import { discriminate, generate, initGan, type GanParams, type GanShape } from '#scripts/networks/gan.ts';
import { trainBatchNorm } from '#scripts/networks/normalization.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';
import type { Validation } from '#scripts/training/objective.ts';
import type { Metric } from '#src/model-card.ts';
import type { Players } from './adversarial.ts';
import { openJudge } from './evaluator.ts';
import { normals, oneHotLabels } from './variational.ts';

/** The convolutional networks as players of a game. */
export function digitPlayers(shape: GanShape): Players<GanParams> {
  return {
    latentDim: shape.latentDim,
    dataDim: 784,
    classes: shape.classes,
    init: (random) => initGan(random, shape),
    generate: ({ generator }, z, y, assign) =>
      generate(generator, z, y, assign && trainBatchNorm(assign, NORM_MOMENTUM)),
    score: ({ discriminator }, x, y) => discriminate(discriminator, x, y),
    examples: ({ train }, indices) => gatherPixels(train, indices),
  };
}

/** Of running statistics; the averaging of weights smooths them once more. */
const NORM_MOMENTUM = 0.1;

export interface Drawing {
  readonly latentDim: number;
  /** Classes that the generator is told of, each in turn; 0 where it is told nothing. */
  readonly classes: number;
}

const BATCH = 250;

/**
 * Images of random latents, the same each time.
 *
 * @param generate gives x_mean from `z` and, with classes, `y`
 * @returns        [count, 784]
 */
export async function drawDigits(
  generate: (feeds: Values) => Promise<TensorValue>,
  count: number,
  { latentDim, classes }: Drawing,
): Promise<TensorValue> {
  const random = seededRandomStream(1);
  const data = new Float32Array(count * 784);
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from);
    const labels = Uint8Array.from({ length: size }, (_, row) => (from + row) % classes);
    const x = await generate({
      z: normals([size, latentDim], random),
      ...(classes > 0 && { y: oneHotLabels(labels, classes) }),
    });
    data.set(x.data as Float32Array, from * 784);
  }
  return { data, shape: [count, 784] };
}

/** Enough for the training's course; a card's figures take 10,000. */
const VALIDATION_SAMPLES = 4_000;

/** Fréchet distance of generated digits to the validation split's, in the shipped classifier's features. */
export function distanceToValidation(shape: GanShape): Validation<GanParams> {
  let real: Gaussian | undefined;
  return {
    name: 'validation_fd_64',
    async score({ generator }, { validation }, engine) {
      const { judge, close } = await openJudge();
      const { z, y } = latentInputs(shape);
      const x = generate(paramsAsConstants(generator, 'plain'), z, y);
      const session = await openSession(writeOnnx({ x_mean: x }, 'generator'), engine);
      try {
        const images = await drawDigits(
          async (feeds) => (await session.run(feeds)).x_mean!,
          VALIDATION_SAMPLES,
          shape,
        );
        const seen = async (pixels: TensorValue) => fitGaussian((await judgeImages(pixels, judge)).features);
        real ??= await seen(firstPixels(validation, validation.count));
        return frechetDistance(await seen(images), real);
      } finally {
        await session.release();
        await close();
      }
    },
  };
}

/** Inputs of a shipped generator: the latent and, where it is told one, the class. */
export const latentInputs = ({ latentDim, classes }: Drawing) => ({
  z: input('z', ['batch', latentDim]),
  y: classes > 0 ? input('y', ['batch', classes]) : undefined,
});

/**
 * What generated digits are held against, as rows of the Fréchet distance: a variational autoencoder's samples, real
 * images that were blurred, and the mean image of each class.
 */
export async function digitOpponents({ train, test }: Dataset, judge: Judge): Promise<Metric['opponents']> {
  const real = (await judgeImages(firstPixels(test, test.count), judge)).features;
  const distance = async (images: TensorValue) =>
    frechetBetween((await judgeImages(images, judge)).features, real).value;
  const rows: Metric['opponents'] = [
    {
      name: { ko: '흐리게 한 훈련 이미지', en: 'Blurred training images' },
      value: await distance(blurred(firstPixels(train, test.count))),
      source: 'scripts/recipes/generated-digits.ts',
    },
    {
      name: { ko: '숫자별 평균 이미지 10장', en: 'The mean image of each digit' },
      value: await distance(classMeans(train, test.count)),
      source: 'scripts/recipes/generated-digits.ts',
    },
  ];
  const trained = await listModels(MODELS_DIRECTORY);
  for (const id of ['vae-mnist', 'vae-mnist-2'].filter((vae) => trained.includes(vae))) {
    const { card, graphs } = await findModel(MODELS_DIRECTORY, id);
    const latentDim = Number(card.graphs['decoder']!.inputs['z']!.shape[1]);
    const session = await openSession(graphs['decoder']!, { backend: 'cpu', threads: 1 });
    const images = await drawDigits(async (feeds) => (await session.run(feeds)).x_mean!, test.count, {
      latentDim,
      classes: 0,
    }).finally(() => session.release());
    rows.push({
      name: { ko: `${card.title.ko}의 표본`, en: `Samples of ${card.title.en}` },
      value: await distance(images),
      source: `models/${id}`,
    });
  }
  return rows;
}

/** Each image under the kernel [1 2 1; 2 4 2; 1 2 1] / 16. */
function blurred({ data, shape }: TensorValue): TensorValue {
  const source = data as Float32Array;
  const taps = [-1, 0, 1].flatMap((down) =>
    [-1, 0, 1].map((right) => ({ down, right, weight: ((2 - Math.abs(down)) * (2 - Math.abs(right))) / 16 })),
  );
  const at = (image: number, row: number, column: number) =>
    row < 0 || column < 0 || row > 27 || column > 27 ? 0 : source[784 * image + 28 * row + column]!;
  const result = Float32Array.from(source, (_, index) => {
    const [image, row, column] = [Math.floor(index / 784), Math.floor(index / 28) % 28, index % 28];
    return taps.reduce(
      (sum, { down, right, weight }) => sum + weight * at(image, row + down, column + right),
      0,
    );
  });
  return { data: result, shape };
}

/** Mean images of the classes in turn, [count, 784]. */
function classMeans({ images, labels, count: examples }: Split, count: number): TensorValue {
  const sums = Array.from({ length: 10 }, () => new Float64Array(784));
  const counts = new Float64Array(10);
  for (let example = 0; example < examples; example++) {
    const label = labels[example]!;
    counts[label]!++;
    const sum = sums[label]!;
    for (let pixel = 0; pixel < 784; pixel++) sum[pixel]! += images[784 * example + pixel]! / 255;
  }
  const data = Float32Array.from({ length: count * 784 }, (_, index) => {
    const label = Math.floor(index / 784) % 10;
    return sums[label]![index % 784]! / counts[label]!;
  });
  return { data, shape: [count, 784] };
}

/** Drawn digits and generated ones, [drawn + generated, 784]: what a discriminator is asked about. */
export function withGenerated(drawn: TensorValue, generated: TensorValue): TensorValue {
  const data = new Float32Array(drawn.data.length + generated.data.length);
  data.set(drawn.data as Float32Array);
  data.set(generated.data as Float32Array, drawn.data.length);
  return { data, shape: [drawn.shape[0]! + generated.shape[0]!, 784] };
}
