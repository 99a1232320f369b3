/** A sheet of small pictures, as a PNG. */
import { encode } from 'fast-png';

/** A square picture: grey levels, 0 = paper and 1 = ink, or colours. */
export type Picture =
  | { readonly ink: ArrayLike<number> }
  /** [height · width · 3], each in [0, 1]. */
  | { readonly rgb: ArrayLike<number> };

export interface Sheet {
  /** What is seen, in one sentence. */
  readonly caption: { readonly ko: string; readonly en: string };
  /** From top to bottom; all pictures are of one size. */
  readonly rows: readonly (readonly Picture[])[];
}

const GAP = 2; // pixels of paper around each picture

/** Values beyond [0, 1] are cut. */
export function sheetPng({ rows }: Sheet): { png: Uint8Array; width: number; height: number } {
  const isGrey = rows.flat().every((picture) => 'ink' in picture);
  const channels = isGrey ? 1 : 3;
  const side = sideOf(rows[0]![0]!);
  const width = Math.max(...rows.map((row) => row.length)) * (side + GAP) + GAP;
  const height = rows.length * (side + GAP) + GAP;
  const data = new Uint8Array(width * height * channels).fill(255);
  for (const [row, pictures] of rows.entries()) {
    for (const [column, picture] of pictures.entries()) {
      if (sideOf(picture) !== side) throw new RangeError('All pictures of a sheet must be of one size.');
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const pixel = y * side + x;
          const at = ((GAP + row * (side + GAP) + y) * width + GAP + column * (side + GAP) + x) * channels;
          for (let channel = 0; channel < channels; channel++) {
            const value = 'ink' in picture ? 1 - picture.ink[pixel]! : picture.rgb[3 * pixel + channel]!;
            data[at + channel] = Math.round(255 * Math.min(1, Math.max(0, value)));
          }
        }
      }
    }
  }
  return { png: encode({ width, height, data, channels, depth: 8 }), width, height };
}

function sideOf(picture: Picture): number {
  const side = Math.sqrt('ink' in picture ? picture.ink.length : picture.rgb.length / 3);
  if (Number.isInteger(side) && side > 0) return side;
  throw new RangeError('A picture of a sheet must be square.');
}
