/** Gradient descent: each update is a graph, and a step runs them in turn. */
import type { Dataset } from '#scripts/datasets/dataset.ts';
import {
  describeEngine,
  openSession,
  type Session,
  type SessionOptions,
  type TensorValue,
} from '#scripts/engine.ts';
import { sha256 } from '#scripts/hash.ts';
import { replaceValues, type ParamTree } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';
import type { Curve } from '#src/model-card.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { TrainingError } from './error.ts';
import type { Objective, Update, Validation } from './objective.ts';
import type { Progress } from './progress.ts';
import {
  advance,
  asFeeds,
  asTargets,
  copyParams,
  emptyLike,
  initialState,
  type ReadonlyStateArrays,
  type StateArrays,
  type TrainingState,
} from './state.ts';
import { writeUpdate, writeValidation, type UpdateGraph } from './step.ts';

export interface TrainingOptions extends SessionOptions {
  readonly recipeId: string;
  /** A checkpoint of a recipe that reads otherwise is refused. */
  readonly recipeSha256: string;
  readonly seed: number;
  readonly steps: number;
  readonly checkpointPath: string;
  /** Seconds between two checkpoints; one is also written at the end and when stopped. */
  readonly checkpointSeconds: number;
  /** Continue from the checkpoint instead of the seed. */
  readonly resume: boolean;
  readonly progress: Progress;
  /** Stops the training after the step that is running, with its state saved. */
  readonly signal: AbortSignal;
}

export interface TrainingResult<P> {
  /** Those best on the validation split; without one, or stopped before its first measurement, the last ones. */
  readonly params: P;
  /** The weights after the objective's snapshot steps. */
  readonly snapshots: readonly { readonly step: number; readonly params: P }[];
  readonly selectedStep: number;
  /** Steps done: fewer than asked for when stopped. */
  readonly step: number;
  readonly curve: Curve;
  readonly wallTimeSeconds: number;
}

const VALIDATION_BATCH = 500;

/**
 * Trains from the seed, or from the checkpoint: either leads to the same weights, bit for bit.
 *
 * @throws TrainingError where the loss or a weight is not finite, or the checkpoint cannot be continued
 */
export async function train<P extends ParamTree>(
  objective: Objective<P>,
  dataset: Dataset,
  options: TrainingOptions,
): Promise<TrainingResult<P>> {
  const { steps, signal, progress, checkpointPath } = options;
  if (dataset.train.count < objective.batchSize) {
    throw new TrainingError(
      `${options.recipeId}: a batch of ${objective.batchSize} needs more than ${dataset.train.count} training examples.`,
    );
  }
  const template = objective.init(seededRandomStream(options.seed), dataset); // for its names and shapes
  const graphs = objective.updates.map((update) => writeUpdate(objective, update, template));
  const settings = {
    recipe: options.recipeId,
    recipeSha256: options.recipeSha256,
    graphSha256: sha256(Buffer.concat(graphs.map(({ bytes }) => bytes))), // networks, losses and optimisers
    datasetSha256: sha256(Buffer.from(JSON.stringify(dataset.sha256))),
    seed: options.seed,
    steps,
    engine: await describeEngine(options),
  };
  const state = options.resume
    ? await readCheckpoint(checkpointPath, settings)
    : initialState(objective, dataset, options.seed, curveColumns(objective, graphs));
  if (options.resume) progress.line(`Going on after step ${state.step} of ${steps}.`);
  const startedAt = performance.now() - 1000 * state.wallTimeSeconds;
  const sessions: Session[] = [];
  const open = async (bytes: Uint8Array) => {
    const session = await openSession(bytes, options);
    sessions.push(session);
    return session;
  };

  let hasCheckpoint = options.resume;
  const assertFinite = (what: string, values: Iterable<number>, step: number) => {
    for (const value of values) {
      if (Number.isFinite(value)) continue;
      const kept = hasCheckpoint
        ? `The last good checkpoint is kept at ${checkpointPath}.`
        : 'There is no checkpoint yet.';
      throw new TrainingError(
        `${options.recipeId}: the ${what} became ${value} at step ${step}. ${kept} ` +
          'Lower the learning rate in the recipe and start anew, without --resume.',
      );
    }
  };
  const measure = async (validate: ValidationRun | undefined) => {
    const params = copyParams(objective, template, state.arrays);
    const loss = await validate?.(params);
    if (loss !== undefined) assertFinite('validation loss', [loss], state.step);
    state.curve.rows.push([
      state.step,
      ...state.sums.map((sum) => sum / state.sumCount),
      ...(loss === undefined ? [] : [loss]),
      objective.updates[0]!.learningRate(state.step, steps),
    ]);
    [state.sums, state.sumCount] = [[], 0];
    const isBest = loss !== undefined && (state.best === undefined || loss < state.best.loss);
    if (isBest) state.best = { step: state.step, loss, params };
    progress.line(
      `step ${state.step}: ${describeRow(state.curve).join(', ')}${isBest ? ', best so far' : ''}`,
    );
  };
  const save = async () => {
    for (const [name, { data }] of state.arrays) assertFinite(name, data, state.step);
    state.wallTimeSeconds = (performance.now() - startedAt) / 1000;
    await writeCheckpoint(checkpointPath, settings, state);
    hasCheckpoint = true;
  };

  try {
    const turns: Turn[] = [];
    for (const [index, graph] of graphs.entries()) {
      const update = objective.updates[index]!;
      const session = await open(graph.bytes);
      const turn = makeTurn(objective, update, graph, session, dataset, steps);
      for (let time = 0; time < (update.times ?? 1); time++) turns.push(turn);
    }
    const validate = await openValidation(objective, template, dataset, options, open);
    const spare = emptyLike(state.arrays);
    let savedAt = performance.now();
    while (state.step < steps && !signal.aborted) {
      const step = state.step + 1;
      const reports: number[][] = objective.updates.map(() => []);
      for (const turn of turns) reports[turn.index] = await turn.run(state, spare, step);
      const values = reports.flat();
      assertFinite('loss', values, step);
      state.step = step;
      state.sums = values.map((value, index) => value + (state.sums[index] ?? 0));
      state.sumCount++;
      if (step % objective.validateEvery === 0 || step === steps) await measure(validate);
      if (objective.snapshots?.includes(step))
        state.snapshots.push({ step, params: copyParams(objective, template, state.arrays) });
      progress.step({ step, steps, loss: values[0]! });
      if (performance.now() - savedAt > 1000 * options.checkpointSeconds) {
        await save();
        savedAt = performance.now();
      }
    }
    await save();
  } finally {
    for (const session of sessions) await session.release();
  }

  const { step, best, snapshots, curve, wallTimeSeconds } = state;
  const last = copyParams(objective, template, state.arrays);
  return {
    params: replaceValues(template, best?.params ?? last),
    snapshots: snapshots.map(({ step: at, params }) => ({
      step: at,
      params: replaceValues(template, params),
    })),
    selectedStep: best?.step ?? step,
    step,
    curve,
    wallTimeSeconds,
  };
}

