import { DatasetError } from './error.ts';

/** Says how a download is going. */
export interface DownloadProgress {
  /** @param total bytes in all, where the server says so */
  bytes(file: string, received: number, total: number | undefined): void;
  /** A line that stays. */
  line(text: string): void;
}

export interface DownloadTools {
  readonly fetch: (url: string) => Promise<Response>;
  readonly progress: DownloadProgress;
}

/**
 * A file from the first mirror that has it whole; the others are asked only when one fails.
 *
 * @param mirrors addresses of folders, each ending in a slash
 * @param check   throws DatasetError unless the bytes are the right ones
 * @throws DatasetError that says of every mirror what went wrong
 */
export async function download(
  file: string,
  mirrors: readonly string[],
  check: (bytes: Uint8Array, url: string) => void,
  { fetch, progress }: DownloadTools,
): Promise<Uint8Array> {
  const failures: string[] = [];
  for (const mirror of mirrors) {
    const url = mirror + file;
    progress.line(`Downloading ${url}`);
    try {
      const bytes = await receive(await fetch(url), (received, total) => {
        progress.bytes(file, received, total);
      });
      check(bytes, url);
      return bytes;
    } catch (error) {
      const reason = error instanceof DatasetError ? error.message : `${url}: ${describe(error)}.`;
      progress.line(reason);
      failures.push(reason);
    }
  }
  throw new DatasetError([`${file} could not be downloaded.`, ...failures].join('\n  '));
}

async function receive(
  response: Response,
  onBytes: (received: number, total: number | undefined) => void,
): Promise<Uint8Array> {
  if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
  const total = Number(response.headers.get('content-length')) || undefined;
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    received += chunk.length;
    onBytes(received, total);
  }
  return Buffer.concat(chunks);
}

/** `fetch` says "fetch failed" or "terminated"; why stands in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  // Where several addresses of a host were tried, the cause has a code and no message.
  const why = cause.message || ('code' in cause ? String(cause.code) : cause.name);
  return `${error.message} (${why})`;
}
