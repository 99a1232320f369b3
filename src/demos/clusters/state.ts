/** What the reader can change in the demo `clusters`, and what follows from it. */
import type { View } from '#src/draw/plane.ts';
import type { Point, Stroke } from '#src/draw/strokes.ts';
import { drawStrokesExample } from '#src/draw/handwriting/digits.ts';
import {
  carefulStarts,
  countOf,
  crowdedStarts,
  isSettled,
  means,
  placeCentres,
  squaredDistance,
  step,
  type Clustering,
  type Points,
} from '#src/math/k-means.ts';
import { seededRandomStream, type RandomStream } from '#src/math/random.ts';
import { choiceField, drawingField, numberField, type Field, type Fields } from '../link-state.ts';
import { viewSharesField, wholeShares } from '../view-shares.ts';

/** Where distances are measured: between pixels, between codes, or between features. */
export const spaces = ['pixels', 'pca', 'ae', 'ae10', 'features'] as const;
export type Space = (typeof spaces)[number];

/** Numbers an image in each. */
export const widths: Readonly<Record<Space, number>> = {
  pixels: 784,
  pca: 32,
  ae: 32,
  ae10: 10,
  features: 64,
};

/** `careful`: k-means++; `crowded`: all in one heap of zeros; `own`: where the reader put them. */
export const startKinds = ['careful', 'crowded', 'own'] as const;
export type StartKind = (typeof startKinds)[number];

/** What stands for a cluster: its centre, the mean of its images' pixels, or the image nearest to its centre. */
export const looks = ['centre', 'mean', 'nearest'] as const;
export type Look = (typeof looks)[number];

export interface ClustersState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  readonly space: Space;
  readonly k: number;
  readonly start: StartKind;
  readonly seed: number;
  /** Images that the reader put the centres on; as many as k where `start` is `own`. */
  readonly own: readonly number[];
  /** Steps taken: odd ones assign, even ones move the centres. */
  readonly t: number;
  readonly look: Look;
  /** The cluster that is looked at; −1 for none. */
  readonly pick: number;
  /** The part of the map that is seen, in shares of the whole. */
  readonly view: View;
}

export const imageCount = 300;
export const size = 784;
export const range = { k: { min: 2, max: 12, digits: 0 }, t: { min: 0, max: 200, digits: 0 } } as const;

const imageNumber = numberField({ min: 0, max: imageCount - 1, digits: 0 });

/** Numbers with full stops between; none is one `_`. */
const ownField: Field<readonly number[]> = {
  write: (starts) => (starts.length === 0 ? '_' : starts.join('.')),
  read(text) {
    if (text === '_') return [];
    const starts = text.split('.').map((part) => imageNumber.read(part));
    return starts.length <= range.k.max && starts.every((start) => start !== undefined) ? starts : undefined;
  },
};

export const fields: Fields<ClustersState> = {
  d: drawingField,
  space: choiceField(spaces),
  k: numberField(range.k),
  start: choiceField(startKinds),
  seed: numberField({ min: 1, max: 999_999, digits: 0 }),
  own: ownField,
  t: numberField(range.t),
  look: choiceField(looks),
  pick: numberField({ min: -1, max: range.k.max - 1, digits: 0 }),
  view: viewSharesField,
};

/** As the demo first stands: half-way, the centres about to move. */
export const begin: Omit<ClustersState, 'd'> = {
  space: 'pixels',
  k: 10,
  start: 'careful',
  // From which the careful start ends lower than the crowded one in every space, and no handle hides another on a phone.
  seed: 303,
  own: [],
  t: 7,
  look: 'centre',
  pick: -1,
  view: wholeShares,
};

/** A link may name starts that are not k, or a cluster that is not there. */
export function readable(state: ClustersState): ClustersState {
  const isOwn = state.start === 'own' && state.own.length === state.k;
  return {
    ...state,
    start: state.start === 'own' && !isOwn ? 'careful' : state.start,
    own: isOwn ? state.own : [],
    pick: state.pick < state.k ? state.pick : -1,
  };
}

/** The digit of an image. No cluster knows it. */
export const labelOf = (image: number): number => image % 10;

const imagesSeed = 1;

/**
 * The images to be clustered, digit after digit, always the same: drawn by a crowd of hands.
 *
 * @yields [784] each, 0 = paper and 1 = ink
 */
export function* drawnImages(): Generator<Float32Array> {
  const random = seededRandomStream(imagesSeed);
  for (let image = 0; image < imageCount; image++)
    yield Float32Array.from(drawStrokesExample(labelOf(image), random).image, (byte) => byte / 255);
}

/** Draws at the head of the stream that are passed over: a small seed has not yet spread through the generator. */
const passedOver = 18;

function startStream(seed: number): RandomStream {
  const random = seededRandomStream(seed);
  for (let i = 0; i < passedOver; i++) random.uniform();
  return random;
}

