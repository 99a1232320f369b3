/** What a model of p(x|y) is measured by: Bayes' rule, its likelihood, and how it takes what is no digit. */
import type { Dataset, Split } from '#scripts/datasets/dataset.ts';
import { binarizeSplit } from '#scripts/metrics/binarization.ts';
import { accuracy, bayesClasses } from '#scripts/metrics/classification.ts';
import { quadraticDiscriminant } from '#scripts/metrics/gaussian-classifiers.ts';
import { exactLikelihood, exactMetric, type Examples } from '#scripts/metrics/likelihood.ts';
import { logMeanExp } from '#scripts/metrics/log-probability.ts';
import { quantileWithError } from '#scripts/metrics/statistics.ts';
import { solvePca } from '#scripts/networks/pca.ts';
import type { Metric } from '#src/model-card.ts';
import { PUBLISHED } from './autoregression.ts';
import { simplestModels } from './opponents.ts';
import type { RunGraph } from './recipe.ts';
import { strangerMetrics, thresholdSplit } from './strangers.ts';
import { oneHotLabels } from './variational.ts';
import { projectSplit } from './variational-metrics.ts';

const classes = 10;

/** Of a graph `bayes` that gives the logits of images `x` told the digits `y`. */
export async function measureBayes(
  run: RunGraph,
  { train, validation, test }: Dataset,
): Promise<readonly Metric[]> {
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
    ...(await strangerMetrics(
      {
        name: { ko: 'p(x)', en: 'p(x)' },
        of: async (split) => logMarginal(await classLikelihoods(run, split)),
      },
      { train, test },
    )),
    ...refusalMetrics(logMarginal(await classLikelihoods(run, thresholdSplit(validation)))),
  ];
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
      ko: '픽셀을 반 이상 덮였으면 1, 아니면 0으로 바꾼 테스트 이미지마다 열 숫자의 p(x|y)를 정확하게 구해(근사나 표본 없이) 가장 큰 숫자를 골랐습니다. 열 숫자의 사전 확률은 같다고 두었습니다.',
      en: 'Of each test image, its pixels 1 where at least half covered, the exact p(x|y) for all ten digits (no bound, no samples); the largest decides. All digits have the same prior probability.',
    },
    opponents: [opponent],
    published: [
      {
        name: {
          ko: '합성곱 신경망 (판별 모델, Keras 예제, 파라미터 34,826개)',
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

/** Shares of digits, in per cent, that a threshold on log p(x) refuses. */
const REFUSED = [1, 2, 5, 10, 25, 50, 75];

/** Where a threshold on log p(x) lies that refuses a share of digits: from the validation split, for a page to refuse by. */
function refusalMetrics(marginal: Float64Array): readonly Metric[] {
  return REFUSED.map((percent) => ({
    ...quantileWithError(marginal, percent / 100),
    id: `log_px_percentile_${percent}`,
    name: {
      ko: `숫자의 ${percent}%를 거절하는 log p(x)의 문턱`,
      en: `Threshold on log p(x) that refuses ${percent}% of digits`,
    },
    unit: { ko: '이미지당 나트', en: 'nats per image' },
    better: 'neither',
    split: 'validation',
    protocol: {
      ko: `픽셀을 반 이상 덮였으면 1, 아니면 0으로 바꾼 검증 이미지의 log p(x)를 작은 것부터 늘어놓았을 때 ${percent}% 자리의 값입니다.`,
      en: `The ${percent}th percentile of log p(x) over the validation images, their pixels 1 where at least half covered.`,
    },
    opponents: [],
    published: [],
  }));
}
