/** The pictures beside the words, made of the sheets of samples that models drew, in the site's colours. */
import { resolve } from 'node:path';
import sharp from 'sharp';
import type { Art } from './cards.ts';
import { colors } from './colors.ts';

/** RGB bytes, row by row. */
interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Where a picture stands on the card, in pixels. */
interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type PlacedPixels = Pixels & Place;

const BESIDE: Place = { left: 750, top: 0, width: 450, height: 630 };
/** For a sheet of two rows, which is wide and low. */
const BELOW: Place = { left: 0, top: 382, width: 1200, height: 248 };

/** The model that writes numbers: each column of its sheet is one digit, 0 to 9, each row one hand. */
const WRITER = 'cgan-mnist';

/** A picture as large as its place, or undefined for the mark, which is drawn and not stored. */
export async function drawArt(art: Art): Promise<PlacedPixels | undefined> {
  if (art.kind === 'mark') return undefined;
  const pixels = art.kind === 'sheet' ? await tintedSheet(art.model) : await writtenNumber(art.number);
  const place = pixels.width > 3 * pixels.height ? BELOW : BESIDE;
  return { ...place, data: filling(place, pixels) };
}

/** Pixels enlarged, whole times, until they cover a place, less what is over at the right and below. */
function filling({ width, height }: Place, pixels: Pixels): Buffer {
  const times = Math.ceil(Math.max(width / pixels.width, height / pixels.height));
  const data = Buffer.alloc(width * height * 3);
  const line = Buffer.alloc(width * 3);
  for (let y = 0; y < height; y++) {
    if (y % times === 0) {
      const row = (y / times) * pixels.width;
      for (let x = 0; x < width; x++) {
        const from = (row + Math.floor(x / times)) * 3;
        for (let i = 0; i < 3; i++) line[x * 3 + i] = pixels.data[from + i]!;
      }
    }
    line.copy(data, y * width * 3);
  }
  return data;
}

/** A number three times, its digits side by side from the last three rows of the model's sheet. */
async function writtenNumber(number: number): Promise<Pixels> {
  const sheet = await tintedSheet(WRITER);
  const cell = (sheet.width - 2) / 10; // a digit with the gap after it; a gap leads
  const [width, height] = [65, 3 * cell]; // of the shape of the place
  const data = Buffer.alloc(width * height * 3, Buffer.from(rgb(colors.accentSoft)));
  for (const [at, digit] of [...String(number).padStart(2, '0')].map(Number).entries()) {
    for (let y = 0; y < height; y++) {
      const from = (sheet.height - height + y) * sheet.width + digit * cell;
      sheet.data.copy(data, (y * width + 2 + at * cell) * 3, from * 3, (from + cell) * 3);
    }
  }
  return { data, width, height };
}

/** A model's sheet with the site's accent for ink and its soft accent for paper. */
async function tintedSheet(model: string): Promise<Pixels> {
  const { data, info } = await sharp(resolve('models', model, 'samples.png'))
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [ink, paper] = [rgb(colors.accent), rgb(colors.accentSoft)];
  for (let at = 0; at < data.length; at += 3) {
    const isGrey = data[at] === data[at + 1] && data[at] === data[at + 2];
    for (let i = 0; i < 3; i++) {
      const light = data[at + i]! / 255;
      // Coloured pixels lie on the paper like ink of their own.
      data[at + i] = isGrey ? ink[i]! + (paper[i]! - ink[i]!) * light : paper[i]! * light;
    }
  }
  return { data, width: info.width, height: info.height };
}

function rgb(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
