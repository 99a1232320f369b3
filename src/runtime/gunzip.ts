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
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch {
    throw new RuntimeError({
      kind: 'corrupt',
      file,
      message: `${file} is not a whole gzip file. Fetch it again; if it stays so, deploy the site again.`,
    });
  }
}
