import type { Dataset } from '#scripts/datasets/dataset.ts';
import type { Values } from '#scripts/engine.ts';
import type { Optimizer } from '#scripts/graph/optimizers.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { ParamTree, Symbolic } from '#scripts/networks/params.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { Schedule } from './schedules.ts';

/** What gradient descent needs to know of a network: its parameters, its loss, and what a step is fed. */
export interface Objective<P extends ParamTree = ParamTree> {
  readonly batchSize: number;
  readonly steps: number;
  /** Steps between two measurements on the validation split. */
  readonly validateEvery: number;
  readonly optimizer: Optimizer;
  readonly learningRate: Schedule;
  init(random: RandomStream, dataset: Dataset): P;
  /** What a step is fed, by name. */
  inputs(batchSize: number): Readonly<Record<string, Tensor>>;
  /** Values for `inputs`, from the training examples of these indices, augmented where that helps. */
  trainingFeeds(dataset: Dataset, indices: Int32Array, random: RandomStream): Values;
  /** Values for `inputs`, from the validation examples of these indices, as they are. */
  validationFeeds(dataset: Dataset, indices: Int32Array, random: RandomStream): Values;
  /** Mean over the batch; minimised in training and compared on the validation split. */
  loss(params: Symbolic<P>, inputs: Readonly<Record<string, Tensor>>): Tensor;
}
