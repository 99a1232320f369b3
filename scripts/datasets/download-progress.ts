import type { DownloadProgress } from './download.ts';

const BAR_LENGTH = 24;
const TERMINAL_INTERVAL_MS = 100;
const PLAIN_INTERVAL_MS = 10_000;
const CLEAR_LINE = '\r\u001b[2K';

/** A bar that is redrawn on a terminal, a plain line now and then elsewhere. */
export function consoleDownloadProgress(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
): DownloadProgress {
  const interval = stream.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS;
  let shown = { file: '', at: 0 };
  return {
    bytes(file, received, total) {
      const at = performance.now();
      if (file !== shown.file) shown = { file, at: stream.isTTY ? -Infinity : at };
      const complete = received === total;
      if (!complete && at - shown.at < interval) return;
      shown.at = at;
      const text = `${file}  ${formatBytes(received, total)}`;
      if (!stream.isTTY) stream.write(`${text}\n`);
      else stream.write(`${CLEAR_LINE}${drawBar(received, total)}${text}${complete ? '\n' : ''}`);
    },
    line(text) {
      stream.write(stream.isTTY ? `${CLEAR_LINE}${text}\n` : `${text}\n`);
    },
  };
}

function drawBar(received: number, total: number | undefined): string {
  if (total === undefined) return '';
  const filled = Math.min(BAR_LENGTH, Math.round((BAR_LENGTH * received) / total));
  return `[${'='.repeat(filled)}${' '.repeat(BAR_LENGTH - filled)}] `;
}

function formatBytes(received: number, total: number | undefined): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  if (total === undefined) return `${megabytes(received)} MB`;
  return `${Math.round((100 * received) / total)} %  ${megabytes(received)} of ${megabytes(total)} MB`;
}
