/** What a model of p(x|y) is measured by: Bayes' rule, its likelihood, and how it takes what is no digit. */
import { deflateRawSync } from 'node:zlib';
import type { Dataset, Split } from '#scripts/datasets/dataset.ts';
import { binarizeSplit } from '#scripts/metrics/binarization.ts';
import { accuracy, auroc, bayesClasses } from '#scripts/metrics/classification.ts';
import { quadraticDiscriminant } from '#scripts/metrics/gaussian-classifiers.ts';
import { exactLikelihood, exactMetric, type Examples } from '#scripts/metrics/likelihood.ts';
import { logMeanExp } from '#scripts/metrics/log-probability.ts';
import { meanOf } from '#scripts/metrics/statistics.ts';
import { solvePca } from '#scripts/networks/pca.ts';
import { seededRandomStream } from '#scripts/random.ts';
import type { Metric } from '#src/model-card.ts';
import { PUBLISHED } from './autoregression.ts';
import { simplestModels } from './opponents.ts';
import type { RunGraph } from './recipe.ts';
import { oneHotLabels } from './variational.ts';
import { projectSplit } from './variational-metrics.ts';

const classes = 10;

/** Of a graph `bayes` that gives the logits of images `x` told the digits `y`. */
export async function measureBayes(run: RunGraph, { train, test }: Dataset): Promise<readonly Metric[]> {
  const [sharp, bits] = [thresholdSplit(test), binarizeSplit(test)];
  const [ofSharp, ofBits] = [await classLikelihoods(run, sharp), await classLikelihoods(run, bits)];
  const marginal = logMarginal(ofBits);
  const nll = exactMetric(marginal, {
    opponents: simplestModels(train, bits),
    published: [PUBLISHED.pixelCnn, PUBLISHED.gatedPixelCnn],
  });
  const given = exactMetric(ofClass(ofBits, test.labels), { opponents: [], published: [] });
  return [
    accuracyMetric(ofSharp, test.labels, await discriminantOpponent(thresholdSplit(train), sharp)),
    {
      ...nll,
      protocol: {
        ko: `${nll.protocol.ko} p(x)는 열 숫자의 p(x|y)를 고르게 평균한 것입니다.`,
        en: `${nll.protocol.en} p(x) is the even mean of p(x|y) over the ten digits.`,
      },
    },
    {
      ...given,
      id: 'nll_given_label',
      name: { ko: '이름표를 알 때의 음의 로그가능도', en: 'Negative log-likelihood given the label' },
    },
    ...(await strangerMetrics(run, train, sharp)),
  ];
}

/** Ink where a pixel is at least half covered. */
function thresholdSplit({ images, labels, count }: Split): Split {
  return { images: images.map((grey) => (grey >= 128 ? 255 : 0)), labels, count };
}

/** log p(x|y) of every image for each digit: [classes] of [count]. */
async function classLikelihoods(run: RunGraph, split: Split): Promise<readonly Float64Array[]> {
  const values: Float64Array[] = [];
  for (let label = 0; label < classes; label++) {
    const told = async ({ x, labels }: Examples) =>
      (await run('bayes', { x, y: oneHotLabels(new Uint8Array(labels.length).fill(label), classes) }))
        .logits!;
    values.push(await exactLikelihood(split, told));
  }
  return values;
}

/** log p(x) where all digits are as frequent, [count]. */
const logMarginal = (ofClasses: readonly Float64Array[]) =>
  ofClasses[0]!.map((_, image) => logMeanExp(ofClasses.map((values) => values[image]!)));

const ofClass = (ofClasses: readonly Float64Array[], labels: Uint8Array) =>
  Float64Array.from(labels, (label, image) => ofClasses[label]![image]!);

function accuracyMetric(
  ofClasses: readonly Float64Array[],
  labels: Uint8Array,
  opponent: Metric['opponents'][number],
): Metric {
  return {
    ...accuracy(bayesClasses(ofClasses), labels),
    id: 'accuracy',
    name: { ko: '베이즈 규칙의 정확도', en: 'Accuracy by Bayes’ rule' },
    unit: { ko: '맞힌 비율', en: 'share right' },
    better: 'higher',
    split: 'test',
    protocol: {
      ko: '픽셀을 반 이상 덮였으면 1, 아니면 0으로 바꾼 테스트 이미지마다 열 숫자의 p(x|y)를 정확하게 구해(근사나 표본 없이) 가장 큰 숫자를 골랐습니다. 열 숫자의 사전확률은 같다고 두었습니다.',
      en: 'Of each test image, its pixels 1 where at least half covered, the exact p(x|y) for all ten digits (no bound, no samples); the largest decides. All digits have the same prior probability.',
    },
    opponents: [opponent],
    published: [
      {
        name: {
          ko: '합성곱망 (판별 모델, Keras 예제, 가중치 34,826개)',
          en: 'Convolutional network (discriminative, Keras example, 34,826 weights)',
        },
        value: 0.9922,
        source: 'keras.io/examples/vision/mnist_convnet',
      },
    ],
  };
}

const DISCRIMINANT_DIMS = 50;

