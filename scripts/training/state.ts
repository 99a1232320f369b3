/** Everything a training carries from one step to the next. */
import type { Dataset } from '#scripts/datasets/dataset.ts';
import type { Values } from '#scripts/engine.ts';
import { flattenParams, type ParamTree } from '#scripts/networks/params.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import type { Curve } from '#src/model-card.ts';
import { BatchOrder } from './batch-order.ts';
import { isMoved, type Objective } from './objective.ts';
import { averageName, nextName, slotName } from './step.ts';

export interface TrainingState {
  /** Steps done. */
  step: number;
  readonly random: RandomStream;
  readonly order: BatchOrder;
  /** Parameters, the optimisers' slots, and the parameters' averages. */
  readonly arrays: StateArrays;
  /** Sums of what the updates report since the last row of the curve, and over how many steps. */
  sums: number[];
  sumCount: number;
  /** The parameters with the lowest validation loss so far. */
  best: { readonly step: number; readonly loss: number; readonly params: ReadonlyStateArrays } | undefined;
  readonly snapshots: Snapshot[];
  readonly curve: Curve;
  wallTimeSeconds: number;
}

export interface Snapshot {
  readonly step: number;
  readonly params: ReadonlyStateArrays;
}

export type StateArrays = Map<string, FloatArray>;
export type ReadonlyStateArrays = ReadonlyMap<string, FloatArray>;

export interface FloatArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** The state before the first step. Weights and batch order are drawn from the seed's stream, in this order. */
export function initialState<P extends ParamTree>(
  objective: Objective<P>,
  dataset: Dataset,
  seed: number,
  columns: readonly string[],
): TrainingState {
  const random = seededRandomStream(seed);
  const arrays = initialArrays(objective, objective.init(random, dataset));
  return {
    step: 0,
    random,
    order: BatchOrder.shuffled(dataset.train.count, random),
    arrays,
    sums: [],
    sumCount: 0,
    best: undefined,
    snapshots: [],
    curve: { columns: [...columns], rows: [] },
    wallTimeSeconds: 0,
  };
}

/** The parameters, their averages where the objective keeps any, and the optimisers' slots at zero. */
export function initialArrays<P extends ParamTree>(
  { updates, averaging }: Pick<Objective<P>, 'updates' | 'averaging'>,
  params: P,
): StateArrays {
  const arrays: StateArrays = new Map();
  for (const [name, { values, shape }] of flattenParams(params)) {
    arrays.set(name, { data: values, shape });
    if (averaging !== undefined) arrays.set(averageName(name), { data: values.slice(), shape });
    for (const update of updates) {
      if (!isMoved(update, name)) continue;
      for (const slot of update.optimizer.slots) {
        arrays.set(slotName(name, update.name, slot), { data: new Float32Array(values.length), shape });
      }
    }
  }
  return arrays;
}

/** Arrays of the same names and shapes, for a step to write the next state into. */
export function emptyLike(arrays: ReadonlyStateArrays): StateArrays {
  return new Map(
    [...arrays].map(([name, { data, shape }]) => [name, { data: new Float32Array(data.length), shape }]),
  );
}

/** Copies of the parameters among the arrays: of their averages where the objective keeps any. */
export function copyParams<P extends ParamTree>(
  { averaging }: Pick<Objective<P>, 'averaging'>,
  params: P,
  arrays: ReadonlyStateArrays,
): ReadonlyStateArrays {
  return new Map(
    flattenParams(params).map(([name]) => {
      const { data, shape } = arrays.get(averaging === undefined ? name : averageName(name))!;
      return [name, { data: data.slice(), shape }];
    }),
  );
}

/** Values for those inputs of a graph that are part of the state. */
export function asFeeds(arrays: ReadonlyStateArrays, inputs: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries([...arrays].filter(([name]) => name in inputs));
}

/** Buffers for those outputs of a graph that are the next state. */
export function asTargets(arrays: ReadonlyStateArrays, outputs: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    [...arrays].filter(([name]) => nextName(name) in outputs).map(([name, array]) => [nextName(name), array]),
  );
}

/** Puts the next state among a graph's outputs in place; what it replaces becomes the spare. */
export function advance(arrays: StateArrays, spare: StateArrays, outputs: Values): void {
  for (const [name, current] of arrays) {
    const next = outputs[nextName(name)];
    if (!next) continue;
    if (!(next.data instanceof Float32Array)) throw new TypeError(`The next ${name} is not float32.`);
    arrays.set(name, { data: next.data, shape: next.shape });
    spare.set(name, current);
  }
}
