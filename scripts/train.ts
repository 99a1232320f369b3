/** `npm run train -- <id>`: data set → recipe → training → models/<id>/. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { inColumns, oneOf, runCommand, UsageError, wholeNumber } from './command.ts';
import { loadDataset } from './datasets/catalogue.ts';
import type { Dataset } from './datasets/dataset.ts';
import { describeEngine, type SessionOptions } from './engine.ts';
import { exportModel, type Trained } from './export/export-model.ts';
import { MODELS_DIRECTORY } from './model-folder.ts';
import type { ParamTree } from './networks/params.ts';
import { printMetrics } from './metrics/table.ts';
import { describeRecipe, findRecipe, recipeIds } from './recipes/catalogue.ts';
import type { Recipe } from './recipes/recipe.ts';
import { requireCheckpoint } from './training/checkpoint.ts';
import { train } from './training/loop.ts';
import type { Objective } from './training/objective.ts';
import { consoleProgress, formatDuration } from './training/progress.ts';

const SCRATCH_DIRECTORY = '.cache/models';
const DEFAULTS = { threads: 1, backend: 'cpu' } as const;

const help = `Train a model and write it to ${MODELS_DIRECTORY}/<id>/.

  npm run train -- <id> [options]

  <id>             one of the models below
  --seed N         seed of every random number (the recipe's, or 1)
  --steps N        optimiser steps (the recipe's); a run with another number goes to ${SCRATCH_DIRECTORY}/
  --threads N      threads within an operator (1); on a busy machine one may be faster than two
  --backend NAME   cpu or webgpu (cpu)
  --resume         go on from the checkpoint that an interrupted run left
  --out DIR        where to write the model folder

Ctrl-C saves a checkpoint and stops; one is also written every half minute.

Models:
${inColumns(recipeIds)}`;

await runCommand(
  {
    help,
    options: {
      seed: { type: 'string' },
      steps: { type: 'string' },
      threads: { type: 'string', default: `${DEFAULTS.threads}` },
      backend: { type: 'string', default: DEFAULTS.backend },
      resume: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  },
  async ({ values, positionals: [id, ...rest] }) => {
    if (rest.length > 0) throw new UsageError(`One model at a time, not also ${rest.join(', ')}.`);
    const recipe = findRecipe(id);
    const engine = {
      backend: oneOf('backend', values.backend, ['cpu', 'webgpu']),
      threads: wholeNumber('threads', values.threads, 1),
    };
    const defaultSeed = recipe.seed ?? 1;
    const seed = wholeNumber('seed', values.seed ?? `${defaultSeed}`, 0);
    const steps = values.steps === undefined ? undefined : wholeNumber('steps', values.steps, 1);
    if (engine.threads > availableParallelism()) {
      console.warn(`This machine has ${availableParallelism()} threads; ${engine.threads} will be slower.`);
    }

    const { learning } = recipe;
    if (learning.by === 'formula' && (steps !== undefined || values.resume)) {
      throw new UsageError(`${recipe.id} is solved by a formula: it has no steps and nothing to resume.`);
    }
    const checkpointPath =
      learning.by === 'descent' && checkpointOf(recipe.id, seed, steps ?? learning.objective.steps);
    if (checkpointPath && values.resume) requireCheckpoint(checkpointPath);
    else if (checkpointPath && existsSync(checkpointPath)) {
      throw new UsageError(
        `${checkpointPath} holds such a training. Go on with --resume, or delete it to start anew.`,
      );
    }
    const isWhole = steps === undefined || (learning.by === 'descent' && steps === learning.objective.steps);
    const directory = values.out ?? (isWhole ? MODELS_DIRECTORY : SCRATCH_DIRECTORY);

    const dataset = await loadDataset(recipe.dataset);
    const trained =
      learning.by === 'formula'
        ? await solve(recipe, learning.solve, dataset, seed)
        : await trainByDescent(recipe, learning.objective, dataset, {
            engine,
            seed,
            steps,
            resume: values.resume,
          });
    if (!trained) return 130; // as a program stopped by Ctrl-C ends

    const options = [
      ...(seed === defaultSeed ? [] : [`--seed ${seed}`]),
      ...(isWhole ? [] : [`--steps ${steps}`]),
      ...(engine.threads === DEFAULTS.threads ? [] : [`--threads ${engine.threads}`]),
      ...(engine.backend === DEFAULTS.backend ? [] : [`--backend ${engine.backend}`]),
    ];
    const command = [`npm run train -- ${recipe.id}`, ...options].join(' ');
    const card = await exportModel(recipe, { ...trained, command }, dataset, directory);
    if (checkpointPath) await rm(checkpointPath); // the model is what is kept
    console.log(`\nWrote ${directory}/${recipe.id}/: checked in onnxruntime-node and onnxruntime-web.`);
    printMetrics(card.metrics);
    return 0;
  },
);

async function solve(
  recipe: Recipe,
  formula: (dataset: Dataset) => Promise<ParamTree>,
  dataset: Dataset,
  seed: number,
): Promise<Omit<Trained, 'command'>> {
  const startedAt = performance.now();
  const params = await formula(dataset);
  const training = {
    seed,
    steps: 0,
    batchSize: dataset.train.count,
    epochs: 1,
    selectedStep: 0,
    engine: 'closed form, float64',
    wallTimeSeconds: (performance.now() - startedAt) / 1000,
  };
  return { recipe: await describeRecipe(recipe), params, snapshots: [], training, curve: undefined };
}

function checkpointOf(id: string, seed: number, steps: number): string {
  return `.cache/training/${id}-seed${seed}-${steps}.checkpoint`;
}

interface DescentOptions {
  readonly engine: SessionOptions;
  readonly seed: number;
  readonly steps: number | undefined;
  readonly resume: boolean;
}

/** Undefined when stopped by Ctrl-C. */
async function trainByDescent(
  recipe: Recipe,
  objective: Objective,
  dataset: Dataset,
  { engine, seed, steps = objective.steps, resume }: DescentOptions,
): Promise<Omit<Trained, 'command'> | undefined> {
  const checkpointPath = checkpointOf(recipe.id, seed, steps);
  const engineName = await describeEngine(engine);
  console.log(
    `${recipe.id}: ${steps} steps of ${objective.batchSize} examples from ${dataset.id}, seed ${seed}, ${engineName}`,
  );
  const progress = consoleProgress(process.stdout);
  const description = await describeRecipe(recipe);
  const result = await train(objective, dataset, {
    ...engine,
    recipeId: recipe.id,
    recipeSha256: description.sha256,
    seed,
    steps,
    checkpointPath,
    checkpointSeconds: 30,
    resume,
    progress,
    signal: abortOnInterrupt(),
  });
  if (result.step < steps) {
    progress.line(`Stopped after step ${result.step}; saved. Go on with the same command and --resume.`);
    return undefined;
  }
  progress.line(
    `Trained in ${formatDuration(result.wallTimeSeconds)}; kept the weights of step ${result.selectedStep}.`,
  );
  return {
    recipe: description,
    params: result.params,
    snapshots: result.snapshots,
    curve: result.curve,
    training: {
      seed,
      steps,
      batchSize: objective.batchSize,
      epochs: (steps * objective.batchSize) / dataset.train.count,
      selectedStep: result.selectedStep,
      engine: engineName,
      wallTimeSeconds: result.wallTimeSeconds,
    },
  };
}

/**
 * Ctrl-C asks the training to stop after its step, which saves it. The same press can arrive twice, from the terminal
 * and from npm; only one that comes later means "at once".
 */
function abortOnInterrupt(): AbortSignal {
  const interrupted = new AbortController();
  let askedAt = Number.POSITIVE_INFINITY;
  const stop = () => {
    if (performance.now() - askedAt > 1000) process.exit(130);
    askedAt = Math.min(askedAt, performance.now());
    interrupted.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return interrupted.signal;
}
