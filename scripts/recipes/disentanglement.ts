/** What the recipes of disentangling autoencoders share: the total correlation, and how codes are scored. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Dataset, Split } from '#scripts/datasets/dataset.ts';
import { asShapes, makeShapes, type ShapesDataset } from '#scripts/datasets/shapes.ts';
import type { TensorValue, Values } from '#scripts/engine.ts';
import { binaryCrossEntropy, sigmoid } from '#scripts/graph/ops/activation.ts';
import { add, exp, mul, neg, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { reshape } from '#scripts/graph/ops/layout.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { logSumExp } from '#scripts/graph/ops/softmax.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import {
  COLLAPSED_DEVIATION,
  factorVaeScore,
  imageCeiling,
  informationGap,
  informationGapError,
  MIG_BINS,
  type FactorCodes,
} from '#scripts/metrics/disentanglement.ts';
import {
  linearCodes,
  measuredCodes,
  momentCodes,
  randomLinearCodes,
  trueFactorCodes,
} from '#scripts/metrics/disentanglement-opponents.ts';
import { firstPixels } from '#scripts/metrics/sample-quality.ts';
import { meanAndDeviation, meanOf } from '#scripts/metrics/statistics.ts';
import {
  decodeBroadcast,
  initBroadcastVae,
  type BroadcastVaeParams,
  type BroadcastVaeShape,
} from '#scripts/networks/broadcast-vae.ts';
import { solvePca } from '#scripts/networks/pca.ts';
import { encodeGaussian, klToStandardNormal, reparameterize, type Posterior } from '#scripts/networks/vae.ts';
import type { RandomStream } from '#scripts/random.ts';
import { descend, type Descent, type Objective } from '#scripts/training/objective.ts';
import { alikeOrientations, shapeFactors } from '#src/draw/shapes/factors.ts';
import { klPerDimension } from '#src/math/gaussian-kl.ts';
import type { FactorDetails, Metric } from '#src/model-card.ts';
import type { Recipe, RunGraph } from './recipe.ts';
import { normals } from './variational.ts';
import { encodeSplit } from './variational-metrics.ts';

/**
 * Total correlation KL(q(z) ‖ Π q(zⱼ)) in nats of the mixture of a batch's posteriors. Its gradient is that of
 * minibatch-weighted sampling (Chen et al. 2018, section 3.1), which counts the training images besides, by a constant.
 *
 * @param z [batch, latentDim], one draw from each posterior
 * @returns [], at most (latentDim − 1) ln batch
 */
export function totalCorrelation({ mean: center, logVar }: Posterior, z: Tensor): Tensor {
  const [batch, latentDim] = z.shape as readonly [number, number];
  const draws = reshape(z, [batch, 1, latentDim]);
  const [centers, logVars] = [center, logVar].map((value) => reshape(value, [1, batch, latentDim])) as [
    Tensor,
    Tensor,
  ];
  // log q(zⱼ|xₙ) of every draw under every posterior, [draws, posteriors, latentDim]
  const misfit = mul(square(sub(draws, centers)), exp(neg(logVars)));
  const logDensity = mul(add(add(misfit, logVars), Math.log(2 * Math.PI)), -0.5);
  const joint = logSumExp(sum(logDensity, [2]), [1]); // [draws]
  const marginals = sum(logSumExp(logDensity, [1]), [1]);
  return add(mean(sub(joint, marginals)), (latentDim - 1) * Math.log(batch));
}

interface Settings extends Pick<
  Descent<BroadcastVaeParams>,
  'batchSize' | 'steps' | 'validateEvery' | 'optimizer' | 'learningRate' | 'averaging'
> {
  /** Weight of the total correlation within the KL divergence; 1 is the evidence lower bound. */
  readonly beta: number;
  /** Steps over which the weight of the KL divergence rises from 0. */
  readonly warmupSteps: number;
}

/**
 * Minimises the negative evidence lower bound with the total correlation in it weighted by β (Chen et al. 2018,
 * equation 4, with α = γ = 1): −log p(x|z) + KL + (β − 1) · TC, in nats an image. Pixels are grey values as
 * probabilities. While the KL divergence costs little, every dimension comes into use, and the total correlation,
 * which is weighted in full from the start, keeps them apart.
 */
