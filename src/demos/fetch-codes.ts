/** The stored codes of a model, in the page. */
import { restore } from '#src/math/quantise.ts';
import { download } from '#src/runtime/download.ts';
import { checkIntegrity } from '#src/runtime/integrity.ts';

/** `codes.bin` as its `codes.json` describes it. */
export interface CodesFile {
  url: string;
  bytes: number;
  sha256: string;
  counts: number[];
  limit: number;
}

/**
 * @returns [images, latentDim], class by class
 * @throws RuntimeError, as `download` and `checkIntegrity`
 */
export async function fetchCodes({ url, sha256, limit }: CodesFile): Promise<Float32Array> {
  const bytes = await download(url, { onBytes: () => undefined });
  await checkIntegrity(bytes, sha256, 'codes.bin');
  return restore(new Int16Array(bytes.buffer), limit);
}
