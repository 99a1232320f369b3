import { describe, expect, it } from 'vitest';
import { consoleDownloadProgress } from '#scripts/datasets/download-progress.ts';

/** What arrives at a terminal, or in a log. */
function listen(isTTY: boolean) {
  const written: string[] = [];
  const progress = consoleDownloadProgress({
    isTTY,
    write: (text: string | Uint8Array) => written.push(text.toString()) > 0,
  });
  return { progress, written };
}

describe('the progress of a download', () => {
  it('is one line with a bar on a terminal, kept when the file is complete', () => {
    const { progress, written } = listen(true);
    progress.bytes('train-images.gz', 2_500_000, 10_000_000);
    progress.bytes('train-images.gz', 2_600_000, 10_000_000); // too soon to draw again
    progress.bytes('train-images.gz', 10_000_000, 10_000_000);
    expect(written).toEqual([
      '\r\u001b[2K[======                  ] train-images.gz  25 %  2.5 of 10.0 MB',
      '\r\u001b[2K[========================] train-images.gz  100 %  10.0 of 10.0 MB\n',
    ]);
  });

  it('has no bar where the server does not say how much there is', () => {
    const { progress, written } = listen(true);
    progress.bytes('labels.gz', 300_000, undefined);
    expect(written).toEqual(['\r\u001b[2Klabels.gz  0.3 MB']);
  });

  it('is plain lines elsewhere: no control characters, and not one for every chunk', () => {
    const { progress, written } = listen(false);
    progress.line('Downloading labels.gz');
    for (let received = 1000; received <= 50_000; received += 1000)
      progress.bytes('labels.gz', received, 50_000);
    expect(written).toEqual(['Downloading labels.gz\n', 'labels.gz  100 %  0.1 of 0.1 MB\n']);
  });
});
