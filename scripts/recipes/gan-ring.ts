/** GANs of the plane, where every mode can be seen: two that find all modes and two that lose them, with their course. */
import type { Dataset } from '#scripts/datasets/dataset.ts';
import { asGaussians, mixtures, type GaussiansId } from '#scripts/datasets/gaussians.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { mul } from '#scripts/graph/ops/elementwise.ts';
import { input } from '#scripts/graph/tensor.ts';
import { fitGaussian } from '#scripts/metrics/gaussian.ts';
import { modeCoverage, type Coverage } from '#scripts/metrics/mode-coverage.ts';
import { meanWithError } from '#scripts/metrics/statistics.ts';
import {
  generateDense,
  initDenseGan,
  scoreDense,
  type DenseGanParams,
  type DenseGanShape,
} from '#scripts/networks/gan-dense.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { constant, cosine } from '#scripts/training/schedules.ts';
import type { Metric, ModelCard } from '#src/model-card.ts';
import {
  adversarialObjective,
  selectSnapshot,
  stepOfSnapshot,
  type Players,
  type Rules,
} from './adversarial.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';
import { normals } from './variational.ts';

const shape: DenseGanShape = {
  latentDim: 2, // so that the map from latents to points can be drawn
  generatorDims: [64, 64, 64],
  dataDim: 2,
  discriminatorDims: [64, 64, 64],
};

type Course = Pick<Rules<DenseGanParams>, 'steps'> &
  Omit<Rules<DenseGanParams>, 'steps' | 'batchSize' | 'validateEvery' | 'snapshots' | 'game'>;

/** Finds all modes: noise that melts them into one at first, a smooth discriminator, averaged weights. */
const healthy = (extent: number): Course => ({
  steps: 30_000,
  optimizer: adam({ beta1: 0.5 }),
  learningRate: cosine({ peak: 3e-3 }),
  penalty: 0.01,
  averaging: 0.995,
  noise: (step, steps) => 0.4 * extent * Math.max(0, 1 - step / (0.8 * steps)) ** 2,
});

/**
 * Loses modes: with none of that, a high rate and momentum, the generator runs to where the discriminator is fooled now,
 * and both chase each other around.
 */
const collapsing: Course = {
  steps: 3_000,
  optimizer: adam({ beta1: 0.9 }),
  learningRate: constant({ peak: 3e-3 }),
};

/** Shares of the training after which weights are kept: close together at first, where most happens. */
const KEPT = [0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.22, 0.32, 0.45, 0.62, 0.8, 1];
const LAST = KEPT.length - 1;

const snapshotSteps = (steps: number) => KEPT.map((share) => Math.max(1, Math.round(share * steps)));

interface Variant {
  readonly id: string;
  readonly dataset: GaussiansId;
  readonly course: Course;
  readonly title: ModelCard['title'];
  readonly summary: ModelCard['summary'];
  readonly limits: ModelCard['limits'];
}

const variants: readonly Variant[] = [
  {
    id: 'gan-ring',
    dataset: 'gaussians-ring',
    course: healthy(1),
    title: { ko: '평면의 GAN (고리, 모드를 모두 찾음)', en: 'GAN of the plane (ring, all modes found)' },
    summary: {
      ko: '고리로 놓인 정규분포 여덟 개를 흉내 내는 작은 GAN입니다. 훈련 도중의 생성자와 판별자가 함께 들어 있어 점들이 모드를 찾아가는 과정을 볼 수 있습니다.',
      en: 'A small GAN that imitates eight Gaussians on a ring. It holds generator and discriminator along the training, so that the points can be watched on their way to the modes.',
    },
    limits: {
      ko: '점 두 좌표만 다룹니다. 생성자는 이어진 함수라서 모드 사이에도 점이 조금 남습니다.',
      en: 'It knows points of the plane only. As its generator is continuous, some points stay between the modes.',
    },
  },
  {
    id: 'gan-ring-collapsed',
    dataset: 'gaussians-ring',
    course: collapsing,
    title: { ko: '평면의 GAN (고리, 모드 붕괴)', en: 'GAN of the plane (ring, collapsed)' },
    summary: {
      ko: 'gan-ring과 같은 구조를 안정시키는 장치 없이 훈련해 모드를 잃은 GAN입니다. 훈련 도중의 모습도 함께 들어 있습니다.',
      en: 'The networks of gan-ring, trained without what keeps the game stable, so that modes are lost. Its course is kept too.',
    },
    limits: {
      ko: '모드 붕괴를 보여 주려고 일부러 망가뜨린 모델입니다.',
      en: 'Broken on purpose, to show mode collapse.',
    },
  },
  {
    id: 'gan-grid',
    dataset: 'gaussians-grid',
    course: healthy(4),
    title: {
      ko: '평면의 GAN (격자, 모드를 거의 모두 찾음)',
      en: 'GAN of the plane (grid, nearly all modes found)',
    },
    summary: {
      ko: '격자로 놓인 정규분포 스물다섯 개를 흉내 내는 작은 GAN입니다. 훈련 도중의 생성자와 판별자가 함께 들어 있습니다.',
      en: 'A small GAN that imitates twenty-five Gaussians on a grid. It holds generator and discriminator along the training.',
    },
    limits: {
      ko: '점 두 좌표만 다룹니다. 생성자는 이어진 함수라서 모드 사이에도 점이 조금 남습니다.',
      en: 'It knows points of the plane only. As its generator is continuous, some points stay between the modes.',
    },
  },
  {
    id: 'gan-grid-collapsed',
    dataset: 'gaussians-grid',
    course: collapsing,
    title: { ko: '평면의 GAN (격자, 모드 붕괴)', en: 'GAN of the plane (grid, collapsed)' },
    summary: {
      ko: 'gan-grid와 같은 구조를 안정시키는 장치 없이 훈련해 모드를 잃은 GAN입니다. 훈련 도중의 모습도 함께 들어 있습니다.',
      en: 'The networks of gan-grid, trained without what keeps the game stable, so that modes are lost. Its course is kept too.',
    },
    limits: {
      ko: '모드 붕괴를 보여 주려고 일부러 망가뜨린 모델입니다.',
      en: 'Broken on purpose, to show mode collapse.',
    },
  },
];

