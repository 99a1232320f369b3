import { warpImages } from '#scripts/datasets/augmentation.ts';
import { gatherPixels } from '#scripts/datasets/batch.ts';
import { loadDataset } from '#scripts/datasets/catalogue.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { adamW } from '#scripts/graph/optimizers.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { crossEntropy } from '#scripts/graph/ops/softmax.ts';
import { input } from '#scripts/graph/tensor.ts';
import { accuracy, argmax } from '#scripts/metrics/classification.ts';
import { neighbourAccuracy } from '#scripts/metrics/probes.ts';
import { judgeImages } from '#scripts/metrics/sample-quality.ts';
import { classify, initClassifier, type ClassifierParams } from '#scripts/networks/classifier.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';
import { strangerMetrics } from './strangers.ts';

const warp = { share: 0.9, rotation: 0.25, shear: 0.25, scale: 0.15, shift: 2 };

export default defineRecipe<ClassifierParams>({
  id: 'classifier-mnist',
  title: { ko: 'MNIST 분류기', en: 'MNIST classifier' },
  summary: {
    ko: '손글씨 숫자를 0–9로 분류합니다. 층마다의 활성값을 함께 내놓으며, 로짓 바로 앞의 특징 64개는 다른 모델이 만든 그림을 재는 자로도 씁니다.',
    en: 'Classifies handwritten digits as 0–9. It gives the activations of every stage as well; the 64 features just before the logits also serve to measure images that other models make.',
  },
  limits: {
    ko: '무엇을 넣어도 열 가지 숫자 가운데 하나로 답합니다. 글자나 낙서를 넣으면 틀린 답을 자신 있게 내놓을 수 있습니다.',
    en: 'Whatever it is given, it answers with one of ten digits, and may be confidently wrong about letters or scribbles.',
  },
  dataset: 'mnist',
  network: '28×28 → conv 5×5/2 16 → conv 3×3/2 32 → conv 3×3 48 → max pool 2 → 64 → 10, SiLU',
  learning: {
    by: 'descent',
    objective: descend<ClassifierParams>({
      batchSize: 100,
      steps: 14_000, // 28 passes
      validateEvery: 1_000,
      init: (random) => initClassifier(random),
      optimizer: adamW({ weightDecay: 0.02 }),
      learningRate: cosine({ peak: 3e-3, warmupSteps: 300 }),
      averaging: 0.999,
      inputs: (batchSize) => ({ x: input('x', [batchSize, 784]), y: input('y', [batchSize, 10]) }),
      trainingFeeds({ train, width }, indices, random) {
        const x = gatherPixels(train, indices);
        warpImages(x, width, warp, random); // handwriting leans and wanders; 50,000 images show too little of it
        return { x, y: oneHotLabels(train, indices) };
      },
      validationFeeds: ({ validation }, indices) => ({
        x: gatherPixels(validation, indices),
        y: oneHotLabels(validation, indices),
      }),
      loss: (params, { x, y }) => mean(crossEntropy(classify(params, x!).logits, y!)),
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  graphs: (params) => ({ classifier: { ...classify(params, input('x', ['batch', 784])) } }),
  references: async (x) => ({ classifier: { x } }),
  async measure(run, { train, test }) {
    const shared = {
      unit: { ko: '맞힌 비율', en: 'share right' },
      better: 'higher',
      split: 'test',
    } as const;
    const pixels = (split: Split) => ({ z: allPixels(split), labels: split.labels });
    const neighbours = await neighbourAccuracy(pixels(train), pixels(test));
    const strokes = (await loadDataset('strokes')).test;
    return [
      {
        ...shared,
        ...(await classifierAccuracy(run, test)),
        id: 'accuracy',
        name: { ko: '정확도', en: 'Accuracy' },
        protocol: {
          ko: '테스트 이미지마다 로짓이 가장 큰 숫자가 이름표와 같은 비율입니다.',
          en: 'Share of test images whose largest logit is that of their label.',
        },
        opponents: [
          {
            name: { ko: '픽셀의 5-최근접 이웃', en: '5 nearest neighbours in pixels' },
            value: neighbours.value,
            source: {
              ko: '훈련 이미지 50,000장, 모델과 함께 잰 값',
              en: 'the training split’s 50,000 images, measured with the model',
            },
          },
        ],
        published: [
          {
            name: { ko: 'Keras 예제, 파라미터 34,826개', en: 'Keras example, 34,826 weights' },
            value: 0.9922,
            source: 'keras.io/examples/vision/mnist_convnet',
          },
        ],
      },
      {
        ...shared,
        ...(await classifierAccuracy(run, strokes)),
        id: 'accuracy_strokes',
        name: { ko: '프로젝트가 그린 숫자에서의 정확도', en: 'Accuracy on digits drawn by the project' },
        protocol: {
          ko: '훈련에 쓰지 않은 데이터 strokes의 테스트 이미지로 같은 비율을 쟀습니다.',
          en: 'The same share on the test images of the data set strokes, of which it has seen none.',
        },
        opponents: [],
        published: [],
      },
      ...(await strangerMetrics(
        {
          name: { ko: '가장 큰 소프트맥스 확률', en: 'the largest softmax probability' },
          of: (split) => confidences(run, split),
        },
        { train, test },
      )),
    ];
  },
});

function oneHotLabels({ labels }: Split, indices: Int32Array): TensorValue {
  const data = new Float32Array(indices.length * 10);
  for (const [row, index] of indices.entries()) data[row * 10 + labels[index]!] = 1;
  return { data, shape: [indices.length, 10] };
}

function allPixels(split: Split): TensorValue {
  return gatherPixels(
    split,
    Int32Array.from({ length: split.count }, (_, index) => index),
  );
}

async function classifierAccuracy(run: RunGraph, split: Split) {
  const { classes } = await judgeImages(allPixels(split), async (x) => {
    const { features, logits } = await run('classifier', { x });
    return { features: features!, logits: logits! };
  });
  return accuracy(classes, split.labels);
}

/** log of the largest softmax probability of each image (Hendrycks & Gimpel 2017), exact where it is all but 0. */
async function confidences(run: RunGraph, split: Split): Promise<Float64Array> {
  const logits = (await run('classifier', { x: allPixels(split) })).logits!;
  return Float64Array.from({ length: split.count }, (_, row) => {
    const values = Array.from({ length: 10 }, (_, label) => Number(logits.data[row * 10 + label]));
    const largest = argmax(logits, row);
    const others = values.filter((_, label) => label !== largest);
    return -Math.log1p(others.reduce((sum, value) => sum + Math.exp(value - values[largest]!), 0));
  });
}
