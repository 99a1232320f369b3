/** Pen paths, the form in which a drawing is kept: vectors, so that it can be shown and rendered at any size. */

/** A point [x, y] in the unit square, y down. */
export type Point = readonly [number, number];
/** One path of the pen from touching the paper to leaving it. */
export type Stroke = readonly Point[];

/** Diameter of the pen, in units of the square's side: as much ink as MNIST has when a digit fills three quarters. */
export const penWidth = 0.1;

/** A hand held still sends many points in one place; they are left out. */
const shortestStep = 0.004;

/** The strokes with a new one begun at `point`. */
export function beginStroke(strokes: readonly Stroke[], point: Point): Stroke[] {
  return [...strokes, [point]];
}

/** The strokes with the last one continued to `points`; the same array when the pen has not moved. */
export function extendStroke(strokes: readonly Stroke[], points: readonly Point[]): readonly Stroke[] {
  const last = strokes.at(-1);
  if (!last) return strokes;
  const extended = [...last];
  for (const point of points) {
    const [x, y] = extended.at(-1)!;
    if (Math.hypot(point[0] - x, point[1] - y) >= shortestStep) extended.push(point);
  }
  return extended.length === last.length ? strokes : [...strokes.slice(0, -1), extended];
}

/** The strokes leaning to the right by `shear` for each unit of height, about the middle of the square. */
export function slanted(strokes: readonly Stroke[], shear: number): Stroke[] {
  return strokes.map((stroke) => stroke.map(([x, y]) => [x + shear * (0.5 - y), y] as const));
}

/** `d` of an SVG path in a view box of 0 0 1 1. A single point gives a dot, which round caps make visible. */
export function svgPath(stroke: Stroke): string {
  const [first, ...rest] = stroke.map(([x, y]) => `${round(x)} ${round(y)}`);
  return `M${first}${rest.length > 0 ? rest.map((point) => `L${point}`).join('') : 'h0'}`;
}

/** Address of a picture of the strokes, black on nothing. */
export function strokesPicture(strokes: readonly Stroke[]): string {
  const paths = strokes.map((stroke) => `<path d="${svgPath(stroke)}"/>`).join('');
  const pen = `fill="none" stroke="#000" stroke-width="${penWidth}" stroke-linecap="round" stroke-linejoin="round"`;
  return svgPicture(`viewBox="0 0 1 1" ${pen}`, paths);
}

/** Address of a picture in itself: the attributes of an SVG and its content. */
export function svgPicture(attributes: string, content: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** `d` of an SVG path of dots, which round caps make visible. */
export function dotsPath(points: readonly Point[]): string {
  return points.map((point) => svgPath([point])).join('');
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
