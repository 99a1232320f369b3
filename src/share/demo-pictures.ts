/** The pictures of the gallery: of each demo what its page shows before it is touched, taken from the page's HTML. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import sharp, { type OverlayOptions } from 'sharp';
import { DEMO_PICTURE_SIZE as SIZE } from './address.ts';

/** Pixels around all and between two. */
const MARGIN = 16;
const GAP = 8;

/** Draws them when the pages are built, and in dev when one is asked for. */
export function demoPictures(): AstroIntegration {
  return {
    name: 'demo-pictures',
    hooks: {
      'astro:build:done': async ({ dir, pages }) => {
        const names = pages.flatMap(({ pathname }) => /^demos\/([^/]+)\/$/.exec(pathname)?.[1] ?? []);
        for (const name of names) {
          const html = await readFile(new URL(`demos/${name}/index.html`, dir), 'utf8');
          await writeFile(new URL(`demos/${name}.png`, dir), await drawDemo(name, html));
        }
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const [, name] = /^\/demos\/([a-z0-9-]+)\.png$/.exec(request.url ?? '') ?? [];
          if (name === undefined) next();
          else
            fetch(`http://${request.headers.host!}/demos/${name}/`)
              .then(async (page) => drawDemo(name, await page.text()))
              .then((png) => response.setHeader('content-type', 'image/png').end(png), next);
        });
      },
    },
  };
}

/** A demo's picture: of the images in its island those of the size that fills most of it, or its `picture.svg`. */
async function drawDemo(name: string, html: string): Promise<Buffer> {
  const [island] = html.slice(html.indexOf(`data-demo="${name}"`)).split('</astro-island>');
  const images = [...island!.matchAll(/data:image\/png;base64,([\w+/=]+)/g)].map(([, bytes]) => {
    const png = Buffer.from(bytes!, 'base64');
    return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
  });
  if (images.length === 0) {
    const file = `src/demos/${name}/picture.svg`;
    if (!existsSync(file)) {
      throw new Error(
        `The demo "${name}" has no image in its HTML to make its picture of. Draw one as ${file}, 480 × 300.`,
      );
    }
    const drawing = await readFile(file);
    return sharp(drawing)
      .resize({ ...SIZE, fit: 'contain', background: '#0000' })
      .png()
      .toBuffer();
  }
  const alike = Map.groupBy(images, ({ width, height }) => `${String(width)}×${String(height)}`);
  const [shown] = [...alike.values()].sort((a, b) => area(b) - area(a));
  const { width, height } = shown![0]!;
  const { columns, count, scale } = arrange(shown!.length, width, height);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const [left, top] = [
    SIZE.width - columns * (w + GAP) + GAP,
    SIZE.height - (count / columns) * (h + GAP) + GAP,
  ];
  const placed = shown!.slice(0, count).map(async ({ png }, i): Promise<OverlayOptions> => ({
    input: await sharp(png)
      .resize(w, h, { kernel: scale > 1 ? 'nearest' : 'lanczos3' })
      .png()
      .toBuffer(),
    left: Math.round(left / 2) + (i % columns) * (w + GAP),
    top: Math.round(top / 2) + Math.floor(i / columns) * (h + GAP),
  }));
  return sharp({ create: { ...SIZE, channels: 4, background: '#0000' } })
    .composite(await Promise.all(placed))
    .png({ palette: true })
    .toBuffer();
}

const area = (images: readonly { width: number; height: number }[]) =>
  images.reduce((sum, { width, height }) => sum + width * height, 0);

/** The number of columns with which images are largest. Pixels are enlarged whole times; no row stays incomplete. */
function arrange(images: number, width: number, height: number) {
  const choices = Array.from({ length: images }, (_, i) => {
    const columns = i + 1;
    const rows = Math.ceil(images / columns);
    const fit = Math.min(
      (SIZE.width - 2 * MARGIN - (columns - 1) * GAP) / columns / width,
      (SIZE.height - 2 * MARGIN - (rows - 1) * GAP) / rows / height,
    );
    return {
      columns,
      count: rows > 1 ? columns * Math.floor(images / columns) : images,
      scale: fit > 1 ? Math.floor(fit) : fit,
    };
  });
  return choices.reduce((best, choice) => (choice.scale >= best.scale ? choice : best));
}
