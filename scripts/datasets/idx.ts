/** The IDX format of the MNIST files: a magic number, the sizes, then the values, all big-endian. */
import { DatasetError } from './error.ts';

const BYTE_VALUES = 0x08; // the third byte of the magic number: the values are unsigned bytes
const CONTENTS: Readonly<Record<number, string>> = { 1: 'labels', 3: 'images' };

/**
 * The values of an IDX file of unsigned bytes.
 *
 * @param bytes the whole file, unpacked
 * @param shape the sizes it must have, slowest first: [count] for labels, [count, height, width] for images
 * @param where what to call the file in errors
 * @returns     [count · height · width], sharing the memory of `bytes`
 * @throws DatasetError where the magic number, a size or the number of bytes is another
 */
export function parseIdx(bytes: Uint8Array, shape: readonly number[], where: string): Uint8Array {
  const headerLength = 4 + 4 * shape.length;
  const header = new DataView(bytes.buffer, bytes.byteOffset, Math.min(headerLength, bytes.length));
  const expectedMagic = BYTE_VALUES * 0x100 + shape.length;
  const magic = header.byteLength < 4 ? expectedMagic : header.getUint32(0);
  if (magic !== expectedMagic) {
    throw new DatasetError(`${where}: expected ${nameMagic(expectedMagic)}, found ${nameMagic(magic)}.`);
  }
  if (header.byteLength < headerLength) {
    throw new DatasetError(
      `${where}: expected an IDX header of ${headerLength} bytes, found ${bytes.length} bytes in all.`,
    );
  }
  const found = shape.map((_, axis) => header.getUint32(4 + 4 * axis));
  if (found.some((size, axis) => size !== shape[axis])) {
    throw new DatasetError(
      `${where}: expected ${shape.join(' × ')} values, found a header that says ${found.join(' × ')}.`,
    );
  }
  const valueCount = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== headerLength + valueCount) {
    throw new DatasetError(
      `${where}: expected ${valueCount} bytes after the header, found ${bytes.length - headerLength}.`,
    );
  }
  // Not `subarray`, which makes a Buffer of a Buffer: its `slice` would not copy, as that of a Uint8Array does.
  return new Uint8Array(bytes.buffer, bytes.byteOffset + headerLength, valueCount);
}

function nameMagic(magic: number): string {
  const content = magic >>> 8 === BYTE_VALUES ? CONTENTS[magic & 0xff] : undefined;
  return `the magic number 0x${magic.toString(16).padStart(8, '0')} (${content ?? 'neither images nor labels'})`;
}
