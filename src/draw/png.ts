import { encode } from 'fast-png';
import { inkPixels } from './pixels.ts';

/** A square picture of grey levels as a PNG in a data address; for pictures drawn at build. */
export function inkPng(values: ArrayLike<number>): string {
  const side = Math.sqrt(values.length);
  // Grey and opacity only: half the bytes of RGBA.
  const data = inkPixels(values).filter((_, i) => i % 4 === 0 || i % 4 === 3);
  const png = encode({ width: side, height: side, data: new Uint8Array(data), channels: 2, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