/** One update, ready to run. */
interface Turn {
  /** Of the update among the objective's. */
  readonly index: number;
  /** Moves the state; gives the loss and what else the update reports. */
  run(state: TrainingState, spare: StateArrays, step: number): Promise<number[]>;
}

function makeTurn<P extends ParamTree>(
  objective: Objective<P>,
  update: Update<P>,
  graph: UpdateGraph,
  session: Session,
  dataset: Dataset,
  steps: number,
): Turn {
  const reportTargets = Object.fromEntries(graph.reports.map((name) => [name, scalar(0)]));
  const { times = 1 } = update;
  let [currentStep, turnsDone] = [0, 0];
  return {
    index: objective.updates.indexOf(update),
    async run({ arrays, order, random }, spare, step) {
      if (step !== currentStep) [currentStep, turnsDone] = [step, 0];
      const count = (step - 1) * times + ++turnsDone; // updates done with this one
      const outputs = await session.run(
        {
          ...asFeeds(arrays, session.inputs),
          ...update.trainingFeeds(dataset, order.next(objective.batchSize, random), random, step),
          ...knownInputs(session, {
            learning_rate: scalar(update.learningRate(step, steps)),
            step: scalar(count),
            averaging_rate: scalar(averagingRate(objective, count)),
          }),
        },
        { ...asTargets(spare, session.outputs), ...reportTargets },
      );
      advance(arrays, spare, outputs);
      return graph.reports.map((name) => Number(outputs[name]!.data[0]));
    },
  };
}

const averagingRate = <P extends ParamTree>({ averaging = 0 }: Objective<P>, count: number) =>
  1 - Math.min(averaging, (1 + count) / (10 + count));

/** `train_loss` and what else is reported, the validation's figure, and the first update's learning rate. */
function curveColumns<P extends ParamTree>(
  { updates, validation }: Objective<P>,
  graphs: readonly UpdateGraph[],
): readonly string[] {
  return [
    'step',
    ...graphs.flatMap(({ reports }, index) => reports.map((name) => `${updates[index]!.name}_${name}`)),
    ...(validation ? ['name' in validation ? validation.name : 'validation_loss'] : []),
    'learning_rate',
  ];
}

/** The last row in words, without step and learning rate. */
function describeRow({ columns, rows }: Curve): string[] {
  return columns
    .slice(1, -1)
    .map((column, index) => `${column.replaceAll('_', ' ')} ${rows.at(-1)![index + 1]!.toPrecision(5)}`);
}

type ValidationRun = (params: ReadonlyStateArrays) => Promise<number>;

async function openValidation<P extends ParamTree>(
  { validation }: Objective<P>,
  template: P,
  dataset: Dataset,
  engine: SessionOptions,
  open: (bytes: Uint8Array) => Promise<Session>,
): Promise<ValidationRun | undefined> {
  if (!validation) return undefined;
  if ('score' in validation)
    return (params) => validation.score(replaceValues(template, params), dataset, engine);
  const session = await open(writeValidation(validation, template, VALIDATION_BATCH));
  return (params) => meanValidationLoss(session, validation, dataset, params);
}

/** Mean loss over the validation split's whole batches, with the same random numbers each time. */
async function meanValidationLoss<P extends ParamTree>(
  session: Session,
  { feeds }: Pick<Extract<Validation<P>, { feeds: unknown }>, 'feeds'>,
  dataset: Dataset,
  params: ReadonlyStateArrays,
): Promise<number> {
  const random = seededRandomStream(0);
  const batches = Math.floor(dataset.validation.count / VALIDATION_BATCH);
  if (batches === 0) {
    throw new TrainingError(
      `The validation split has ${dataset.validation.count} examples; at least ${VALIDATION_BATCH} are needed.`,
    );
  }
  let sum = 0;
  for (let batch = 0; batch < batches; batch++) {
    const indices = Int32Array.from(
      { length: VALIDATION_BATCH },
      (_, index) => batch * VALIDATION_BATCH + index,
    );
    const { loss } = await session.run({
      ...asFeeds(params, session.inputs),
      ...feeds(dataset, indices, random),
    });
    sum += Number(loss!.data[0]);
  }
  return sum / batches;
}

const scalar = (value: number) => ({ data: Float32Array.of(value), shape: [] }) satisfies TensorValue;

/** SGD's graph has no use for the step number, and a feed that no input takes is an error. */
function knownInputs(session: Session, values: Record<string, TensorValue>): Record<string, TensorValue> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in session.inputs));
}
