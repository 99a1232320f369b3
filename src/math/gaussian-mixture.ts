/**
 * Mixtures of Gaussians in the plane, fitted by expectation–maximisation (Dempster, Laird & Rubin 1977; Bishop 2006,
 * section 9.2). A component on one single point would have no width and a likelihood without bound, so that variances
 * have a floor; with it, too, no step lowers the likelihood.
 */
import { carefulStarts } from './k-means.ts';
import { logSumExp } from './log-sum-exp.ts';
import { seededRandomStream } from './random.ts';

type Place = readonly [x: number, y: number];

export interface Gaussian {
  readonly weight: number;
  readonly mean: Place;
  /** The covariance's entries xx, xy and yy. */
  readonly covariance: readonly [xx: number, xy: number, yy: number];
}

export type GaussianMixture = readonly Gaussian[];

/** A component as a function of x and y: height · exp(a dx² + b dx dy + c dy²). */
interface Hill {
  readonly logHeight: number;
  readonly x: number;
  readonly y: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Not `normalised`, its height is its weight and not that over the volume of its bump. */
function hillOf({ weight, mean, covariance: [xx, xy, yy] }: Gaussian, normalised: boolean): Hill {
  const determinant = xx * yy - xy * xy;
  return {
    logHeight: Math.log(weight) - (normalised ? Math.log(2 * Math.PI) + 0.5 * Math.log(determinant) : 0),
    x: mean[0],
    y: mean[1],
    a: (-0.5 * yy) / determinant,
    b: xy / determinant,
    c: (-0.5 * xx) / determinant,
  };
}

function logOf({ logHeight, x, y, a, b, c }: Hill, [px, py]: Place): number {
  const [dx, dy] = [px - x, py - y];
  return logHeight + a * dx * dx + b * dx * dy + c * dy * dy;
}

/** log p as a function of a place. */
export function logMixture(mixture: GaussianMixture, normalised = true): (place: Place) => number {
  const hills = mixture.map((each) => hillOf(each, normalised));
  return (place) => logSumExp(hills.map((hill) => logOf(hill, place)));
}

/** p as a function of x and y, for many of them: 0 where it is too small to be told from it. */
export function mixtureDensity(
  mixture: GaussianMixture,
  normalised = true,
): (x: number, y: number) => number {
  const hills = mixture.map((each) => hillOf(each, normalised));
  return (x, y) => {
    let sum = 0;
    for (const hill of hills) {
      const [dx, dy] = [x - hill.x, y - hill.y];
      sum += Math.exp(hill.logHeight + hill.a * dx * dx + hill.b * dx * dy + hill.c * dy * dy);
    }
    return sum;
  };
}

/**
 * Where EM begins: means on points that lie apart (as k-means++ chooses them), equal weights, round components.
 *
 * @param floor the least variance in any direction
 */
export function beginMixture(
  points: readonly Place[],
  components: number,
  seed: number,
  floor: number,
): GaussianMixture {
  const random = seededRandomStream(seed);
  for (let i = 0; i < 18; i++) random.uniform(); // a small seed has not yet spread through the generator
  const values = Float32Array.from(points.flat());
  const middle = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]! / points.length, 0));
  const variance =
    points.reduce((sum, [x, y]) => sum + (x - middle[0]!) ** 2 + (y - middle[1]!) ** 2, 0) /
    (2 * points.length);
  const round = Math.max(floor, variance / components);
  return carefulStarts({ values, width: 2 }, components, random).map((start) => ({
    weight: 1 / components,
    mean: points[start]!,
    covariance: [round, 0, round],
  }));
}

/**
 * One step of EM.
 *
 * @returns the mixture after it, and the mean log-likelihood of the points before it, in nats
 */
export function emStep(
  points: readonly Place[],
  mixture: GaussianMixture,
  floor: number,
): { mixture: GaussianMixture; logLikelihood: number } {
  let total = 0;
  const hills = mixture.map((each) => hillOf(each, true));
  // E: how far each component answers for each point.
  const answers = points.map((point) => {
    const logs = hills.map((hill) => logOf(hill, point));
    const all = logSumExp(logs);
    total += all;
    return logs.map((each) => Math.exp(each - all));
  });
  // M: the weighted mean and covariance of what each answers for.
  const next = mixture.map((before, k): Gaussian => {
    let [mass, x, y] = [0, 0, 0];
    for (const [i, point] of points.entries()) {
      const share = answers[i]![k]!;
      mass += share;
      x += share * point[0];
      y += share * point[1];
    }
    if (mass < 1e-9) return { ...before, weight: mass / points.length };
    const mean: Place = [x / mass, y / mass];
    let [xx, xy, yy] = [0, 0, 0];
    for (const [i, point] of points.entries()) {
      const share = answers[i]![k]! / mass;
      const [dx, dy] = [point[0] - mean[0], point[1] - mean[1]];
      xx += share * dx * dx;
      xy += share * dx * dy;
      yy += share * dy * dy;
    }
    return { weight: mass / points.length, mean, covariance: notBelow([xx, xy, yy], floor) };
  });
  return { mixture: next, logLikelihood: total / points.length };
}

/** A covariance's axes: its standard deviations, the larger first, and the angle of that one. */
export function axesOf([xx, xy, yy]: Gaussian['covariance']): {
  deviations: [number, number];
  angle: number;
} {
  const [middle, half] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)];
  return {
    deviations: [Math.sqrt(middle + half), Math.sqrt(Math.max(0, middle - half))],
    angle: 0.5 * Math.atan2(2 * xy, xx - yy),
  };
}

/** The likeliest covariance whose variances are nowhere below the floor: that of the points, with its eigenvalues raised. */
function notBelow(covariance: Gaussian['covariance'], floor: number): Gaussian['covariance'] {
  const { deviations, angle } = axesOf(covariance);
  if (deviations[1] ** 2 >= floor) return covariance;
  const [along, across] = deviations.map((deviation) => Math.max(floor, deviation ** 2)) as [number, number];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    along * cos * cos + across * sin * sin,
    (along - across) * cos * sin,
    along * sin * sin + across * cos * cos,
  ];
}

/** EM, as far as it is looked at. */
export interface MixtureFit {
  /** The mixture after so many steps; it rests where a step gains less than a ten-thousandth of a nat a point. */
  after(steps: number): GaussianMixture;
  /** Steps until it rests, at most `most`. */
  steps(most: number): number;
}

const leastGain = 1e-4;

export function fitMixture(
  points: readonly Place[],
  { components, seed, floor }: { components: number; seed: number; floor: number },
): MixtureFit {
  const passed = [beginMixture(points, components, seed, floor)];
  let last = -Infinity;
  let rests = false;
  const until = (steps: number) => {
    while (passed.length <= steps && !rests) {
      const { mixture, logLikelihood } = emStep(points, passed.at(-1)!, floor);
      rests = logLikelihood - last < leastGain;
      last = logLikelihood;
      if (!rests) passed.push(mixture);
    }
    return Math.min(steps, passed.length - 1);
  };
  return { after: (steps) => passed[until(steps)]!, steps: until };
}
