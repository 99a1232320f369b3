/** What the reader can change in the demo `density`, and what follows from it. */
import type { Point, Stroke } from '#src/draw/strokes.ts';
import { fitMixture, type GaussianMixture, type MixtureFit } from '#src/math/gaussian-mixture.ts';
import { seededRandomStream, type RandomStream } from '#src/math/random.ts';
import { choiceField, drawingField, flagField, numberField, type Field, type Fields } from '../link-state.ts';
import { histogram, kernelEstimate, meanLog, mixtureEstimate, reach, type Estimator } from './estimators.ts';

/** `own`: what the reader made of one of the others, or of nothing. */
export const dataKinds = ['moons', 'ring', 'blobs', 'digit', 'own'] as const;
export type DataKind = (typeof dataKinds)[number];

export const methods = ['histogram', 'kernel', 'mixture'] as const;
export type Method = (typeof methods)[number];

export interface DensityState {
  /** The reader's drawing, on which the points of `digit` lie. */
  readonly d: readonly Stroke[];
  readonly data: DataKind;
  /** Points that are drawn at random. */
  readonly n: number;
  readonly seed: number;
  /** The points where `data` is `own`. */
  readonly own: readonly Point[];
  /** Which third of the points is held out. */
  readonly fold: number;
  readonly method: Method;
  /** Settings of the methods, as places among theirs, from 0. */
  readonly histogram: number;
  readonly kernel: number;
  readonly mixture: number;
  /** Steps of EM. */
  readonly t: number;
  readonly normalised: boolean;
}

/** Of a histogram's bins a side: divisors of the grid's 96 cells, so that the meter sums bins without remainder. */
const binCounts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 96] as const;

/** Standard deviations of the kernel, from 0.06 to 1.5 in equal shares. */
const bandwidths = Array.from({ length: 33 }, (_, i) => 0.06 * 25 ** (i / 32));

const componentCounts = Array.from({ length: 12 }, (_, i) => i + 1);

/** What each method's one setting can be, the coarsest first. */
export const settings: Readonly<Record<Method, readonly number[]>> = {
  histogram: binCounts,
  kernel: bandwidths.toReversed(),
  mixture: componentCounts,
};

/** Steps after which EM is at its end, if it is not before. */
export const mostSteps = 100;
export const mostPoints = 240;
export const foldCount = 3;
export const range = {
  n: { min: 15, max: 210, digits: 0 },
  t: { min: 0, max: mostSteps, digits: 0 },
} as const;

const place = (method: Method) => numberField({ min: 0, max: settings[method].length - 1, digits: 0 });

/** As one stroke of a drawing in the square. */
const pointsField: Field<readonly Point[]> = {
  write: (points) => drawingField.write(points.length === 0 ? [] : [points.map(toUnit)]),
  read(text) {
    const strokes = drawingField.read(text);
    const points = strokes?.[0] ?? [];
    return strokes && strokes.length < 2 && points.length <= mostPoints ? points.map(fromUnit) : undefined;
  },
};

function toUnit([x, y]: Point): Point {
  return [0.5 + x / (2 * reach), 0.5 - y / (2 * reach)];
}

function fromUnit([x, y]: Point): Point {
  return [2 * reach * (x - 0.5), 2 * reach * (0.5 - y)];
}

export const fields: Fields<DensityState> = {
  d: drawingField,
  data: choiceField(dataKinds),
  n: numberField(range.n),
  seed: numberField({ min: 1, max: 999_999, digits: 0 }),
  own: pointsField,
  fold: numberField({ min: 0, max: foldCount - 1, digits: 0 }),
  method: choiceField(methods),
  histogram: place('histogram'),
  kernel: place('kernel'),
  mixture: place('mixture'),
  t: numberField(range.t),
  normalised: flagField,
};

/** As the demo first stands. */
export const begin: Omit<DensityState, 'd'> = {
  data: 'moons',
  n: 120,
  seed: 1,
  own: [],
  fold: 0,
  method: 'kernel',
  histogram: settings.histogram.indexOf(12),
  kernel: 18,
  mixture: settings.mixture.indexOf(6),
  t: mostSteps,
  normalised: true,
};

/** Draws at the head of the stream that are passed over: a small seed has not yet spread through the generator. */
const passedOver = 18;

/** The points that a state speaks of. */
export function pointsOf({
  d,
  data,
  n,
  seed,
  own,
}: Pick<DensityState, 'd' | 'data' | 'n' | 'seed' | 'own'>): readonly Point[] {
  if (data === 'own') return own;
  const random = seededRandomStream(seed);
  for (let i = 0; i < passedOver; i++) random.uniform();
  const drawn = { moons, ring, blobs, digit: (stream: RandomStream) => onStrokes(d, stream) }[data];
  return Array.from({ length: n }, () => {
    const [x, y] = drawn(random);
    return [held(x), held(y)] as const;
  });
}

export const held = (coordinate: number): number => Math.min(reach, Math.max(-reach, coordinate));

/** Two half circles, one in the other's arms. */
function moons(random: RandomStream): Point {
  const angle = Math.PI * random.uniform();
  const upper = random.uniform() < 0.5;
  const [x, y] = upper
    ? [Math.cos(angle) - 0.5, Math.sin(angle) - 0.25]
    : [0.5 - Math.cos(angle), 0.25 - Math.sin(angle)];
  return [1.9 * x + 0.2 * random.normal(), 1.9 * y + 0.2 * random.normal()];
}