export function disentanglingObjective(
  shape: BroadcastVaeShape,
  { beta, warmupSteps, ...settings }: Settings,
): Objective<BroadcastVaeParams> {
  const feeds = (split: Split, indices: Int32Array, random: RandomStream, klWeight: number): Values => ({
    x: gatherPixels(split, indices),
    epsilon: normals([indices.length, shape.latentDim], random),
    kl_weight: { data: Float32Array.of(klWeight), shape: [] },
  });
  return descend({
    ...settings,
    init: (random) => initBroadcastVae(random, shape),
    inputs: (batchSize) => ({
      x: input('x', [batchSize, shape.width ** 2]),
      epsilon: input('epsilon', [batchSize, shape.latentDim]),
      kl_weight: input('kl_weight', []),
    }),
    trainingFeeds: ({ train }, indices, random, step) =>
      feeds(train, indices, random, Math.min(1, step / warmupSteps)),
    // The last weight throughout, so that the measurements compare with each other.
    validationFeeds: ({ validation }, indices, random) => feeds(validation, indices, random, 1),
    loss(params, { x, epsilon, kl_weight: klWeight }) {
      const posterior = encodeGaussian(params, x!);
      const z = reparameterize(posterior, epsilon!);
      const reconstruction = mean(sum(binaryCrossEntropy(decodeBroadcast(params, z, shape), x!), [1]));
      const kl = mean(klToStandardNormal(posterior));
      const correlation = totalCorrelation(posterior, z);
      return {
        loss: add(reconstruction, add(mul(kl, klWeight!), mul(correlation, beta - 1))),
        reports: { reconstruction, kl, total_correlation: correlation },
      };
    },
  });
}

/** The two graphs, and a few shapes of each kind as references. */
export function disentanglingGraphs(
  shape: BroadcastVaeShape,
  dataset: ShapesDataset['id'],
): Pick<Recipe<BroadcastVaeParams>, 'graphs' | 'references'> {
  return {
    graphs(params) {
      const posterior = encodeGaussian(params, input('x', ['batch', shape.width ** 2]));
      const logits = decodeBroadcast(params, input('z', ['batch', shape.latentDim]), shape);
      return {
        encoder: { z_mean: posterior.mean, z_log_var: posterior.logVar },
        decoder: { logits, x_mean: sigmoid(logits) },
      };
    },
    async references(_digits, run) {
      const x = drawnShapes(dataset);
      const { z_mean: z } = await run('encoder', { x });
      return { encoder: { x }, decoder: { z: z! } };
    },
  };
}

/** Every kind of shape at three sizes, turns and places; a reference of digits would ask for what the model never saw. */
function drawnShapes(id: ShapesDataset['id']): TensorValue {
  const factors = shapeFactors(id);
  const { draw } = makeShapes(id, { seed: 0, counts: { train: 1, validation: 1, test: 1 } });
  const rows = [0, 1, 2].flatMap((kind) =>
    [1, 2, 3].map((step) =>
      factors.map(({ values }, factor) => (factor === 0 ? kind : (step * values.length) >> 2)),
    ),
  );
  const images = rows.flatMap((indices) => [...draw(indices)]);
  return {
    data: Float32Array.from(images, (grey) => grey / 255),
    shape: [rows.length, images.length / rows.length],
  };
}

/** Codes of the test images, and what a model's are held against. */
function testCodes(shapes: ShapesDataset, latentDim: number) {
  const { test, width } = shapes;
  const scored = (z: TensorValue): FactorCodes => ({
    z,
    factors: test.factors,
    factorSizes: shapes.factors.map(({ values }) => values.length),
  });
  const x = firstPixels(test, test.count);
  const opponents: readonly (readonly [name: Metric['name'], codes: FactorCodes])[] = [
    [
      { ko: `무작위 선형 사영 ${latentDim}차원`, en: `Random linear projection, ${latentDim}-d` },
      scored(randomLinearCodes(x, latentDim, 1)),
    ],
    [
      { ko: `주성분 ${latentDim}개`, en: `${latentDim} principal components` },
      scored(linearCodes(x, solvePca(shapes.train, latentDim).components.values, latentDim)),
    ],
    [
      { ko: '그림의 모멘트 다섯 개 (면적, 중심, 분산)', en: 'Five image moments (area, centre, variances)' },
      scored(momentCodes(x, width)),
    ],
    [
      {
        ko: '요인을 아는 사람이 잴 값 다섯 개 (면적, 중심, 긴 축의 방향과 길이비)',
        en: 'Five measures by one who knows the factors (area, centre, direction and length of the longer axis)',
      },
      scored(measuredCodes(x, width)),
    ],
    [
      { ko: '정답 요인 그대로', en: 'The true factors' },
      scored(trueFactorCodes(test.factors, shapes.factors.length)),
    ],
  ];
  return { scored, opponents };
}

/**
 * The scores of a model's codes with what they are held against.
 *
 * @param latentDim size of the codes, and of the codes without learning beside them
 */
