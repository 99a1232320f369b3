import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { consoleProgress, formatDuration } from '#scripts/training/progress.ts';

function record(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY });
  const progress = consoleProgress(stream as unknown as NodeJS.WriteStream);
  return { progress, written: () => String(stream.read() ?? '') };
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('progress', () => {
  it('is one line that is rewritten on a terminal, with rate, loss and time left', async () => {
    const { progress, written } = record(true);
    progress.step({ step: 1, steps: 1000, loss: 0.5 });
    await wait(250);
    progress.step({ step: 250, steps: 1000, loss: 0.25 });
    const text = written();
    expect(text.startsWith('\r\u001b[2K')).toBe(true);
    expect(text).toMatch(/ 25 % {2}step 250\/1000 {2}loss 0\.2500 {2}\d+\.\d steps\/s {2}\d+ s left$/);
  });

  it('is silent between plain lines where there is no terminal', async () => {
    const { progress, written } = record(false);
    progress.step({ step: 1, steps: 1000, loss: 0.5 });
    await wait(250);
    progress.step({ step: 250, steps: 1000, loss: 0.25 });
    progress.line('step 250: validation loss 0.3');
    expect(written()).toBe('step 250: validation loss 0.3\n');
  });

  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [61, '1 min 1 s'],
    [3600, '1 h 0 min'],
    [5400, '1 h 30 min'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });
});