function ring(random: RandomStream): Point {
  const angle = 2 * Math.PI * random.uniform();
  const radius = 2.3 + 0.25 * random.normal();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** Three Gaussians of different sizes. */
const heaps = [
  { upTo: 0.3, x: -1.8, y: 1.3, deviation: 0.3 },
  { upTo: 0.6, x: 1.7, y: 1.5, deviation: 0.5 },
  { upTo: 1, x: 0.2, y: -1.4, deviation: 0.8 },
] as const;

function blobs(random: RandomStream): Point {
  const u = random.uniform();
  const { x, y, deviation } = heaps.find(({ upTo }) => u < upTo) ?? heaps[2];
  return [x + deviation * random.normal(), y + deviation * random.normal()];
}

/** A point of pen strokes, every bit of their length as likely. */
function onStrokes(strokes: readonly Stroke[], random: RandomStream): Point {
  const pieces = strokes.flatMap((stroke) =>
    stroke.slice(1).map((to, i) => {
      const from = stroke[i]!;
      return { from, to, length: Math.hypot(to[0] - from[0], to[1] - from[1]) };
    }),
  );
  let rest = random.uniform() * pieces.reduce((sum, { length }) => sum + length, 0);
  const piece = pieces.find(({ length }) => (rest -= length) < 0) ?? pieces.at(-1);
  const share = piece && piece.length > 0 ? 1 + rest / piece.length : 0;
  const at = (axis: 0 | 1) => (piece ? piece.from[axis] + share * (piece.to[axis] - piece.from[axis]) : 0.5);
  const [x, y] = fromUnit([at(0), at(1)]);
  return [0.85 * x + 0.1 * random.normal(), 0.85 * y + 0.1 * random.normal()];
}

export const isHeldOut = (index: number, fold: number): boolean => index % foldCount === fold;

export interface Split {
  readonly train: readonly Point[];
  readonly heldOut: readonly Point[];
}

/** Every third point is held out: no method sees it. */
export function splitOf(points: readonly Point[], fold: number): Split {
  return {
    train: points.filter((_, index) => !isHeldOut(index, fold)),
    heldOut: points.filter((_, index) => isHeldOut(index, fold)),
  };
}

/** The points without one: the last takes its place, so that all others but that keep their parts. */
export function withoutPoint(points: readonly Point[], index: number): Point[] {
  return points.map((point, i) => (i === index ? points.at(-1)! : point)).slice(0, -1);
}

/** The least variance of a component: its deviation is that of the narrowest kernel. */
export const floor = 0.06 ** 2;

/** Where EM begins is the same for all data of one seed. */
const mixtureSeed = 1;

export function fitOf(train: readonly Point[], components: number): MixtureFit {
  return fitMixture(train, { components, seed: mixtureSeed, floor });
}

/** What a method makes of training points with one of its settings. */
export function estimatorOf(
  method: Method,
  train: readonly Point[],
  setting: number,
  { t, normalised }: Pick<DensityState, 't' | 'normalised'>,
): Estimator {
  switch (method) {
    case 'histogram':
      return histogram(train, setting, normalised);
    case 'kernel':
      return kernelEstimate(train, setting, normalised);
    case 'mixture':
      return mixtureEstimate(mixtureOf(train, setting, t), normalised);
  }
}

/** No more components than points. */
export function mixtureOf(train: readonly Point[], components: number, t: number): GaussianMixture {
  return fitOf(train, Math.min(components, train.length)).after(t);
}

/** Mean log-likelihoods, in nats a point. */
export interface Scores {
  readonly train: number | undefined;
  readonly heldOut: number | undefined;
}

export function scoresOf(estimator: Estimator, { train, heldOut }: Split): Scores {
  return { train: meanLog(estimator, train), heldOut: meanLog(estimator, heldOut) };
}

/**
 * The scores with each setting of a method, EM at its end.
 *
 * @yields after each setting, so that a page can do something else in between
 */
export function* curveSteps(
  method: Method,
  split: Split,
  normalised: boolean,
): Generator<undefined, Scores[]> {
  const curve: Scores[] = [];
  for (const setting of split.train.length === 0 ? [] : settings[method]) {
    curve.push(scoresOf(estimatorOf(method, split.train, setting, { t: mostSteps, normalised }), split));
    yield undefined;
  }
  return curve;
}

/** The same at once. */
export function curveOf(method: Method, split: Split, normalised: boolean): Scores[] {
  return finish(curveSteps(method, split, normalised));
}

/** What a generator returns, gone through without a pause. */
export function finish<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** The held-out score, each third of the points held out in turn. */
export function crossValidated(
  method: Method,
  points: readonly Point[],
  setting: number,
  how: Pick<DensityState, 't' | 'normalised'>,
): number | undefined {
  const folds = Array.from({ length: foldCount }, (_, fold) => splitOf(points, fold));
  if (folds.some(({ train, heldOut }) => train.length === 0 || heldOut.length === 0)) return undefined;
  const sums = folds.map(({ train, heldOut }) => {
    const mean = meanLog(estimatorOf(method, train, setting, how), heldOut)!;
    return mean * heldOut.length;
  });
  return sums.reduce((sum, value) => sum + value, 0) / points.length;
}

/** The place of the largest score; the coarser of two that are equal. */
export function bestPlace(curve: readonly Scores[], of: keyof Scores): number | undefined {
  const scores = curve.map((each) => each[of] ?? -Infinity);
  const most = Math.max(...scores);
  return most === -Infinity ? undefined : scores.indexOf(most);
}