export async function disentanglementMetrics(
  run: RunGraph,
  dataset: Dataset,
  latentDim: number,
): Promise<readonly [gap: Metric, score: Metric]> {
  const shapes = asShapes(dataset);
  const { test } = shapes;
  const { scored, opponents: others } = testCodes(shapes, latentDim);
  const learned = scored(await encodeSplit(run, test));
  const source = {
    ko: '같은 이미지에서 모델과 함께 잰 값',
    en: 'measured with the model, on the same images',
  };
  const gap = informationGap(learned);
  const protocol = {
    ko: `테스트 이미지의 코드(사후 분포의 평균)를 차원마다 같은 너비의 구간 ${MIG_BINS}개로 나누어, 요인마다 가장 많이 아는 차원과 그다음 차원의 상호정보량 차이를 요인의 엔트로피로 나누고 평균했습니다. 구간이 ${MIG_BINS}개이므로 어떤 코드도 ${gap.ceiling.toFixed(3)}을 넘지 못합니다. 표준오차는 이미지를 다시 뽑아(부트스트랩) 구했습니다.`,
    en: `Test codes (posterior means), each dimension cut into ${MIG_BINS} bins of equal width; per factor, the mutual information of the most informative dimension less that of the second, over the factor's entropy; averaged over factors. With ${MIG_BINS} bins no code can pass ${gap.ceiling.toFixed(3)}. Standard error by bootstrap over images.`,
  };
  return [
    {
      id: 'mig',
      name: { ko: '상호정보량 격차 (MIG)', en: 'Mutual information gap (MIG)' },
      value: gap.value,
      standardError: informationGapError(learned),
      count: test.count,
      unit: { ko: '요인 엔트로피에 대한 비율', en: 'share of the factors’ entropy' },
      better: 'higher',
      split: 'test',
      protocol,
      opponents: others.map(([name, codes]) => ({ name, value: informationGap(codes).value, source })),
      published: [],
    },
    {
      id: 'factor_vae',
      name: { ko: 'FactorVAE 점수', en: 'FactorVAE score' },
      ...factorVaeScore(learned),
      unit: { ko: '맞힌 투표의 비율', en: 'share of votes that are right' },
      better: 'higher',
      split: 'test',
      protocol: {
        ko: '요인 하나의 값이 같은 테스트 이미지 64장에서 가장 적게 변한 차원이 그 요인에 투표합니다. 투표 10,000번으로 차원마다 다수인 요인을 정하고, 새 투표 5,000번에서 맞힌 비율을 셌습니다. 전체 표준편차가 0.05보다 작은 차원은 투표하지 않습니다. n은 투표 수입니다.',
        en: 'Of 64 test images that share one factor’s value, the dimension that varies least votes for the factor. 10,000 votes give each dimension its majority factor; the share of 5,000 new votes that agree is the score. Dimensions with a standard deviation below 0.05 do not vote. n counts votes.',
      },
      opponents: others.map(([name, codes]) => ({ name, value: factorVaeScore(codes).value, source })),
      published: [],
    },
  ];
}

/** What the gap among those scores is made of: what each latent tells of each factor. */
export async function factorDetails(
  run: RunGraph,
  dataset: Dataset,
  latentDim: number,
): Promise<FactorDetails> {
  const shapes = asShapes(dataset);
  const { test, factors } = shapes;
  const { scored, opponents } = testCodes(shapes, latentDim);
  const [means, logVars] = [await encodeSplit(run, test), await encodeSplit(run, test, 'z_log_var')];
  const { gaps, information, ceilings } = informationGap(scored(means));
  const column = ({ data }: TensorValue, latent: number) =>
    Float64Array.from({ length: test.count }, (_, image) => Number(data[image * latentDim + latent]));
  return {
    kind: 'factors',
    split: 'test',
    count: test.count,
    factors: factors.map(({ id }) => id),
    latents: information.map((told, latent) => {
      const [mean, logVar] = [column(means, latent), column(logVars, latent)];
      const { deviation } = meanAndDeviation(mean);
      return {
        kl: meanOf(klPerDimension(mean, logVar)),
        deviation,
        collapsed: deviation < COLLAPSED_DEVIATION,
        information: [...told],
      };
    }),
    gaps: [...gaps],
    opponents: opponents.map(([name, codes]) => ({ name, gaps: [...informationGap(codes).gaps] })),
    ceilings: {
      bins: [...ceilings],
      images: factors.map(({ id, values }, factor) =>
        imageCeiling(
          Uint8Array.from(
            { length: test.count },
            (_, image) => test.factors[image * factors.length + factor]!,
          ),
          values.length,
          Array.from(test.labels, (shape) =>
            id === 'orientation' ? alikeOrientations(shapes.id, shape) : 1,
          ),
        ),
      ),
    },
  };
}
