import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MODELS_DIRECTORY } from '#scripts/model-folder.ts';

/** Commands run in a folder of their own, where their checkpoints and models are nobody else's. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function start(command: string, args: readonly string[]) {
  const script = resolve('scripts', `${command}.ts`);
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const result = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], out, err]) => ({ code: code as number | null, out, err: err.replaceAll(folder, '<folder>') }),
  );
  return { child, result };
}

const run = (command: string, ...args: string[]) => start(command, args).result;

describe('a command asked wrongly says what it takes, and ends with 2:', () => {
  it.each([
    [
      'train',
      ['vae'],
      'There is no recipe "vae". Name a model, as in `npm run train -- ae-mnist`:\n  ae-linear-mnist ',
    ],
    ['train', [], 'UsageError: Name a model, as in `npm run train -- ae-mnist`:\n  ae-linear-mnist '],
    ['codes', [], 'Name a model with an encoder, as in `npm run codes -- vae-mnist-2`.'],
    ['train', ['ae-strokes', 'ae-mnist'], 'One model at a time, not also ae-mnist.'],
    ['train', ['ae-strokes', '--steps', 'many'], '--steps takes a whole number of at least 1, not "many".'],
    ['train', ['ae-strokes', '--threads', '0'], '--threads takes a whole number of at least 1, not "0".'],
    ['train', ['ae-strokes', '--backend', 'cuda'], '--backend takes cpu or webgpu, not "cuda".'],
    [
      'train',
      ['ae-strokes', '--stepz', '3'],
      "UsageError: Unknown option '--stepz'. Options: --seed, --steps, --threads, --backend, --resume, --out, --help.",
    ],
    [
      'train',
      ['pca-mnist', '--resume'],
      'pca-mnist is solved by a formula: it has no steps and nothing to resume.',
    ],
    ['evaluate', ['nothing'], 'There is no recipe "nothing". Name a model, as in `npm run evaluate -- '],
  ])('%s %j', async (command, args, expected) => {
    const { code, err } = await run(command, ...args);
    expect(err).toContain(expected);
    expect(err).toContain('See --help.');
    expect(code).toBe(2);
  });
});

describe('an id that no model has is refused before anything is done, with those that are there:', () => {
  it.each(['evaluate', 'samples', 'verify', 'codes'])('%s', async (command) => {
    await cp(join(MODELS_DIRECTORY, 'pca-mnist'), join(folder, 'models', 'pca-mnist'), { recursive: true });
    const known = command === 'evaluate' ? [] : ['pca-mnist']; // it takes one model
    const { code, out, err } = await run(command, ...known, 'ae-strokes');
    expect(err).toBe(
      `UsageError: There is no model "ae-strokes" in models/. Name one, as in \`npm run ${command} -- pca-mnist\`:\n  pca-mnist\nSee --help.\n`,
    );
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('and where there are none, says how to make one', async () => {
    const { code, err } = await run('verify', 'ae-strokes');
    expect(err).toContain(
      'There is no model "ae-strokes" in models/. Run `npm run train -- <id>` to make one.',
    );
    expect(code).toBe(2);
  });
});

describe('every command has a help that names its options:', () => {
  it.each([
    ['train', ['--seed', '--steps', '--threads', '--backend', '--resume', 'ae-mnist']],
    ['evaluate', ['--models', 'ae-mnist']],
    ['verify', ['--models']],
    ['bench', ['--rounds']],
  ])('%s', async (command, mentioned) => {
    const { code, out } = await run(command, '--help');
    for (const word of mentioned) expect(out).toContain(word);
    expect(code).toBe(0);
  });
});

describe('train', () => {
  it('is stopped by Ctrl-C with its state saved, and goes on to a model with --resume', async () => {
    const { child, result } = start('train', ['ae-strokes', '--steps', '600']);
    child.stdout.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes('step 500:')) return;
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGINT'), 10); // npm forwards what the terminal has already sent
    });
    const stopped = await result;
    expect(stopped.out).toMatch(/Stopped after step \d+; saved\. Go on with the same command and --resume\./);
    expect(stopped.code).toBe(130);

    const anew = await run('train', 'ae-strokes', '--steps', '600');
    expect(anew.err).toContain(
      '.cache/training/ae-strokes-seed1-600.checkpoint holds such a training. Go on with --resume, or delete it to start anew.',
    );
    const resumed = await run('train', 'ae-strokes', '--steps', '600', '--resume');
    const [, stoppedAfter] = /Stopped after step (\d+)/.exec(stopped.out)!;
    expect(resumed.out).toContain(`Going on after step ${stoppedAfter!} of 600.`);
    expect(resumed.out).not.toContain('step 500:');
    expect(resumed.out).toContain('step 600: train loss');
    expect(resumed.out).toContain(
      'Wrote .cache/models/ae-strokes/: checked in onnxruntime-node and onnxruntime-web.',
    );
    expect(resumed.code).toBe(0);
    expect((await run('evaluate', 'ae-strokes', '--models', '.cache/models')).out).toContain(
      'Reconstruction error: ',
    );
    const { code } = await run('evaluate', 'ae-strokes', '--models', '.cache/models', '--reference');
    expect(code).toBe(0);
    expect((await run('verify', '--models', '.cache/models')).out).toContain(
      'The model is what its card says.',
    );
  }, 300_000);

  it('says where there is nothing to resume', async () => {
    const { code, err } = await run('train', 'ae-strokes', '--resume');
    expect(err).toContain(
      'Nothing to resume: there is no checkpoint at .cache/training/ae-strokes-seed1-10000.checkpoint.',
    );
    expect(code).toBe(1);
  });
});

describe('verify', () => {
  it('fails with words where a file was changed, and still checks the others', async () => {
    for (const id of ['ae-mnist', 'pca-mnist'])
      await cp(join(MODELS_DIRECTORY, id), join(folder, 'models', id), { recursive: true });
    await writeFile(join(folder, 'models', 'ae-mnist', 'decoder.onnx'), 'other bytes');
    const { code, out, err } = await run('verify');
    expect(err).toContain('FAIL  models/ae-mnist/decoder.onnx is not the file the card describes');
    expect(out).toContain('ok    pca-mnist/pca on wasm');
    expect(out).toContain('1 of 2 models failed.');
    expect(code).toBe(1);
  });

  it('says so where there are no models', async () => {
    const { code, err } = await run('verify');
    expect(err).toContain('There are no models in models/. Run `npm run train -- <id>` to make one.');
    expect(code).toBe(1);
  });
});
