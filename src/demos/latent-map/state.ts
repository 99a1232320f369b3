/** What the reader can change in the demo `latent-map`, and what follows from it. */
import type { ClassCodes } from '#src/draw/class-codes.ts';
import type { View } from '#src/draw/plane.ts';
import type { Posterior } from '#src/draw/posterior.ts';
import type { Point, Stroke } from '#src/draw/strokes.ts';
import { linear, spherical } from '#src/math/interpolation.ts';
import { normalCdf, normalQuantile } from '#src/math/normal.ts';
import {
  choiceField,
  drawingField,
  numberField,
  pointField,
  type Field,
  type Fields,
} from '../link-state.ts';

/** `map`: the plane itself with the test codes; `grid`: images at equal steps of probability. */
export type Ground = 'map' | 'grid';
/** `point`: one point is decoded; `path`: what lies between two. */
export type Task = 'point' | 'path';

export interface LatentMapState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  readonly ground: Ground;
  readonly task: Task;
  readonly z: Point;
  readonly a: Point;
  readonly b: Point;
  /** Share of the path walked, 0 at a and 1 at b. */
  readonly t: number;
  /** The part of the plane that is seen, in the coordinates of its ground. */
  readonly view: View;
}

/** All of the plane that is shown: 39,900 of 40,000 draws of the prior lie in it. */
const plane: View = { x: 0, y: 0, span: 8 };
const square: View = { x: 0.5, y: 0.5, span: 1 };

export const wholeOf = (ground: Ground): View => (ground === 'map' ? plane : square);

const coordinate = { min: -4, max: 4, digits: 4 };

const viewField: Field<View> = {
  write: ({ x, y, span }) => [x, y, span].map((value) => String(Number(value.toFixed(4)))).join(','),
  read(text) {
    const field = numberField(coordinate);
    const [x, y, span, ...rest] = text
      .split(',')
      .map((part) => numberField({ ...coordinate, max: 8 }).read(part));
    if (x === undefined || y === undefined || span === undefined || rest.length > 0) return undefined;
    return span > 0.01 && field.read(String(x)) !== undefined ? { x, y, span } : undefined;
  },
};

export const fields: Fields<LatentMapState> = {
  d: drawingField,
  ground: choiceField(['map', 'grid']),
  task: choiceField(['point', 'path']),
  z: pointField(coordinate),
  a: pointField(coordinate),
  b: pointField(coordinate),
  t: numberField({ min: 0, max: 1, digits: 3 }),
  view: viewField,
};

/** A latent where it lies on a ground: itself, or its probabilities u = Φ(z). */
export function toGround(ground: Ground, [x, y]: Point): Point {
  return ground === 'map' ? [x, y] : [normalCdf(x), normalCdf(y)];
}

/** The latent of a place on a ground, z = Φ⁻¹(u) on the grid, held within the plane that is shown. */
export function fromGround(ground: Ground, [x, y]: Point): Point {
  const held = (value: number) => Math.min(plane.span / 2, Math.max(-plane.span / 2, value));
  return ground === 'map' ? [held(x), held(y)] : [held(normalQuantile(x)), held(normalQuantile(y))];
}

/** Images a side of the grid. */
export const gridSide = 14;

/**
 * The latents in the middles of the cells that divide a part of the unit square, row by row from the top.
 *
 * @returns [gridSide², 2]
 */
export function gridLatents({ x, y, span }: View): Float32Array {
  const place = (centre: number, i: number) => normalQuantile(centre + span * ((i + 0.5) / gridSide - 0.5));
  const columns = Array.from({ length: gridSide }, (_, column) => place(x, column));
  const rows = Array.from({ length: gridSide }, (_, row) => place(y, gridSide - 1 - row));
  return Float32Array.from(rows.flatMap((second) => columns.flatMap((first) => [first, second])));
}

/** Images on each path. */
export const stepCount = 9;

export const paths = { line: linear, arc: spherical } as const;
export type PathName = keyof typeof paths;

/** Points of a path at equal steps of t. */
export function pathPoints(name: PathName, a: Point, b: Point, count: number): Point[] {
  return Array.from({ length: count }, (_, i) => pathPoint(name, a, b, i / (count - 1)));
}

export function pathPoint(name: PathName, a: Point, b: Point, t: number): Point {
  const [x, y] = paths[name](a, b, t);
  return [x!, y!];
}

/** The window in which an ellipse fills a good part of the map. */
export function viewOf({ mean, sigma }: Posterior): View {
  return { x: mean[0], y: mean[1], span: Math.max(plane.span / 64, 10 * Math.max(...sigma)) };
}

/** The classes of the codes that are nearest to a point, the nearest first. */
export function nearestClasses({ values, counts }: ClassCodes, [x, y]: Point, count: number): number[] {
  const nearest: { label: number; distance: number }[] = [];
  let index = 0;
  for (const [label, size] of counts.entries()) {
    for (const end = index + size; index < end; index++) {
      const distance = (values[2 * index]! - x) ** 2 + (values[2 * index + 1]! - y) ** 2;
      if (nearest.length === count && distance >= nearest.at(-1)!.distance) continue;
      nearest.push({ label, distance });
      nearest.sort((first, second) => first.distance - second.distance);
      nearest.length = Math.min(count, nearest.length);
    }
  }
  return nearest.map(({ label }) => label);
}
