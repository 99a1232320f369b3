/** Gradient descent around one training-step graph. */
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
import type { Objective } from './objective.ts';
import type { Progress } from './progress.ts';
import {
  asFeeds,
  asTargets,
  copyArrays,
  emptyLike,
  initialState,
  nextArrays,
  selectParams,
  type StateArrays,
} from './state.ts';
import { writeTrainingStep, writeValidation } from './step.ts';

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
  /** Those with the lowest loss on the validation split; after a stop before the first measurement, the last ones. */
  readonly params: P;
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
  const stepGraph = writeTrainingStep(objective, template);
  const settings = {
    recipe: options.recipeId,
    recipeSha256: options.recipeSha256,
    graphSha256: sha256(stepGraph), // network, loss and optimiser
    datasetSha256: sha256(Buffer.from(JSON.stringify(dataset.sha256))),
    seed: options.seed,
    steps,
    engine: await describeEngine(options),
  };
  const state = options.resume
    ? await readCheckpoint(checkpointPath, settings)
    : initialState(objective, dataset, options.seed);
  const startedAt = performance.now() - 1000 * state.wallTimeSeconds;
  const session = await openSession(stepGraph, options);
  const validation = await openSession(writeValidation(objective, template, VALIDATION_BATCH), options);

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
  const measure = async () => {
    const loss = await validate(validation, objective, dataset, selectParams(template, state.arrays));
    assertFinite('validation loss', [loss], state.step);
    state.curve.rows.push([
      state.step,
      state.lossSum / state.lossCount,
      loss,
      objective.learningRate(state.step, steps),
    ]);
    [state.lossSum, state.lossCount] = [0, 0];
    const isBest = state.best === undefined || loss < state.best.loss;
    if (isBest)
      state.best = { step: state.step, loss, params: copyArrays(selectParams(template, state.arrays)) };
    progress.line(
      `step ${state.step}: validation loss ${loss.toPrecision(5)}${isBest ? ', best so far' : ''}`,
    );
  };
  const save = async () => {
    for (const [name, { data }] of state.arrays) assertFinite(name, data, state.step);
    state.wallTimeSeconds = (performance.now() - startedAt) / 1000;
    await writeCheckpoint(checkpointPath, settings, state);
    hasCheckpoint = true;
  };

  const lossTarget = scalar(0);
  let spare = emptyLike(state.arrays);
  let savedAt = performance.now();
  try {
    while (state.step < steps && !signal.aborted) {
      const step = state.step + 1;
      const outputs = await session.run(
        {
          ...asFeeds(state.arrays),
          ...objective.trainingFeeds(
            dataset,
            state.order.next(objective.batchSize, state.random),
            state.random,
          ),
          ...knownInputs(session, {
            learning_rate: scalar(objective.learningRate(step, steps)),
            step: scalar(step),
          }),
        },
        { ...asTargets(spare), loss: lossTarget },
      );
      const loss = Number(outputs['loss']!.data[0]);
      assertFinite('loss', [loss], step);
      [state.arrays, spare] = [nextArrays(state.arrays, outputs), state.arrays];
      state.step = step;
      state.lossSum += loss;
      state.lossCount++;
      if (step % objective.validateEvery === 0 || step === steps) await measure();
      progress.step({ step, steps, loss });
      if (performance.now() - savedAt > 1000 * options.checkpointSeconds) {
        await save();
        savedAt = performance.now();
      }
    }
    await save();
  } finally {
    await session.release();
    await validation.release();
  }

  const { step, best, arrays, curve, wallTimeSeconds } = state;
  const params = replaceValues(template, best?.params ?? arrays);
  return { params, selectedStep: best?.step ?? step, step, curve, wallTimeSeconds };
}

/** Mean loss over the validation split's whole batches, with the same random numbers each time. */
async function validate<P extends ParamTree>(
  session: Session,
  objective: Objective<P>,
  dataset: Dataset,
  params: StateArrays,
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
      ...asFeeds(params),
      ...objective.validationFeeds(dataset, indices, random),
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
