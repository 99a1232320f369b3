import { free } from './free.ts';
import { RuntimeError } from './runtime-error.ts';

/**
 * Unpacks gzip. Bytes that do not begin with its magic number come back as they are: some hosts see `.gz`, declare it
 * a content encoding, and the browser has then unpacked the file already.
 *
 * @throws RuntimeError `corrupt` when the gzip stream is broken
 */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    // Its last four bytes say how long it is unpacked. `Response` would make a second copy, and keep it.
    const unpacked = new Uint8Array(new DataView(bytes.buffer).getUint32(bytes.length - 4, true));
    const reader = piecewise(bytes).pipeThrough(new DecompressionStream('gzip')).getReader();
    let size = 0;
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      unpacked.set(chunk.value, size);
      size += chunk.value.length;
      free(chunk.value.buffer);
    }
    return unpacked;
  } catch {
    throw new RuntimeError({
      kind: 'corrupt',
      file,
      message: `${file} is not a whole gzip file. Fetch it again; if it stays so, deploy the site again.`,
    });
  }
}

/** The bytes in pieces, as they are asked for. The stream of a `Blob` would copy each. */
function piecewise(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.subarray(start, (start += 65536)));
      if (start >= bytes.length) controller.close();
    },
  });
}
