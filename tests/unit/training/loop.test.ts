import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adam, sgd } from '#scripts/graph/optimizers.ts';
import { flattenParams } from '#scripts/networks/params.ts';
import { train, type TrainingOptions } from '#scripts/training/loop.ts';
import { silent, tinyDataset, tinyObjective, tinyOptions } from './tiny.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const dataset = tinyDataset();
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'training-'));
  path = join(folder, 'run.checkpoint');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (overrides: Partial<TrainingOptions> = {}, objective = tinyObjective()) =>
  train(objective, dataset, tinyOptions(path, overrides));

/** A progress that does something when a step is done. */
const atStep = (step: number, action: () => void) => ({
  ...silent,
  step: (status: { step: number }) => {
    if (status.step === step) action();
  },
});

describe('a training', () => {
  it('learns: the validation loss falls to less than half', async () => {
    const { curve } = await run();
    expect(curve.columns).toEqual(['step', 'train_loss', 'validation_loss', 'learning_rate']);
    expect(curve.rows.map(([step]) => step)).toEqual([20, 40, 60]);
    const first = await run({ steps: 1 });
    expect(curve.rows.at(-1)![2]! / first.curve.rows[0]![2]!).toBeLessThan(0.5);
  });

  it.each([
    ['momentum', sgd({ momentum: 0.9 }), 0.5],
    ['plain gradient descent', sgd(), 2],
    ['Adam', adam(), 1e-2],
  ])('learns with %s', async (_, optimizer, learningRate) => {
    const { curve } = await run({}, tinyObjective({ optimizer, learningRate: () => learningRate }));
    expect(curve.rows.at(-1)![2]!).toBeLessThan(curve.rows[0]![2]!);
  });

  it('keeps the parameters that were best on the validation split', async () => {
    const objective = tinyObjective({ learningRate: (step) => (step <= 40 ? 1e-2 : 0.3) }); // ruins itself at the end
    const { selectedStep, params } = await run({}, objective);
    expect(selectedStep).toBe(40);
    const stoppedAt40 = await run({ steps: 40 }, tinyObjective({ learningRate: () => 1e-2 }));
    expect(flattenParams(params)).toEqual(flattenParams(stoppedAt40.params));
  });

  it('gives the same weights, bit for bit, for the same seed, and others for another', async () => {
    const [first, again, other] = [await run(), await run(), await run({ seed: 6 })];
    expect(flattenParams(again.params)).toEqual(flattenParams(first.params));
    expect(flattenParams(other.params)).not.toEqual(flattenParams(first.params));
  });

  it.each([1, 13, 20, 47])(
    'stopped after step %i and resumed ends as an unbroken one, bit for bit',
    async (stopAt) => {
      const unbroken = await run();
      const interrupted = new AbortController();
      const stopped = await run({
        signal: interrupted.signal,
        progress: atStep(stopAt, () => interrupted.abort()),
      });
      expect(stopped.step).toBe(stopAt);
      const resumed = await run({ resume: true });
      expect(flattenParams(resumed.params)).toEqual(flattenParams(unbroken.params));
      expect(resumed.curve).toEqual(unbroken.curve);
      expect(resumed.selectedStep).toBe(unbroken.selectedStep);
    },
  );

  it('killed with SIGKILL at any moment, then resumed, ends as an unbroken one', async () => {
    const steps = 2000;
    const unbroken = await run({ steps, checkpointPath: join(folder, 'unbroken.checkpoint') });
    let deaths = 0;
    for (const delayMs of [3, 14, 25, 36, 47]) {
      const child = fork(new URL('killable.ts', import.meta.url), [path, `${steps}`], {
        execArgv: [],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      const errors = text(child.stderr!);
      // It reports its first checkpoint; it writes one after each step, and dies while it does.
      child.once('message', () => setTimeout(() => child.kill('SIGKILL'), delayMs));
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect([code, signal], await errors).toBeOneOf([
        [null, 'SIGKILL'],
        [0, null], // a busy machine may deliver the last kills too late
      ]);
      if (signal) deaths++;
    }
    expect(deaths).toBeGreaterThan(0);
    const resumed = await run({ steps, resume: true });
    expect(flattenParams(resumed.params)).toEqual(flattenParams(unbroken.params));
    expect(resumed.curve).toEqual(unbroken.curve);
  });

  it('leaves no tensor behind: a thousand more steps take no more memory', async () => {
    const memoryAfter = new Map<number, number>();
    const measureAt = [500, 1500];
    await run({
      steps: 1500,
      progress: {
        ...silent,
        step({ step }) {
          if (!measureAt.includes(step)) return;
          collectGarbage();
          const { arrayBuffers, rss } = process.memoryUsage();
          memoryAfter.set(step, arrayBuffers + rss);
        },
      },
    });
    const leakOfOneState = 1000 * 3 * 784 * 16 * 4 * 2; // bytes, if each step kept its parameters and moments
    expect(memoryAfter.get(1500)! - memoryAfter.get(500)!).toBeLessThan(leakOfOneState / 10);
  });
});

describe('a training that cannot go on says where and why:', () => {
  it('a loss that is not finite, with the last good checkpoint kept', async () => {
    const good = new AbortController();
    await run({ signal: good.signal, progress: atStep(30, () => good.abort()) });
    const before = await readFile(path);
    const explosive = tinyObjective({ learningRate: (step) => (step <= 30 ? cosineLike(step) : Number.NaN) });
    const error = await run({ resume: true }, explosive).catch((reason: unknown) => reason);
    expect(String(error).replace(folder, '<folder>')).toMatchInlineSnapshot(
      `"TrainingError: tiny: the loss became NaN at step 32. The last good checkpoint is kept at <folder>/run.checkpoint. Lower the learning rate in the recipe and start anew, without --resume."`,
    );
    expect(await readFile(path)).toEqual(before);
  });

  it('nothing to resume', async () => {
    const error = await run({ resume: true }).catch((reason: unknown) => reason);
    expect(String(error).replace(folder, '<folder>')).toMatchInlineSnapshot(
      `"TrainingError: Nothing to resume: there is no checkpoint at <folder>/run.checkpoint. Start without --resume."`,
    );
  });

  it('a checkpoint of other settings', async () => {
    await run({ steps: 5 });
    const error = await run({ resume: true, seed: 9, steps: 5 }).catch((reason: unknown) => reason);
    expect(String(error).replace(folder, '<folder>')).toMatchInlineSnapshot(
      `"TrainingError: The checkpoint at <folder>/run.checkpoint was made with other settings: seed (then 5, now 9). Resume with the same ones, or start anew without --resume."`,
    );
  });

  it.each([3, 100, 5000, -4])('a checkpoint cut off at byte %i', async (length) => {
    await run({ steps: 5 });
    await writeFile(path, (await readFile(path)).subarray(0, length));
    const error = await run({ resume: true, steps: 5 }).catch((reason: unknown) => reason);
    expect(String(error).replace(folder, '<folder>')).toBe(
      'TrainingError: The checkpoint at <folder>/run.checkpoint is damaged. Delete it and start without --resume.',
    );
  });

  it('leaves no temporary files', async () => {
    await run({ steps: 5, checkpointSeconds: 0 });
    expect(await readdir(folder)).toEqual(['run.checkpoint']);
    expect(existsSync(path)).toBe(true);
  });
});

const cosineLike = (step: number) => (step <= 5 ? (1e-2 * step) / 5 : 1e-2);