export default variants.map(({ dataset, course, ...about }) => {
  const game = players(dataset);
  return defineRecipe<DenseGanParams>({
    ...about,
    family: 'gan-ring',
    dataset,
    network: 'G: 2 → 64 → 64 → 64 → 2; D: 2 → 64 → 64 → 64 → 1, SiLU',
    learning: {
      by: 'descent',
      objective: adversarialObjective(game, {
        ...course,
        game: 'non-saturating',
        batchSize: 256,
        validateEvery: Math.round(course.steps / 50),
        snapshots: snapshotSteps(course.steps),
      }),
    },
    storage: 'float16',
    atol: 1e-3,
    graphs(_, snapshots) {
      const snapshot = input('snapshot', []);
      const params = selectSnapshot(snapshots, snapshot);
      const step = stepOfSnapshot(snapshots, snapshot);
      const z = input('z', ['batch', shape.latentDim]);
      const x = input('x', ['batch', shape.dataDim]);
      return {
        generator: { x: game.generate(params, z, undefined), step },
        discriminator: { score: game.score(params, x, undefined), step },
      };
    },
    async references(_, run) {
      const z = normals([20, shape.latentDim], seededRandomStream(2019));
      const snapshot = numbered(LAST);
      const { x } = await run('generator', { z, snapshot });
      return { generator: { z, snapshot }, discriminator: { x: x!, snapshot } };
    },
    measure: measureCoverage,
  });
});

const numbered = (snapshot: number): TensorValue => ({ data: Float32Array.of(snapshot), shape: [] });

/** Both networks count in units of the mixture's extent, so that one shape fits every mixture. */
function players(id: GaussiansId): Players<DenseGanParams> {
  const { extent } = mixtures[id];
  return {
    latentDim: shape.latentDim,
    dataDim: shape.dataDim,
    classes: 0,
    init: (random) => initDenseGan(random, shape),
    generate: ({ generator }, z) => mul(generateDense(generator, z), extent),
    score: ({ discriminator }, x) => scoreDense(discriminator, mul(x, 1 / extent)),
    examples(dataset, indices) {
      const { points } = asGaussians(dataset).train;
      const data = new Float32Array(2 * indices.length);
      for (const [row, index] of indices.entries()) {
        data.set(points.subarray(2 * index, 2 * index + 2), 2 * row);
      }
      return { data, shape: [indices.length, 2] };
    },
  };
}

const published: Readonly<Record<GaussiansId, readonly (readonly [name: string, modes: number])[]>> = {
  'gaussians-ring': [
    ['GAN', 1],
    ['Unrolled GAN', 7.6],
    ['VEEGAN', 8],
  ],
  'gaussians-grid': [
    ['GAN', 3.3],
    ['Unrolled GAN', 23.6],
    ['VEEGAN', 24.6],
  ],
};

/** As Srivastava et al. (2017, section 5.1) count: of 2,500 samples; here the mean of ten such draws. */
const SAMPLES = 2_500;
const DRAWS = 10;

