import { free } from './free.ts';
import { RuntimeError } from './runtime-error.ts';

/** Last part of an address, for messages. */
export function fileName(url: string): string {
  return new URL(url, 'http://localhost').pathname.split('/').at(-1) ?? url;
}

/**
 * Fetches a file and reports its bytes as they arrive.
 *
 * @param onBytes called with the size of each chunk
 * @throws RuntimeError `unreachable` when the network gives no answer or breaks off, `missing` when the server
 *         answers with an error status
 */
export async function download(
  url: string,
  { onBytes, ...options }: { signal?: AbortSignal; cache?: RequestCache; onBytes: (count: number) => void },
): Promise<Uint8Array<ArrayBuffer>> {
  const file = fileName(url);
  try {
    const response = await fetch(url, options);
    if (!response.ok) {
      throw new RuntimeError({
        kind: 'missing',
        file,
        message: `The server answered ${response.status} for ${file}. Check that the site was deployed whole.`,
      });
    }
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    if (response.body) {
      const reader = response.body.getReader();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        chunks.push(chunk.value);
        size += chunk.value.length;
        onBytes(chunk.value.length);
      }
    }
    const bytes = new Uint8Array(size);
    let offset = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
      free(chunk.buffer);
    }
    return bytes;
  } catch (error) {
    if (error instanceof RuntimeError) throw error;
    throw new RuntimeError({
      kind: 'unreachable',
      file,
      message: `${file} could not be fetched (${error instanceof Error ? error.message : String(error)}). Check the connection and try again.`,
    });
  }
}