/** Bayes' rule with a Gaussian for each digit, on the same bits. */
async function discriminantOpponent(train: Split, test: Split): Promise<Metric['opponents'][number]> {
  const pca = solvePca(train, DISCRIMINANT_DIMS);
  const codes = { z: projectSplit(pca, train), labels: train.labels };
  const scores = quadraticDiscriminant(codes, classes)(projectSplit(pca, test));
  return {
    name: {
      ko: `숫자마다 정규분포 하나 (주성분 ${DISCRIMINANT_DIMS}개)`,
      en: `One Gaussian for each digit (${DISCRIMINANT_DIMS} principal components)`,
    },
    value: accuracy(bayesClasses(scores), test.labels).value,
    source: 'scripts/metrics/gaussian-classifiers.ts',
  };
}

/** Images of each kind of stranger. */
const STRANGERS = 2_000;

/** How well p(x) tells digits from what is none, beside what needs no model. */
async function strangerMetrics(run: RunGraph, train: Split, digits: Split): Promise<readonly Metric[]> {
  const some = { images: digits.images.slice(0, STRANGERS * 784), labels: digits.labels.slice(0, STRANGERS), count: STRANGERS }; // prettier-ignore
  const usualInk = meanOf(Float64Array.from(inkOf(thresholdSplit(train))));
  const scores = async (split: Split) => ({
    model: logMarginal(await classLikelihoods(run, split)),
    ink: Float64Array.from(inkOf(split), (ink) => -Math.abs(ink - usualInk)),
    length: Float64Array.from(eachImage(split), (image) => -deflateRawSync(packed(image)).length),
  });
  const real = await scores(some);
  const metrics: Metric[] = [];
  for (const { id, ko, en, images } of strangers(some)) {
    const strange = await scores({ images, labels: some.labels, count: some.count });
    const source = 'the same images, measured with the model';
    metrics.push({
      ...auroc(real.model, strange.model),
      id: `auroc_${id}`,
      name: { ko: `숫자와 구별: ${ko}`, en: `Told from digits: ${en}` },
      unit: { ko: 'AUROC', en: 'AUROC' },
      better: 'higher',
      split: 'test',
      protocol: {
        ko: `테스트 이미지 ${STRANGERS}장의 p(x)가 ${ko} ${STRANGERS}장의 p(x)보다 클 확률입니다. 0.5면 구별하지 못한 것입니다.`,
        en: `Probability that p(x) of one of ${STRANGERS} test images is above that of one of ${STRANGERS} images of this kind; 0.5 is chance.`,
      },
      opponents: [
        {
          name: { ko: '칠해진 넓이', en: 'Amount of ink' },
          value: auroc(real.ink, strange.ink).value,
          source,
        },
        {
          name: { ko: '압축한 길이 (DEFLATE)', en: 'Compressed length (DEFLATE)' },
          value: auroc(real.length, strange.length).value,
          source,
        },
      ],
      published: [],
    });
  }
  return metrics;
}

function* eachImage({ images, count }: Split): Generator<Uint8Array> {
  const size = images.length / count;
  for (let image = 0; image < count; image++) yield images.subarray(image * size, (image + 1) * size);
}

/** Pixels of ink in each image. */
const inkOf = (split: Split) =>
  Array.from(eachImage(split), (image) => image.reduce((count, pixel) => count + Number(pixel > 0), 0));

/** Eight pixels a byte. */
function packed(image: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(image.length / 8));
  for (const [at, pixel] of image.entries()) if (pixel > 0) bytes[at >> 3]! |= 1 << (at & 7);
  return bytes;
}

/** Binary images that are no upright, centred digits. */
function strangers({ images }: Split) {
  const random = seededRandomStream(2);
  const moved = (from: (row: number, column: number) => readonly [row: number, column: number]) =>
    images.map((_, at) => {
      const [image, row, column] = [Math.floor(at / 784), Math.floor((at % 784) / 28), at % 28];
      const [fromRow, fromColumn] = from(row, column);
      return images[image * 784 + fromRow * 28 + fromColumn]!;
    });
  return [
    { id: 'noise', ko: '잡음', en: 'noise', images: images.map(() => 255 * random.integer(2)) },
    { id: 'inverted', ko: '흑백을 뒤집은 숫자', en: 'digits with ink and paper exchanged', images: images.map((pixel) => 255 - pixel) }, // prettier-ignore
    { id: 'turned', ko: '90도 돌린 숫자', en: 'digits turned by a quarter', images: moved((row, column) => [column, 27 - row]) }, // prettier-ignore
    { id: 'shifted', ko: '오른쪽 아래로 4픽셀씩 옮긴 숫자', en: 'digits moved by 4 pixels to the lower right', images: moved((row, column) => [(row + 24) % 28, (column + 24) % 28]) }, // prettier-ignore
    {
      id: 'empty',
      ko: '점 하나만 있는 종이',
      en: 'paper with a single dot',
      images: dots(images.length, random),
    },
  ];
}

/** A square of two by two pixels anywhere, a simple image that a model of digits may hold to be likely. */
function dots(length: number, random: ReturnType<typeof seededRandomStream>): Uint8Array {
  const images = new Uint8Array(length);
  for (let image = 0; image < length / 784; image++) {
    const [row, column] = [random.integer(27), random.integer(27)];
    for (const at of [0, 1, 28, 29]) images[image * 784 + row * 28 + column + at] = 255;
  }
  return images;
}
