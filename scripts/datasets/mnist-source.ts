/** Where the MNIST files come from: a folder that is only read, or a cache that is filled by download. */
import { sha256 as sha256Of } from '#scripts/hash.ts';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import writeFileAtomic from 'write-file-atomic';
import { download, type DownloadTools } from './download.ts';
import { DatasetError } from './error.ts';
import { parseIdx } from './idx.ts';
import type { IdxFile } from './mnist-files.ts';

export interface MnistSource extends DownloadTools {
  /** The user's own folder (`MNIST_DIR`), only ever read; it must have all files. */
  readonly directory: string | undefined;
  /** Read where it exists and no `directory` is named. */
  readonly sharedDirectory: string;
  /** Filled by download where neither of the two is there. */
  readonly cacheDirectory: string;
  readonly mirrors: readonly string[];
}

/** The values of a file, [count · height · width] or [count]; only ever the right ones. */
export type ReadMnistFile = (file: IdxFile) => Promise<Uint8Array>;

/** @throws DatasetError (the returned function) where a file is missing, damaged or another one, or cannot be downloaded */
export function mnistReader({
  directory,
  sharedDirectory,
  cacheDirectory,
  mirrors,
  ...tools
}: MnistSource): ReadMnistFile {
  if (directory !== undefined) {
    const advice = 'Put the canonical file there, or unset MNIST_DIR and MNIST is downloaded.';
    return (file) => readGiven(join(directory, file.name), file, advice);
  }
  if (existsSync(sharedDirectory)) {
    const advice = 'Put the canonical file there, or set MNIST_DIR to a folder that has all four.';
    return (file) => readGiven(join(sharedDirectory, file.name), file, advice);
  }
  return (file) => readCached(join(cacheDirectory, file.name), cacheDirectory, file, mirrors, tools);
}

async function readGiven(path: string, file: IdxFile, advice: string): Promise<Uint8Array> {
  if (!existsSync(path)) throw new DatasetError(`${path} is missing. ${advice}`);
  try {
    return unpack(await readFile(path), file, path);
  } catch (error) {
    throw error instanceof DatasetError ? new DatasetError(`${error.message} ${advice}`) : error;
  }
}

async function readCached(
  path: string,
  directory: string,
  file: IdxFile,
  mirrors: readonly string[],
  tools: DownloadTools,
): Promise<Uint8Array> {
  if (existsSync(path)) {
    try {
      return unpack(await readFile(path), file, path);
    } catch (error) {
      if (!(error instanceof DatasetError)) throw error;
      tools.progress.line(`${error.message} It is downloaded again.`);
    }
  }
  try {
    const packed = await download(file.name, mirrors, (bytes, url) => void unpack(bytes, file, url), tools);
    await mkdir(directory, { recursive: true });
    await writeFileAtomic(path, Buffer.from(packed)); // written beside and renamed
    return unpack(packed, file, path);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    throw new DatasetError(
      `${error.message}\nCheck the connection and try again, or put the four MNIST files into a folder and set MNIST_DIR to it.`,
    );
  }
}

/** @throws DatasetError unless this is exactly that file */
function unpack(packed: Uint8Array, { shape, sha256 }: IdxFile, where: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = gunzipSync(packed);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatasetError(
      `${where}: expected a whole gz file, found ${packed.length} bytes that do not unpack (${reason}).`,
    );
  }
  const values = parseIdx(bytes, shape, where);
  const found = sha256Of(bytes);
  if (found !== sha256) {
    throw new DatasetError(`${where}: expected the SHA-256 ${sha256} of the unpacked bytes, found ${found}.`);
  }
  return values;
}
