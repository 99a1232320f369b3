import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import satori from 'satori';
import sharp from 'sharp';
import type { Language } from '#src/i18n.ts';
import { SHARE_SIZE } from './address.ts';
import { drawArt, type PlacedPixels } from './art.ts';
import { cached } from './cache.ts';
import type { ShareCard } from './cards.ts';
import { colors } from './colors.ts';
import { layout } from './layout.ts';

const { resolve } = createRequire(`${process.cwd()}/`);
const fonts = ([500, 700] as const).map((weight) => ({
  name: 'Pretendard',
  weight,
  data: readFileSync(resolve(`@fontsource/pretendard/files/pretendard-latin-${String(weight)}-normal.woff`)),
}));

/** The picture of a card, as a PNG of `SHARE_SIZE`. */
export async function drawShareCard(card: ShareCard, language: Language): Promise<Buffer> {
  const art = await drawArt(card.art);
  const svg = await satori(layout(card, language, art?.top), { ...SHARE_SIZE, fonts });
  return cached([svg, ...(art ? [art.data] : [])], () => paint(svg, art));
}

/** Drawn here rather than by sharp's own means, of which compositing and palettes take most of a build's time. */
async function paint(svg: string, art: PlacedPixels | undefined): Promise<Buffer> {
  const canvas = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  if (art) {
    for (let y = 0; y < art.height; y++) {
      const to = (art.top + y) * SHARE_SIZE.width + art.left;
      art.data.copy(canvas, to * 3, y * art.width * 3, (y + 1) * art.width * 3);
    }
  }
  SHADES.forEach((shades, channel) => {
    for (let at = channel; at < canvas.length; at += 3) canvas[at] = shades[canvas[at]!]!;
  });
  const raw = { ...SHARE_SIZE, channels: 3 } as const;
  return sharp(canvas, { raw }).png({ compressionLevel: 8 }).toBuffer();
}

/**
 * For red, green and blue what stands for each of their 256 values: the nearest of a dozen, the site's own colours
 * among them. The eye misses nothing, and the file is a third smaller.
 */
const SHADES = [1, 3, 5].map((place) => {
  const own = Object.values(colors).map((color) => Number.parseInt(color.slice(place, place + 2), 16));
  const steps = Array.from({ length: 8 }, (_, i) => i * 32).filter((step) =>
    own.every((value) => Math.abs(value - step) > 16),
  );
  return Uint8Array.from({ length: 256 }, (_, value) =>
    [...own, ...steps].reduce((a, b) => (Math.abs(b - value) < Math.abs(a - value) ? b : a)),
  );
});
