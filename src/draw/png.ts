import { encode } from 'fast-png';
import { inkPixels } from './pixels.ts';

/** A square picture of grey levels as a PNG in a data address; for pictures drawn at build. */
export function inkPng(values: ArrayLike<number>): string {
  const side = Math.sqrt(values.length);
  // Grey and opacity only: half the bytes of RGBA.
  const data = inkPixels(values).filter((_, i) => i % 4 === 0 || i % 4 === 3);
  return address(encode({ width: side, height: side, data: new Uint8Array(data), channels: 2, depth: 8 }));
}

/** RGBA bytes, row by row, as a PNG in a data address. */
export function pixelsPng(pixels: Uint8ClampedArray, width: number): string {
  const height = pixels.length / 4 / width;
  return address(encode({ width, height, data: new Uint8Array(pixels), channels: 4, depth: 8 }));
}

function address(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
