/** `npm run train -- <id>`: data set → recipe → training → models/<id>/. */
import { availableParallelism } from 'node:os';
import { oneOf, runCommand, UsageError, wholeNumber } from './command.ts';
import { loadDataset } from './datasets/catalogue.ts';
import type { Dataset } from './datasets/dataset.ts';
import { describeEngine, type SessionOptions } from './engine.ts';
import { exportModel, type Trained } from './export/export-model.ts';
import { MODELS_DIRECTORY } from './model-folder.ts';
import { printMetrics } from './metrics/table.ts';
import { describeRecipe, findRecipe, recipeIds } from './recipes/catalogue.ts';
import type { Recipe } from './recipes/recipe.ts';
import { train } from './training/loop.ts';
import type { Objective } from './training/objective.ts';
import { consoleProgress, formatDuration } from './training/progress.ts';

const SCRATCH_DIRECTORY = '.cache/models';

const help = `Train a model and write it to ${MODELS_DIRECTORY}/<id>/.

  npm run train -- <id> [options]

  <id>             ${recipeIds.join(', ')}
  --seed N         seed of every random number (1)
  --steps N        optimiser steps (the recipe's); a run with another number goes to ${SCRATCH_DIRECTORY}/
  --threads N      threads within an operator (1); on a busy machine one may be faster than two
  --backend NAME   cpu or webgpu (cpu)
  --resume         go on from the checkpoint that an interrupted run left
  --out DIR        where to write the model folder

Ctrl-C saves a checkpoint and stops. So does nothing else need to: one is written every half minute.`;

await runCommand(
  {
    help,
    options: {
      seed: { type: 'string', default: '1' },
      steps: { type: 'string' },
      threads: { type: 'string', default: '1' },
      backend: { type: 'string', default: 'cpu' },
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
    const seed = wholeNumber('seed', values.seed, 0);
    const steps = values.steps === undefined ? undefined : wholeNumber('steps', values.steps, 1);
    if (engine.threads > availableParallelism()) {
      console.warn(`This machine has ${availableParallelism()} threads; ${engine.threads} will be slower.`);
    }

    const dataset = await loadDataset(recipe.dataset);
    const trained = await learn(recipe, dataset, { engine, seed, steps, resume: values.resume });
    if (!trained) return 130; // as a program stopped by Ctrl-C ends

    const isWhole =
      steps === undefined || (recipe.learning.by === 'descent' && steps === recipe.learning.objective.steps);
    const directory = values.out ?? (isWhole ? MODELS_DIRECTORY : SCRATCH_DIRECTORY);
    const card = await exportModel(recipe, trained, dataset, directory);
    console.log(`\nWrote ${directory}/${recipe.id}/: checked in onnxruntime-node and onnxruntime-web.`);
    printMetrics(card.metrics);
    return 0;
  },
);

interface LearnOptions {
  readonly engine: SessionOptions;
  readonly seed: number;
  readonly steps: number | undefined;
  readonly resume: boolean;
}

/** Undefined when stopped by Ctrl-C. */
async function learn(recipe: Recipe, dataset: Dataset, options: LearnOptions): Promise<Trained | undefined> {
  const engine = await describeEngine(options.engine);
  if (recipe.learning.by === 'descent')
    return descend(recipe, recipe.learning.objective, dataset, options, engine);
  if (options.steps !== undefined || options.resume) {
    throw new UsageError(`${recipe.id} is solved by a formula: it has no steps and nothing to resume.`);
  }
  const startedAt = performance.now();
  const params = await recipe.learning.solve(dataset);
  const wallTimeSeconds = (performance.now() - startedAt) / 1000;
  const training = {
    seed: options.seed,
    steps: 0,
    batchSize: dataset.train.count,
    epochs: 1,
    selectedStep: 0,
    engine: 'closed form, float64',
    wallTimeSeconds,
  };
  return { recipe: await describeRecipe(recipe), params, training, curve: undefined };
}

async function descend(
  recipe: Recipe,
  objective: Objective,
  dataset: Dataset,
  { engine, seed, steps = objective.steps, resume }: LearnOptions,
  engineName: string,
): Promise<Trained | undefined> {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  const checkpointPath = `.cache/training/${recipe.id}.checkpoint`;
  console.log(
    `${recipe.id}: ${steps} steps of ${objective.batchSize} examples from ${dataset.id}, seed ${seed}, ${engineName}`,
  );

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
    progress: consoleProgress(process.stdout),
    signal: interrupted.signal,
  });
  if (result.step < steps) {
    console.log(`\nStopped after step ${result.step}; saved. Go on with the same command and --resume.`);
    return undefined;
  }
  console.log(
    `Trained in ${formatDuration(result.wallTimeSeconds)}; best on the validation split at step ${result.selectedStep}.`,
  );
  return {
    recipe: description,
    params: result.params,
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
