import { gatherPixels } from '#scripts/datasets/batch.ts';
import { asStrokes, type StrokesSplit } from '#scripts/datasets/strokes.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { adamW } from '#scripts/graph/optimizers.ts';
import { add, mul, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { slice } from '#scripts/graph/ops/layout.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { input } from '#scripts/graph/tensor.ts';
import { bootstrapError } from '#scripts/metrics/bootstrap.ts';
import { rSquared } from '#scripts/metrics/classification.ts';
import { fitLinearRegression } from '#scripts/metrics/linear-regression.ts';
import { firstPixels } from '#scripts/metrics/sample-quality.ts';
import { initRegressor, regress, type RegressorParams } from '#scripts/networks/regressor.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import type { Metric } from '#src/model-card.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';

/** What is read, with the mean and the standard deviation that the training targets are scaled by. */
const quantities = [
  {
    id: 'slant',
    of: ({ slants }: StrokesSplit) => slants,
    mean: 0.13,
    deviation: 0.26,
    name: { ko: '기울기', en: 'slant' },
  },
  {
    id: 'stroke_width',
    of: ({ strokeWidths }: StrokesSplit) => strokeWidths,
    mean: 2.6,
    deviation: 0.72,
    name: { ko: '획 두께', en: 'stroke width' },
  },
] as const;

export default defineRecipe<RegressorParams>({
  id: 'regressor-strokes',
  title: { ko: '기울기와 획 두께 회귀', en: 'Regressor of slant and stroke width' },
  summary: {
    ko: '숫자 그림을 보고 오른쪽으로 얼마나 기울었는지(높이 1에 대한 너비)와 획이 몇 픽셀 두께인지를 수로 답합니다.',
    en: 'Looks at a digit and says as numbers how far it leans to the right, in widths a height, and how many pixels wide its line is.',
  },
  limits: {
    ko: '프로젝트가 그린 숫자로만 배웠습니다. 기울기는 반듯하게 쓴 모양에 견준 값이므로, 둥근 숫자처럼 반듯한 모양이 분명하지 않으면 덜 정확합니다.',
    en: 'It has learned from digits drawn by the project alone. Slant is told against the upright form, and less exactly where that form is not plain, as in round digits.',
  },
  dataset: 'strokes',
  network: '28×28 → conv 5×5/2 12 → conv 3×3/2 24 → conv 3×3/2 32 → 64 → 2, SiLU',
  learning: {
    by: 'descent',
    objective: descend<RegressorParams>({
      batchSize: 128,
      steps: 20_000, // 51 passes
      validateEvery: 1_000,
      init: (random) => initRegressor(random, quantities.length),
      optimizer: adamW({ weightDecay: 0.02 }),
      learningRate: cosine({ peak: 4e-3, warmupSteps: 200 }),
      averaging: 0.999,
      inputs: (batchSize) => ({
        x: input('x', [batchSize, 784]),
        y: input('y', [batchSize, quantities.length]),
      }),
      trainingFeeds: (dataset, indices) => feeds(asStrokes(dataset).train, indices),
      validationFeeds: (dataset, indices) => feeds(asStrokes(dataset).validation, indices),
      loss: (params, { x, y }) => mean(square(sub(regress(params, x!), y!))),
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  graphs(params) {
    const scaled = regress(params, input('x', ['batch', 784]));
    const outputs = quantities.map(({ id, mean: middle, deviation }, column) => {
      const own = slice(scaled, [0, column], [0, column + 1]);
      return [id, add(mul(own, deviation), middle)] as const;
    });
    return { regressor: Object.fromEntries(outputs) };
  },
  references: async (x) => ({ regressor: { x } }),
  async measure(run, dataset) {
    const { train, test } = asStrokes(dataset);
    const linear = await fitLinearRegression(
      firstPixels(train, train.count),
      targetsOf(train, indicesOf(train)),
    );
    const linearly = linear(firstPixels(test, test.count));
    const metrics: Metric[] = [];
    for (const [column, { id, of, name }] of quantities.entries()) {
      const truth = of(test);
      const opponent = scaledBack(linearly, column);
      metrics.push({
        id: `r2_${id}`,
        name: { ko: `결정계수 R² (${name.ko})`, en: `R² of ${name.en}` },
        ...explained(await predictionsOf(run, id, test), truth),
        unit: { ko: '설명한 분산의 비율', en: 'share of variance explained' },
        better: 'higher',
        split: 'test',
        protocol: {
          ko: '테스트 이미지의 참값에 대해 1 − (오차 제곱합 ÷ 평균으로 예측할 때의 오차 제곱합)을 쟀습니다. 표준오차는 부트스트랩으로 구했습니다.',
          en: 'On the test images, 1 − sum of squared errors over that of predicting the mean. Standard error by bootstrap.',
        },
        opponents: [
          {
            name: { ko: '픽셀의 선형 회귀', en: 'Linear regression on pixels' },
            value: rSquared(opponent, truth),
            source: {
              ko: '같은 훈련 이미지, 모델과 함께 잰 값',
              en: 'the same training images, measured with the model',
            },
          },
        ],
        published: [],
      });
    }
    return metrics;
  },
});

const indicesOf = ({ count }: StrokesSplit) => Int32Array.from({ length: count }, (_, index) => index);

function feeds(split: StrokesSplit, indices: Int32Array) {
  return { x: gatherPixels(split, indices), y: targetsOf(split, indices) };
}

/** [indices.length, quantities], each scaled to mean 0 and deviation 1. */
function targetsOf(split: StrokesSplit, indices: Int32Array): TensorValue {
  const data = new Float32Array(indices.length * quantities.length);
  for (const [column, { of, mean: middle, deviation }] of quantities.entries()) {
    const values = of(split);
    for (const [row, index] of indices.entries()) {
      data[row * quantities.length + column] = (values[index]! - middle) / deviation;
    }
  }
  return { data, shape: [indices.length, quantities.length] };
}

/** One column of scaled values, in its own units. */
function scaledBack({ data, shape }: TensorValue, column: number): Float64Array {
  const { mean: middle, deviation } = quantities[column]!;
  return Float64Array.from(
    { length: shape[0]! },
    (_, row) => middle + deviation * Number(data[row * quantities.length + column]),
  );
}

async function predictionsOf(run: RunGraph, output: string, split: StrokesSplit): Promise<Float64Array> {
  const { [output]: values } = await run('regressor', { x: firstPixels(split, split.count) });
  return Float64Array.from(values!.data, Number);
}

function explained(predicted: Float64Array, truth: Float32Array) {
  const count = truth.length;
  const resampled = (times: Uint32Array) => {
    const rows = [...times.keys()].flatMap((row) => Array<number>(times[row]!).fill(row));
    return rSquared(
      rows.map((row) => predicted[row]!),
      rows.map((row) => truth[row]!),
    );
  };
  return {
    value: rSquared(predicted, truth),
    standardError: bootstrapError(count, resampled, seededRandomStream(1)),
    count,
  };
}