async function measureCoverage(run: RunGraph, dataset: Dataset): Promise<readonly Metric[]> {
  const { id, mixture, train, test } = asGaussians(dataset);
  const random = seededRandomStream(1);
  const covered = ({ data }: TensorValue) =>
    Array.from({ length: data.length / (2 * SAMPLES) }, (_, draw) => {
      const points = data.slice(2 * SAMPLES * draw, 2 * SAMPLES * (draw + 1));
      return modeCoverage({ data: points, shape: [SAMPLES, 2] }, mixture.means, mixture.deviation);
    });
  const z = normals([DRAWS * SAMPLES, shape.latentDim], random);
  const ours = covered((await run('generator', { z, snapshot: numbered(LAST) })).x!);
  const asTensor = (points: Float32Array) => ({ data: points, shape: [points.length / 2, 2] });
  const real = covered(asTensor(test.points));
  const gaussian = covered(drawGaussian(asTensor(train.points), DRAWS * SAMPLES));

  const figure = (coverages: readonly Coverage[], of: (coverage: Coverage) => number) => ({
    ...meanWithError(coverages.map(of)),
    count: coverages.length * SAMPLES,
  });
  const against = (of: (coverage: Coverage) => number): Metric['opponents'] => [
    {
      name: { ko: '데이터 자체의 점', en: 'Points of the data themselves' },
      value: figure(real, of).value,
      source: 'scripts/recipes/gan-ring.ts',
    },
    {
      name: { ko: '평균과 공분산이 같은 정규분포 하나', en: 'One Gaussian of the same mean and covariance' },
      value: figure(gaussian, of).value,
      source: 'scripts/recipes/gan-ring.ts',
    },
  ];
  const modes = ({ modes: reached }: Coverage) => reached;
  const quality = (coverage: Coverage) => coverage.quality.value;
  const rarest = ({ counts }: Coverage) => Math.min(...counts) / SAMPLES;
  const share = { ko: '비율', en: 'share' };
  const shared = { better: 'higher', split: 'test' } as const;
  const draws = {
    ko: `생성한 점 ${SAMPLES}개씩 ${DRAWS}번 재어 평균했습니다.`,
    en: `Mean of ${DRAWS} draws of ${SAMPLES} points.`,
  };
  return [
    {
      ...shared,
      id: 'modes',
      name: {
        ko: `찾은 모드 (${mixture.means.length}개 가운데)`,
        en: `Modes reached (of ${mixture.means.length})`,
      },
      ...figure(ours, modes),
      unit: { ko: '개', en: 'modes' },
      protocol: {
        ko: `중심에서 표준편차의 세 배 안에 점이 하나라도 놓인 모드를 셉니다. ${draws.ko}`,
        en: `Modes with at least one point within three standard deviations of their centre. ${draws.en}`,
      },
      opponents: against(modes),
      published: published[id].map(([name, value]) => ({
        name: { ko: name, en: name },
        value,
        source: 'Srivastava et al. 2017 (VEEGAN), table 1',
      })),
    },
    {
      ...shared,
      id: 'quality',
      name: { ko: '좋은 표본의 비율', en: 'Share of good samples' },
      ...figure(ours, quality),
      unit: share,
      protocol: {
        ko: `가장 가까운 중심에서 표준편차의 세 배 안에 놓인 점의 비율입니다. ${draws.ko}`,
        en: `Share of points within three standard deviations of the nearest centre. ${draws.en}`,
      },
      opponents: against(quality),
      published: [],
    },
    {
      ...shared,
      id: 'rarest_mode',
      name: { ko: '가장 드문 모드의 비율', en: 'Share of the rarest mode' },
      ...figure(ours, rarest),
      unit: share,
      protocol: {
        ko: `좋은 표본이 가장 적은 모드가 생성한 점 전체에서 차지하는 비율입니다. ${draws.ko}`,
        en: `Good samples of the mode that has fewest, as a share of all points. ${draws.en}`,
      },
      opponents: against(rarest),
      published: [],
    },
  ];
}

/** Samples of the Gaussian with the mean and covariance of some points, [count, 2]. */
function drawGaussian(points: TensorValue, count: number): TensorValue {
  const { mean, covariance } = fitGaussian(points);
  const a = Math.sqrt(covariance.get(0, 0));
  const b = covariance.get(1, 0) / a;
  const c = Math.sqrt(covariance.get(1, 1) - b ** 2); // [a 0; b c] is the covariance's Cholesky factor
  const random = seededRandomStream(2);
  const data = new Float32Array(2 * count);
  for (let row = 0; row < count; row++) {
    const [first, second] = [random.normal(), random.normal()];
    data[2 * row] = mean[0]! + a * first;
    data[2 * row + 1] = mean[1]! + b * first + c * second;
  }
  return { data, shape: [count, 2] };
}