type Start = Pick<ClustersState, 'k' | 'start' | 'seed' | 'own'>;

/** The images that the centres start on. */
export function startsOf(points: Points, { k, start, seed, own }: Start): readonly number[] {
  if (start === 'own') return own;
  const random = startStream(seed);
  if (start === 'careful') return carefulStarts(points, k, random);
  const zeros = Array.from({ length: countOf(points) }, (_, image) => image).filter(
    (image) => labelOf(image) === 0,
  );
  return crowdedStarts(points, k, zeros[random.integer(zeros.length)]!);
}

/** A run of k-means, computed as far as it is looked at. */
export interface Run {
  /** What it holds after so many steps; after it settled, no step changes anything. */
  after(steps: number): Clustering;
  /** All it went through up to so many steps. */
  until(steps: number): readonly Clustering[];
}

export function createRun(points: Points, start: Start): Run {
  const passed = [placeCentres(points, startsOf(points, start))];
  const until = (steps: number) => {
    while (passed.length <= steps && !isSettled(passed.at(-1)!)) passed.push(step(points, passed.at(-1)!));
    return passed.slice(0, steps + 1);
  };
  return { until, after: (steps) => until(steps).at(-1)! };
}

export interface Cluster {
  readonly images: readonly number[];
  /** Images of each digit. */
  readonly counts: readonly number[];
  /** The commonest digit; undefined where there is no image. */
  readonly majority: number | undefined;
}

export function clustersOf(assignment: readonly number[], k: number): Cluster[] {
  return Array.from({ length: k }, (_, cluster) => {
    const images = [...assignment.keys()].filter((image) => assignment[image] === cluster);
    const counts = Array.from(
      { length: 10 },
      (_, digit) => images.filter((i) => labelOf(i) === digit).length,
    );
    const majority = images.length > 0 ? counts.indexOf(Math.max(...counts)) : undefined;
    return { images, counts, majority };
  });
}

/** Share of images whose digit is the commonest of their cluster. */
export function purity(clusters: readonly Cluster[]): number {
  const all = clusters.reduce((sum, { images }) => sum + images.length, 0);
  return clusters.reduce((sum, { counts }) => sum + Math.max(...counts), 0) / all;
}

/** The mean of the pixels of each group of images. → [groups.length, 784] */
export function meanImages(
  images: Points,
  groups: readonly (readonly number[])[],
): Float32Array<ArrayBuffer> {
  return Float32Array.from(means(images, groups));
}

/** The images nearest to the centres. → [k, 784] */
export function nearestImages(
  images: Points,
  points: Points,
  centres: Float64Array,
): Float32Array<ArrayBuffer> {
  const k = centres.length / points.width;
  const nearest = new Float32Array(k * images.width);
  for (let centre = 0; centre < k; centre++) {
    const squared = Array.from({ length: countOf(points) }, (_, image) =>
      squaredDistance(points, image, centres, centre),
    );
    const image = squared.indexOf(Math.min(...squared));
    nearest.set(
      images.values.subarray(image * images.width, (image + 1) * images.width),
      centre * images.width,
    );
  }
  return nearest;
}

/** The clusters by their centres' distances² from one more point, the nearest first. */
export function nearestCentres(
  code: Float32Array,
  centres: Float64Array,
): { cluster: number; squared: number }[] {
  const one = { values: code, width: code.length };
  return Array.from({ length: centres.length / code.length }, (_, cluster) => ({
    cluster,
    squared: squaredDistance(one, 0, centres, cluster),
  })).sort((a, b) => a.squared - b.squared);
}

/** The square of the plane that holds all places, with some room. */
export function wholeAround(places: readonly Point[]): View {
  const [left, right, low, high] = [0, 1].flatMap((axis) => {
    const values = places.map((place) => place[axis]!);
    return [Math.min(...values), Math.max(...values)];
  }) as [number, number, number, number];
  return {
    x: (left + right) / 2,
    y: (low + high) / 2,
    span: 1.12 * Math.max(right - left, high - low, 1e-6),
  };
}

/** The place nearest to a point. */
export function nearestPlace(places: readonly Point[], [x, y]: Point): number {
  const squared = places.map(([px, py]) => (px - x) ** 2 + (py - y) ** 2);
  return squared.indexOf(Math.min(...squared));
}

/** Seeds of a trial of many starts. */
export const trialCount = 12;

/** Where a run came to rest. */
export interface End {
  readonly objective: number;
  readonly purity: number;
}

/** Runs a start to its end, one step at a time so that the page can breathe. */
export function* runToEnd(points: Points, start: Start): Generator<undefined, End> {
  const run = createRun(points, start);
  let steps = 0;
  while (steps < range.t.max && !isSettled(run.after(steps))) {
    steps++;
    yield undefined;
  }
  const { objective, assignment } = run.after(steps);
  return { objective: objective!, purity: purity(clustersOf(assignment!, start.k)) };
}
