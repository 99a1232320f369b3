/**
 * One recipe of each family, from the seed to a checked model, on digits the project draws itself. Several files share
 * this, so that they run side by side.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Dataset } from '#scripts/datasets/dataset.ts';
import { makeGaussians } from '#scripts/datasets/gaussians.ts';
import { makeScenes } from '#scripts/datasets/scenes.ts';
import { makeShapes } from '#scripts/datasets/shapes.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import { exportModel } from '#scripts/export/export-model.ts';
import { flattenParams } from '#scripts/networks/params.ts';
import { describeRecipe, findRecipe } from '#scripts/recipes/catalogue.ts';
import { train, type TrainingOptions } from '#scripts/training/loop.ts';
import type { Objective } from '#scripts/training/objective.ts';
import { silent, tinyOptions } from '../training/tiny.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smoke-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

export interface Smoke {
  readonly steps: number;
  /** Of the curve; it must fall at least by the factor. A GAN's discriminator learns first. */
  readonly column: string;
  readonly factor: number;
  /** Of recipes whose steps take long. */
  readonly batchSize?: number;
  /** Of recipes whose opponents take long to fit, and are tested by themselves. */
  readonly skipsMetrics?: true;
}

function makeDataset(id: string): Dataset {
  const settings = { seed: 1, counts: { train: 1000, validation: 500, test: 100 } };
  if (id === 'gaussians-ring')
    return makeGaussians(id, { ...settings, counts: { ...settings.counts, test: 25_000 } });
  const strokes = makeStrokes(settings);
  if (id === 'shapes') return makeShapes(id, settings);
  return id === 'scenes' ? makeScenes('scenes-strokes', strokes, settings) : strokes;
}

export function smokeTests(recipes: Readonly<Record<string, Smoke>>): void {
  it.each(Object.entries(recipes))(
    '%s learns, resumes bit for bit, exports and agrees on every engine',
    smokeTest,
  );
}

async function smokeTest(id: string, smoke: Smoke): Promise<void> {
  const whole = findRecipe(id);
  const recipe = smoke.skipsMetrics ? { ...whole, measure: () => Promise.resolve([]) } : whole;
  const { learning } = recipe;
  if (learning.by !== 'descent') throw new TypeError(`${id} is not trained by descent.`);
  const objectiveOf = (steps: number): Objective => ({
    ...learning.objective,
    batchSize: smoke.batchSize ?? learning.objective.batchSize,
    // So short a run would end while the recipe's own rate still rises.
    updates: learning.objective.updates.map((update) => ({ ...update, learningRate: () => 2e-3 })),
    validateEvery: Math.ceil(steps / 2),
    snapshots: learning.objective.snapshots ? [steps] : [],
  });
  const dataset = makeDataset(recipe.dataset);
  const run = (checkpoint: string, steps: number, overrides: Partial<TrainingOptions> = {}) =>
    train(objectiveOf(steps), dataset, tinyOptions(join(folder, checkpoint), { steps, ...overrides }));

  const start = await run('start', 1);
  const result = await run('whole', smoke.steps);
  const column = result.curve.columns.indexOf(smoke.column);
  expect(start.curve.rows[0]![column]! / result.curve.rows.at(-1)![column]!).toBeGreaterThan(smoke.factor);

  // A few steps say whether a break leaves a trace, one on each side of a validation.
  const unbroken = await run('unbroken', 6);
  const interrupted = new AbortController();
  await run('broken', 6, {
    signal: interrupted.signal,
    progress: { ...silent, step: ({ step }) => step === 4 && interrupted.abort() },
  });
  const resumed = await run('broken', 6, { resume: true });
  expect(flattenParams(resumed.params)).toEqual(flattenParams(unbroken.params));
  expect(resumed.curve).toEqual(unbroken.curve);

  const { params, snapshots, curve, selectedStep, wallTimeSeconds } = result;
  const { steps } = smoke;
  const { batchSize } = objectiveOf(steps);
  const training = { seed: 5, steps, batchSize, epochs: 1, selectedStep, engine: 'cpu', wallTimeSeconds };
  const trained = {
    recipe: await describeRecipe(recipe),
    command: 'none',
    params,
    snapshots,
    curve,
    training,
  };
  const card = await exportModel(recipe, trained, dataset, join(folder, 'models')); // checks parity on every engine
  const trainedWeights = flattenParams(params).reduce((sum, [, { values }]) => sum + values.length, 0);
  expect(card.parameters).toBeLessThanOrEqual(trainedWeights); // those of snapshots are not more weights
  if (!smoke.skipsMetrics) expect(card.metrics.length).toBeGreaterThan(0);
  for (const { value } of card.metrics) expect(value).toSatisfy(Number.isFinite);
}
