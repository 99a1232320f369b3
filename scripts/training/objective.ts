import type { Dataset } from '#scripts/datasets/dataset.ts';
import type { SessionOptions, Values } from '#scripts/engine.ts';
import type { Optimizer } from '#scripts/graph/optimizers.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { ParamTree, Symbolic } from '#scripts/networks/params.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { Schedule } from './schedules.ts';

/** What gradient descent needs to know: the parameters, what each step does to them, and how they are judged. */
export interface Objective<P extends ParamTree = ParamTree> {
  readonly batchSize: number;
  readonly steps: number;
  /** Steps between two measurements on the validation split. */
  readonly validateEvery: number;
  init(random: RandomStream, dataset: Dataset): P;
  /** What a step does, in this order: one update for most networks; generator and discriminator take turns. */
  readonly updates: readonly Update<P>[];
  /** Chooses the weights that are kept; without it they are the last ones. */
  readonly validation?: Validation<P>;
  /**
   * Decay of an exponential moving average of the weights (Polyak & Juditsky 1992). With it the averaged weights are
   * validated and kept. It starts shorter, at (1 + t) / (10 + t) after t updates, so that the first ones are forgotten.
   */
  readonly averaging?: number;
  /** Steps after which the weights are kept besides, to show how a training went. */
  readonly snapshots?: readonly number[];
}

/** One step of an optimiser down one loss. */
export interface Update<P extends ParamTree> {
  /** Heads the columns of the curve when there are several updates, as `generator_loss`. */
  readonly name: string;
  /** How often a step does it; a critic may take several turns. */
  readonly times?: number;
  /** The parts of the parameters that are moved, by their first name, as `['generator']`; by default all. */
  readonly moves?: readonly string[];
  readonly optimizer: Optimizer;
  readonly learningRate: Schedule;
  /** Largest L2 norm of all gradients together; longer ones are scaled down to it (Pascanu et al. 2013). */
  readonly clipNorm?: number;
  /** What the update is fed, by name. */
  inputs(batchSize: number): Readonly<Record<string, Tensor>>;
  /** Values for `inputs`, from the training examples of these indices, augmented where that helps. */
  trainingFeeds(dataset: Dataset, indices: Int32Array, random: RandomStream, step: number): Values;
  /** Mean over the batch. */
  loss(params: Symbolic<P>, inputs: Readonly<Record<string, Tensor>>): Tensor | Loss;
}

export interface Loss {
  readonly loss: Tensor;
  /** Scalars that go into the curve, averaged as the loss is. */
  readonly reports?: Readonly<Record<string, Tensor>>;
  /** Parameters with their next values that no gradient moves: running statistics, a codebook of averages. */
  readonly assign?: readonly (readonly [param: Tensor, next: Tensor])[];
}

/** A measure on the validation split, lower is better: a loss in the graph's terms, or any figure of the weights. */
export type Validation<P extends ParamTree> =
  | {
      inputs(batchSize: number): Readonly<Record<string, Tensor>>;
      /** Values for `inputs`, from the validation examples of these indices, as they are. */
      feeds(dataset: Dataset, indices: Int32Array, random: RandomStream): Values;
      /** Mean over the batch. */
      loss(params: Symbolic<P>, inputs: Readonly<Record<string, Tensor>>): Tensor;
    }
  | {
      /** Its column in the curve, as `validation_fd_64`. */
      readonly name: string;
      score(params: P, dataset: Dataset, engine: SessionOptions): Promise<number>;
    };

/** One loss, minimised in training and compared on the validation split. */
export interface Descent<P extends ParamTree>
  extends
    Pick<Objective<P>, 'batchSize' | 'steps' | 'validateEvery' | 'init' | 'averaging' | 'snapshots'>,
    Pick<Update<P>, 'optimizer' | 'learningRate' | 'clipNorm' | 'inputs' | 'trainingFeeds' | 'loss'> {
  validationFeeds(dataset: Dataset, indices: Int32Array, random: RandomStream): Values;
  /** Where it differs from `loss`: without dropout, with a running mean's statistics, without a warm-up's weight. */
  validationLoss?(params: Symbolic<P>, inputs: Readonly<Record<string, Tensor>>): Tensor;
}

export function descend<P extends ParamTree>({
  optimizer,
  learningRate,
  clipNorm,
  inputs,
  trainingFeeds,
  validationFeeds,
  loss,
  validationLoss,
  ...objective
}: Descent<P>): Objective<P> {
  return {
    ...objective,
    updates: [
      {
        name: 'train',
        optimizer,
        learningRate,
        ...(clipNorm !== undefined && { clipNorm }),
        inputs,
        trainingFeeds,
        loss,
      },
    ],
    validation: {
      inputs,
      feeds: validationFeeds,
      loss: validationLoss ?? ((params, values) => asLoss(loss(params, values)).loss),
    },
  };
}

export const asLoss = (loss: Tensor | Loss): Loss => ('loss' in loss ? loss : { loss });

/** Whether an update moves the parameter of this dotted name, unless it assigns it. */
export function isMoved<P extends ParamTree>({ moves }: Pick<Update<P>, 'moves'>, name: string): boolean {
  return moves === undefined || moves.includes(name.split('.')[0]!);
}
