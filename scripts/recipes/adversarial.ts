/** What the recipes of generative adversarial networks share: the two players' turns, and their weights along the training. */
import type { Dataset } from '#scripts/datasets/dataset.ts';
import type { TensorValue, Values } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import type { Optimizer } from '#scripts/graph/optimizers.ts';
import { sigmoid } from '#scripts/graph/ops/activation.ts';
import { add, minimum, mul, sqrt, square, sub } from '#scripts/graph/ops/elementwise.ts';
import { stopGradient } from '#scripts/graph/ops/gradient-flow.ts';
import { gather } from '#scripts/graph/ops/indexing.ts';
import { concat, slice } from '#scripts/graph/ops/layout.ts';
import { mean, sum } from '#scripts/graph/ops/reduction.ts';
import { elementCount, GraphError } from '#scripts/graph/shape.ts';
import { constant, input, type Tensor } from '#scripts/graph/tensor.ts';
import {
  discriminatorLoss,
  generatorLoss,
  realSlopePenalty,
  unitSlopePenalty,
  type Game,
} from '#scripts/networks/gan-losses.ts';
import type { ParamTree, Symbolic } from '#scripts/networks/params.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { Objective, Update } from '#scripts/training/objective.ts';
import type { Schedule } from '#scripts/training/schedules.ts';
import type { Snapshot } from './recipe.ts';
import { normals, oneHotLabels } from './variational.ts';

/** Running statistics with their next values. */
export type Assignments = [param: Tensor, next: Tensor][];

/** The two networks of a game, and what they are shown. */
export interface Players<P extends ParamTree> {
  readonly latentDim: number;
  /** Numbers of an example. */
  readonly dataDim: number;
  /** Classes that both are told of; 0 where they are told nothing. */
  readonly classes: number;
  /** A tree of two branches, `generator` and `discriminator`. */
  init(random: RandomStream): P;
  /**
   * @param z      [batch, latentDim]
   * @param y      [batch, classes] one-hot, or undefined
   * @param assign in training: gets what training assigns
   * @returns      [batch, dataDim]
   */
  generate(params: Symbolic<P>, z: Tensor, y: Tensor | undefined, assign?: Assignments): Tensor;
  /** @returns [batch], each example's score by itself */
  score(params: Symbolic<P>, x: Tensor, y: Tensor | undefined): Tensor;
  /** Real examples of the training split, [indices.length, dataDim]. */
  examples(dataset: Dataset, indices: Int32Array): TensorValue;
}

export interface Rules<P extends ParamTree> extends Pick<
  Objective<P>,
  'batchSize' | 'steps' | 'validateEvery' | 'averaging' | 'snapshots' | 'validation'
> {
  readonly game: Game;
  /** Of either player. */
  readonly optimizer: Optimizer;
  readonly learningRate: Schedule;
  /** By default the generator's. */
  readonly discriminatorRate?: Schedule;
  /** Turns of the discriminator to one of the generator; by default 1. */
  readonly discriminatorTurns?: number;
  /** Weight of the slope's penalty: from 1 between real and generated for a critic, else R1; by default none. */
  readonly penalty?: number;
  /** Examples of a batch that the penalty is measured at: a quarter tells nearly as much; by default all. */
  readonly penaltyExamples?: number;
  /**
   * Deviation, after a number of steps, of the normal noise that is added to all that the discriminator sees, so that
   * distributions overlap that else would not (Arjovsky & Bottou 2017, section 3); by default none.
   */
  readonly noise?: Schedule;
}

/**
 * A step is the discriminator's turns, then one of the generator. Into the curve go both losses; the mean probability
 * that the discriminator gives real and generated examples to be real (a critic: its mean scores); and how strongly
 * the generator is told to change an example: the mean length of the gradient of the example's loss with respect to it.
 */
