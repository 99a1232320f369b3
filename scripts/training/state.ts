/** Everything a training carries from one step to the next. */
import type { Dataset } from '#scripts/datasets/dataset.ts';
import type { Values } from '#scripts/engine.ts';
import { flattenParams, type ParamTree } from '#scripts/networks/params.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import type { Curve } from '#src/model-card.ts';
import { BatchOrder } from './batch-order.ts';
import type { Objective } from './objective.ts';
import { nextName, slotName } from './step.ts';

export interface TrainingState {
  /** Steps done. */
  step: number;
  readonly random: RandomStream;
  readonly order: BatchOrder;
  /** Parameters and the optimiser's slots. */
  arrays: StateArrays;
  /** Losses since the last row of the curve. */
  lossSum: number;
  lossCount: number;
  /** The parameters with the lowest validation loss so far. */
  best: { readonly step: number; readonly loss: number; readonly params: StateArrays } | undefined;
  readonly curve: Curve;
  wallTimeSeconds: number;
}

export type StateArrays = ReadonlyMap<string, FloatArray>;

export interface FloatArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** The state before the first step. Weights and batch order are drawn from the seed's stream, in this order. */
export function initialState<P extends ParamTree>(
  objective: Objective<P>,
  dataset: Dataset,
  seed: number,
): TrainingState {
  const random = seededRandomStream(seed);
  const arrays = initialArrays(objective, objective.init(random, dataset));
  return {
    step: 0,
    random,
    order: BatchOrder.shuffled(dataset.train.count, random),
    arrays,
    lossSum: 0,
    lossCount: 0,
    best: undefined,
    curve: { columns: ['step', 'train_loss', 'validation_loss', 'learning_rate'], rows: [] },
    wallTimeSeconds: 0,
  };
}

/** The parameters, and the optimiser's slots at zero. */
export function initialArrays({ optimizer }: Pick<Objective, 'optimizer'>, params: ParamTree): StateArrays {
  const arrays = new Map<string, FloatArray>();
  for (const [name, { values, shape }] of flattenParams(params)) {
    arrays.set(name, { data: values, shape });
    for (const slot of optimizer.slots) {
      arrays.set(slotName(name, slot), { data: new Float32Array(values.length), shape });
    }
  }
  return arrays;
}

/** Arrays of the same names and shapes, for a step to write the next state into. */
export function emptyLike(arrays: StateArrays): StateArrays {
  return new Map(
    [...arrays].map(([name, { data, shape }]) => [name, { data: new Float32Array(data.length), shape }]),
  );
}

export function copyArrays(arrays: StateArrays): StateArrays {
  return new Map([...arrays].map(([name, { data, shape }]) => [name, { data: data.slice(), shape }]));
}

/** Only the parameters among the arrays. */
export function selectParams(params: ParamTree, arrays: StateArrays): StateArrays {
  return new Map(flattenParams(params).map(([name]) => [name, arrays.get(name)!]));
}

export const asFeeds = (arrays: StateArrays): Values => Object.fromEntries(arrays);

/** The next state among a step's outputs. */
export function nextArrays(arrays: StateArrays, outputs: Values): StateArrays {
  return new Map(
    [...arrays.keys()].map((name) => {
      const { data, shape } = outputs[nextName(name)]!;
      if (!(data instanceof Float32Array)) throw new TypeError(`The next ${name} is not float32.`);
      return [name, { data, shape }];
    }),
  );
}

export const asTargets = (arrays: StateArrays): Values =>
  Object.fromEntries([...arrays].map(([name, array]) => [nextName(name), array]));
