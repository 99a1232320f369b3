/** The icons of the site where it is installed as an app, drawn from its mark. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sharp from 'sharp';
import { colors } from './colors.ts';

interface AppIcon {
  readonly size: number;
  /** The part of the icon's side that the mark takes. */
  readonly mark: number;
  /** Of the ground's corners, as part of the side. Systems that cut icons to a shape of their own want it whole. */
  readonly rounding: number;
  /** As a web manifest says it; without one the icon is named by the pages' heads. */
  readonly purpose?: 'any' | 'maskable';
}

/** A maskable icon may lose all that lies beyond a circle of 4/5 of its side (w3.org/TR/appmanifest, "Icon masks"). */
const maskable = { mark: 0.5, rounding: 0, purpose: 'maskable' } as const;
const any = { mark: 0.72, rounding: 0.22, purpose: 'any' } as const;

export const appIcons: Readonly<Record<string, AppIcon>> = {
  '192': { size: 192, ...any },
  '512': { size: 512, ...any },
  'maskable-192': { size: 192, ...maskable },
  'maskable-512': { size: 512, ...maskable },
  'apple-touch': { size: 180, mark: 0.64, rounding: 0 },
};

export const appIconPath = (name: string) => `/icons/${name}.png`;

export async function drawAppIcon({ size, mark, rounding }: AppIcon): Promise<Buffer> {
  const favicon = readFileSync(resolve('src/static/favicon.svg'), 'utf8');
  const side = size * mark;
  const place = `x="${String((size - side) / 2)}" y="${String((size - side) / 2)}" width="${String(side)}" height="${String(side)}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(size)}" height="${String(size)}">
    <rect width="100%" height="100%" rx="${String(size * rounding)}" fill="${colors.bg}"/>
    ${favicon.replace(/<style>.*?<\/style>/s, '').replace('<svg ', `<svg ${place} `)}
  </svg>`;
  return sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
}
