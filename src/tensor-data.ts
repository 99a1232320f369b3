/** Tensors as JSON holds them. Apart from the schemas of cards, which readers' browsers need not have. */
import type { TensorData } from './model-card.ts';

/** Values of a stored tensor, in row-major order. */
export function decodeTensor({ shape, base64 }: TensorData): Float32Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== 4 * count) {
    throw new Error(
      `A tensor of shape [${shape.join(', ')}] needs ${4 * count} bytes; ${bytes.length} are stored.`,
    );
  }
  return new Float32Array(bytes.buffer);
}

/** Values in row-major order, as they are stored. */
export function encodeTensor(values: Float32Array, shape: readonly number[]): TensorData {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { dtype: 'float32', shape: [...shape], base64: btoa(binary) };
}
