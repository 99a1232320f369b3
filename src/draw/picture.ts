/**
 * A picture that a reader saves of a demo: a title, rows of panels with captions, lines of figures, and where it is
 * from. It is always black on white, for paper and slides.
 */

/** What is drawn on: a canvas's 2-D context, or a recorder of the same calls. */
export type Context = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'clip'
  | 'closePath'
  | 'fill'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'measureText'
  | 'moveTo'
  | 'rect'
  | 'restore'
  | 'save'
  | 'setLineDash'
  | 'stroke'
  | 'strokeRect'
  | 'strokeStyle'
  | 'strokeText'
  | 'textAlign'
  | 'textBaseline'
  | 'translate'
>;

/** One image of a picture, in a box whose size it says. */
export interface Panel {
  readonly caption: string;
  readonly width: number;
  readonly height: number;
  /** Draws with the box's left upper corner in the origin. */
  paint(context: Context): void;
}

export interface Picture {
  readonly title: string;
  readonly rows: readonly (readonly Panel[])[];
  /** Figures and settings in words, a line each. */
  readonly lines: readonly string[];
  /** Where it is from. */
  readonly source: string;
}

const margin = 24;
const gap = 20;
const lineHeight = 22;
const captionHeight = 26;
const fontFamily = 'system-ui, sans-serif';

/** In units of the drawing, before any enlargement for sharp screens. */
export function pictureSize({ rows, lines }: Picture): { width: number; height: number } {
  const rowWidths = rows.map((row) => row.reduce((sum, { width }) => sum + width + gap, -gap));
  const rowHeights = rows.map((row) => Math.max(0, ...row.map(({ height }) => height)) + captionHeight);
  return {
    width: 2 * margin + Math.max(460, ...rowWidths),
    height:
      2 * margin +
      2 * lineHeight + // the title and the source
      rowHeights.reduce((sum, height) => sum + height + gap / 2, gap / 2) +
      lines.length * lineHeight,
  };
}

export function paintPicture(context: Context, picture: Picture): void {
  const { width, height } = pictureSize(picture);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  write(context, picture.title, margin, margin + 16, { weight: 650, size: 18 });
  let y = margin + lineHeight + gap / 2;
  for (const row of picture.rows) {
    let x = margin;
    for (const panel of row) {
      context.save();
      context.translate(x, y);
      context.beginPath();
      context.rect(0, 0, panel.width, panel.height);
      context.clip();
      panel.paint(context);
      context.restore();
      context.strokeStyle = '#c9cbc4';
      context.lineWidth = 1;
      context.strokeRect(x, y, panel.width, panel.height);
      write(context, panel.caption, x, y + panel.height + 17, { size: 13, maxWidth: panel.width });
      x += panel.width + gap;
    }
    y += Math.max(0, ...row.map((panel) => panel.height)) + captionHeight + gap / 2;
  }
  for (const line of picture.lines) {
    write(context, line, margin, y + 14, { size: 14 });
    y += lineHeight;
  }
  write(context, picture.source, margin, height - margin, {
    size: 12,
    color: '#59635f',
    maxWidth: width - 2 * margin,
  });
}

interface Lettering {
  readonly size: number;
  readonly weight?: number;
  readonly color?: string;
  readonly maxWidth?: number;
}

function write(
  context: Context,
  text: string,
  x: number,
  y: number,
  { size, weight = 400, color = '#1c2321', maxWidth }: Lettering,
): void {
  context.font = `${weight} ${size}px ${fontFamily}`;
  context.fillStyle = color;
  context.fillText(text, x, y, maxWidth);
}

/**
 * Pixels as a panel, each a square.
 *
 * @param pixels RGBA bytes, 4 · width · height; undefined leaves the box empty
 * @param columns pixels in a row; the square root of their number if not given
 */
export function pixelPanel(
  caption: string,
  pixels: Uint8ClampedArray | undefined,
  { width, columns }: { width: number; columns?: number },
): Panel {
  const count = pixels ? pixels.length / 4 : 0;
  const across = columns ?? Math.sqrt(count);
  const side = count === 0 ? 0 : width / across;
  return {
    caption,
    width,
    height: count === 0 ? width : (width * count) / across ** 2,
    paint(context) {
      if (pixels) paintPixels(context, pixels, { x: 0, y: 0, side, columns: across });
    },
  };
}

/** Draws pixels as squares of `side`, row by row from a left upper corner. Where nothing is opaque nothing is drawn. */
export function paintPixels(
  context: Context,
  pixels: ArrayLike<number>,
  { x, y, side, columns }: { x: number; y: number; side: number; columns: number },
): void {
  for (let i = 0; i < pixels.length / 4; i++) {
    const opacity = pixels[4 * i + 3]! / 255;
    if (opacity === 0) continue;
    context.fillStyle = `rgb(${pixels[4 * i]!} ${pixels[4 * i + 1]!} ${pixels[4 * i + 2]!} / ${opacity})`;
    // A hair wider than the pixel, so that no seam shows between neighbours.
    context.fillRect(x + (i % columns) * side, y + Math.floor(i / columns) * side, side + 0.4, side + 0.4);
  }
}
