import { warpImages } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { binaryCrossEntropy } from '#scripts/graph/ops/activation.ts';
import { neg } from '#scripts/graph/ops/elementwise.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import {
  applyBlockAutoregression,
  initBlockAutoregression,
  type BlockParams,
} from '#scripts/networks/block-autoregression.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { binarized, inkLogits, thresholded, warpAt } from './autoregression.ts';
import { measureBayes } from './bayes-metrics.ts';
import { gatherOneHot } from './labels.ts';
import { defineRecipe } from './recipe.ts';
import { oneHotLabels } from './variational.ts';

const classes = 10;
const shape = {
  width: 28,
  block: 4, // 7 × 7 blocks: a sixteenth of the work that convolutions over pixels would be
  classes,
  channels: 64,
  layers: 5, // with the first layer, six rows of blocks up: all there are above the last
  units: 8,
};

/** Of the reference's ten digits the one that is told each class in turn. */
const COMPARED = 9;

/** Hands turn and slant digits in more ways than 50,000 images show; a class that has seen few of them is taken for another. */
const warp = {
  share: 0.5,
  rotation: 0.15,
  shear: 0.15,
  scale: 0.1,
  shift: 1,
  fade: [28_000, 36_000],
} as const;

export default defineRecipe<BlockParams>({
  id: 'bayes-mnist',
  title: { ko: 'MNIST 베이즈 분류기', en: 'Bayes classifier of MNIST' },
  summary: {
    ko: '숫자마다 그림이 나올 확률 p(x|y)를 픽셀을 차례로 따라가며 정확하게 구합니다. 분류를 따로 배우지 않고도, 열 숫자의 확률에 베이즈 규칙을 적용하면 분류기가 됩니다.',
    en: 'Gives the exact probability p(x|y) of an image for each digit, pixel after pixel. It never learned to classify; Bayes’ rule makes a classifier of its ten probabilities.',
  },
  limits: {
    ko: '픽셀을 0과 1로만 봅니다. 숫자가 아닌 그림에도 열 숫자 가운데 하나를 고르고, 그런 그림의 p(x)가 숫자보다 높게 나올 수도 있습니다. 그림을 새로 뽑으려면 784번 계산해야 합니다.',
    en: 'It sees pixels as 0 or 1. Even of what is no digit it chooses one of ten, and such an image may have a higher p(x) than a digit. To draw an image it has to be run 784 times.',
  },
  dataset: 'mnist',
  network:
    '7×7 blocks of 16 pixels → 2×5 mask A, 64 → five residual 2×3 mask B, 64 → masked 16 × 8 → 16 × 8 → 16, SiLU, each layer told the class',
  learning: {
    by: 'descent',
    objective: descend<BlockParams>({
      batchSize: 32, // many small steps: an image is 784 examples
      steps: 36_000, // 23 passes
      validateEvery: 3_000,
      init: (random, { train }) => initBlockAutoregression(random, shape, classLogits(train)),
      optimizer: adam(),
      learningRate: cosine({ peak: 4e-3, warmupSteps: 300 }),
      averaging: 0.999,
      inputs: (batchSize) => ({ x: input('x', [batchSize, 784]), y: input('y', [batchSize, classes]) }),
      trainingFeeds({ train, width }, indices, random, step) {
        const x = gatherPixels(train, indices);
        warpImages(x, width, warpAt(step, warp), random);
        return { x: binarized(x, random), y: gatherOneHot(train, indices, classes) };
      },
      validationFeeds: ({ validation }, indices, random) => ({
        x: binarized(gatherPixels(validation, indices), random),
        y: gatherOneHot(validation, indices, classes),
      }),
      loss: (params, { x, y }) => neg(mean(classLikelihood(params, x!, y!).logLikelihood)),
    }),
  },
  storage: 'float16',
  atol: 5e-3, // of sums over 784 pixels
  graphs(params) {
    const [x, y] = [input('x', ['batch', 784]), input('y', ['batch', classes])];
    const { logits, logLikelihood } = classLikelihood(params, x, y);
    return { bayes: { logits, log_likelihood: logLikelihood } };
  },
  /** Each digit told what it is, then one digit told that it is each of the ten, as Bayes' rule compares them. */
  async references(x) {
    const digits = thresholded(x);
    const size = digits.data.length / classes;
    const compared = digits.data.slice(COMPARED * size, (COMPARED + 1) * size);
    const rows = [digits.data, ...Array.from({ length: classes }, () => compared)];
    const labels = [...Array(classes).keys()];
    return {
      bayes: {
        x: { data: Float32Array.from(rows.flatMap((row) => [...row])), shape: [2 * classes, size] },
        y: oneHotLabels(Uint8Array.from([...labels, ...labels]), classes),
      },
    };
  },
  measure: measureBayes,
});

/**
 * @param x [batch, 784] of 0 and 1
 * @param y [batch, classes], one-hot
 * @returns logits [batch, 784] of each pixel given those before it, and log p(x|y) [batch]
 */
function classLikelihood(params: Symbolic<BlockParams>, x: Tensor, y: Tensor) {
  const logits = applyBlockAutoregression(params, shape, x, y);
  return { logits, logLikelihood: neg(sum(binaryCrossEntropy(logits, x), [1])) };
}

/** Each pixel's own distribution in each class, [classes, pixels]. */
function classLogits(train: Split): Float32Array {
  const size = train.images.length / train.count;
  const logits = new Float32Array(classes * size);
  for (let label = 0; label < classes; label++) {
    const members = [...train.labels.keys()].filter((row) => train.labels[row] === label);
    const images = new Uint8Array(members.length * size);
    for (const [row, index] of members.entries())
      images.set(train.images.subarray(index * size, (index + 1) * size), row * size);
    logits.set(
      inkLogits({ images, labels: new Uint8Array(members.length), count: members.length }),
      label * size,
    );
  }
  return logits;
}