export function adversarialObjective<P extends ParamTree>(
  players: Players<P>,
  {
    game,
    optimizer,
    learningRate,
    discriminatorRate = learningRate,
    discriminatorTurns = 1,
    penalty = 0,
    penaltyExamples,
    noise,
    ...settings
  }: Rules<P>,
): Objective<P> {
  const { latentDim, dataDim, classes } = players;
  const isCritic = game === 'wasserstein';
  const noiseInput = (name: string, batchSize: number) =>
    noise ? { [name]: input(name, [batchSize, dataDim]) } : {};
  const noiseFeed = (name: string, batchSize: number, random: RandomStream, step: number): Values => {
    if (!noise) return {};
    const { data, shape } = normals([batchSize, dataDim], random);
    const deviation = noise(step, settings.steps);
    return { [name]: { data: (data as Float32Array).map((value) => deviation * value), shape } };
  };
  const seen = (examples: Tensor, noiseOf: Tensor | undefined) =>
    noiseOf ? add(examples, noiseOf) : examples;
  const told = (batchSize: number) => ({
    z: input('z', [batchSize, latentDim]),
    ...(classes > 0 && { y: input('y', [batchSize, classes]) }),
  });
  const toldFeeds = ({ train }: Dataset, indices: Int32Array, random: RandomStream): Values => ({
    z: normals([indices.length, latentDim], random),
    ...(classes > 0 && {
      y: oneHotLabels(
        Uint8Array.from(indices, (index) => train.labels[index]!),
        classes,
      ),
    }),
  });

  const discriminator: Update<P> = {
    name: 'discriminator',
    moves: ['discriminator'],
    times: discriminatorTurns,
    optimizer,
    learningRate: discriminatorRate,
    inputs: (batchSize) => ({
      ...told(batchSize),
      x: input('x', [batchSize, dataDim]),
      ...(isCritic && { share: input('share', [batchSize, 1]) }),
      ...noiseInput('noise_real', batchSize),
      ...noiseInput('noise_generated', batchSize),
    }),
    trainingFeeds: (dataset, indices, random, step) => ({
      ...toldFeeds(dataset, indices, random),
      x: players.examples(dataset, indices),
      ...(isCritic && { share: uniforms(indices.length, random) }),
      ...noiseFeed('noise_real', indices.length, random, step),
      ...noiseFeed('noise_generated', indices.length, random, step),
    }),
    loss(params, { x, y, z, share, noise_real: onReal, noise_generated: onGenerated }) {
      const real = seen(x!, onReal);
      const fake = seen(stopGradient(players.generate(params, z!, y, [])), onGenerated);
      const both = players.score(params, concat([real, fake], 0), y && concat([y, y], 0)); // in one go: faster
      const [realScores, fakeScores] = halves(both);
      const loss = discriminatorLoss(game, realScores, fakeScores);
      const shown = (scores: Tensor) => mean(isCritic ? scores : sigmoid(scores));
      const reports = { real: shown(realScores), generated: shown(fakeScores) };
      if (penalty === 0) return { loss, reports };
      const some = (values: Tensor) => firstRows(values, penaltyExamples ?? settings.batchSize);
      const scoreOf = (examples: Tensor) => players.score(params, examples, y && some(y));
      const slope = share
        ? unitSlopePenalty(scoreOf, some(add(mul(real, share), mul(fake, sub(1, share)))))
        : realSlopePenalty(scoreOf, some(real));
      return { loss: add(loss, mul(slope, penalty)), reports: { ...reports, slope } };
    },
  };
  const generator: Update<P> = {
    name: 'generator',
    moves: ['generator'],
    optimizer,
    learningRate,
    inputs: (batchSize) => ({ ...told(batchSize), ...noiseInput('noise_generated', batchSize) }),
    trainingFeeds: (dataset, indices, random, step) => ({
      ...toldFeeds(dataset, indices, random),
      ...noiseFeed('noise_generated', indices.length, random, step),
    }),
    loss(params, { y, z, noise_generated: onGenerated }) {
      const assign: Assignments = [];
      const fake = players.generate(params, z!, y, assign);
      const loss = generatorLoss(game, players.score(params, seen(fake, onGenerated), y));
      const [byExample] = grad(loss, [fake]); // of the mean: each example's own, over the batch
      return { loss, assign, reports: { gradient: sum(sqrt(sum(square(byExample!), [1]))) } };
    },
  };
  return { ...settings, init: players.init, updates: [discriminator, generator] };
}

function halves(scores: Tensor): readonly [Tensor, Tensor] {
  const half = (scores.shape[0] as number) / 2;
  return [slice(scores, [0], [half]), slice(scores, [half], [2 * half])];
}

const firstRows = (values: Tensor, count: number): Tensor =>
  slice(
    values,
    values.shape.map(() => 0),
    values.shape.map((size, axis) => (axis === 0 ? count : (size as number))),
  );

const uniforms = (count: number, random: RandomStream): TensorValue => ({
  data: Float32Array.from({ length: count }, () => random.uniform()),
  shape: [count, 1],
});

/**
 * The weights along a training as one tree, of which a graph takes those of one snapshot.
 *
 * @param snapshot [], its number from 0, whole; beyond the last one it is the last
 * @throws GraphError where there is no snapshot
 */
export function selectSnapshot<P extends ParamTree>(
  snapshots: readonly Snapshot<P>[],
  snapshot: Tensor,
): Symbolic<P> {
  const select = (trees: readonly Branch[]): Branch => {
    const [first] = trees;
    if (isTensor(first!)) return gather(stack(trees as readonly Tensor[]), upTo(snapshots, snapshot));
    const child = (key: string) => select(trees.map((tree) => (tree as Record<string, Branch>)[key]!));
    if (Array.isArray(first)) return first.map((_, index) => child(`${index}`));
    return Object.fromEntries(Object.keys(first!).map((key) => [key, child(key)]));
  };
  if (snapshots.length === 0) {
    throw new GraphError('selectSnapshot: the training was too short for a snapshot. Give it more steps.');
  }
  return select(snapshots.map(({ params }) => params as Branch)) as Symbolic<P>;
}

const upTo = (snapshots: readonly unknown[], snapshot: Tensor) => minimum(snapshot, snapshots.length - 1);

/** After how many steps the snapshot was taken, [], as a graph's output that tells its reader. */
export function stepOfSnapshot(snapshots: readonly { readonly step: number }[], snapshot: Tensor): Tensor {
  const steps = constant(
    Float32Array.from(snapshots, ({ step }) => step),
    [snapshots.length],
  );
  return gather(steps, upTo(snapshots, snapshot));
}

type Branch = Tensor | readonly Branch[] | { readonly [name: string]: Branch };

const isTensor = (branch: Branch): branch is Tensor => 'source' in branch && 'dtype' in branch;

/** Constants of one name and shape as one of [tensors, …]. */
function stack(tensors: readonly Tensor[]): Tensor {
  const shape = tensors[0]!.shape as readonly number[];
  const values = new Float32Array(tensors.length * elementCount(shape));
  const sources = tensors.map(({ source }) => {
    if (source.kind === 'constant' && source.values instanceof Float32Array)
      return source as typeof source & { values: Float32Array };
    throw new GraphError('selectSnapshot: the weights of a snapshot must be constants.');
  });
  for (const [index, source] of sources.entries()) values.set(source.values, index * elementCount(shape));
  const { name, storage } = sources[0]!;
  return constant(values, [tensors.length, ...shape], { storage, ...(name !== undefined && { name }) });
}
