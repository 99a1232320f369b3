/** What the reader can change in the demo `reparameterize`, and what follows from it, for F(z) = z² and z ~ N(μ, σ²). */
import { standardNormals } from '#src/math/random.ts';
import { choiceField, numberField, type Fields } from '../link-state.ts';

/** How z comes about: computed from ε, or drawn from q itself. */
export type Way = 'computed' | 'drawn';

export interface ReparameterizeState {
  readonly mu: number;
  readonly sigma: number;
  readonly way: Way;
  /** Which draw of the seed's stream is seen, from 0. */
  readonly n: number;
}

/** Draws that the reader can look at one by one; more for the measured variances. */
export const drawCount = 1000;
export const sampleCount = 20_000;

export const range = {
  mu: { min: -2, max: 2, digits: 2 },
  sigma: { min: 0.2, max: 2, digits: 2 },
} as const;

export const fields: Fields<ReparameterizeState> = {
  mu: numberField(range.mu),
  sigma: numberField(range.sigma),
  way: choiceField(['computed', 'drawn']),
  n: numberField({ min: 0, max: drawCount - 1, digits: 0 }),
};

export const defaults: ReparameterizeState = { mu: 1, sigma: 0.7, way: 'computed', n: 0 };

/** Draws at the head of the stream that are passed over: a small seed has not yet spread through the generator. */
const passedOver = 18;

/** The draws of ε, the same for everybody. [sampleCount] */
export function epsilonDraws(): Float32Array {
  return standardNormals(1, passedOver + sampleCount).subarray(passedOver);
}

/** The state after μ or σ has moved: a z that is drawn is drawn anew, a z that is computed keeps its ε. */
export function moved(
  state: ReparameterizeState,
  part: { mu?: number; sigma?: number },
): ReparameterizeState {
  return { ...state, ...part, n: state.way === 'drawn' ? nextDraw(state.n) : state.n };
}

export const nextDraw = (n: number): number => (n + 1) % drawCount;

/** What one sample says of the gradient of E[F(z)] with respect to μ. */
export interface Estimate {
  /** Through z = μ + σε: 2z. */
  readonly pathwise: number;
  /** By F(z) ∂ log q(z)/∂μ, the score function: z² ε / σ. */
  readonly score: number;
}

export type Estimator = keyof Estimate;

export function estimate(mu: number, sigma: number, epsilon: number): Estimate {
  const z = mu + sigma * epsilon;
  return { pathwise: 2 * z, score: (z * z * epsilon) / sigma };
}

/** Draws of ε. */
type Draws = readonly number[] | Float32Array;

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance of both estimators over draws of ε. */
export function measured(mu: number, sigma: number, epsilons: Draws): Record<Estimator, Moments> {
  const momentsOf = (key: Estimator): Moments => {
    let [sum, squares] = [0, 0];
    for (const epsilon of epsilons) sum += estimate(mu, sigma, epsilon)[key];
    const mean = sum / epsilons.length;
    for (const epsilon of epsilons) squares += (estimate(mu, sigma, epsilon)[key] - mean) ** 2;
    return { mean, variance: squares / (epsilons.length - 1) };
  };
  return { pathwise: momentsOf('pathwise'), score: momentsOf('score') };
}

/**
 * The same by formula, from E[ε⁴] = 3 and E[ε⁶] = 15: with r = μ/σ the score is σ(r + ε)²ε, whose square has the mean
 * σ²(r⁴ + 18r² + 15).
 */
export function exact(mu: number, sigma: number): Record<Estimator, Moments> {
  return {
    pathwise: { mean: 2 * mu, variance: 4 * sigma ** 2 },
    score: { mean: 2 * mu, variance: mu ** 4 / sigma ** 2 + 14 * mu ** 2 + 15 * sigma ** 2 },
  };
}

/** Bars of a histogram; odd, so that the true value lies in the middle of one. */
export const barCount = 61;

/** The axis of both histograms: the true gradient in the middle, and three deviations of the wider estimator. */
export function axisOf(mu: number, sigma: number): { from: number; to: number } {
  const { pathwise, score } = exact(mu, sigma);
  const reach = 3 * Math.sqrt(Math.max(pathwise.variance, score.variance));
  return { from: 2 * mu - reach, to: 2 * mu + reach };
}

/**
 * How the samples of one estimator are spread.
 *
 * @returns [barCount], shares of all draws; those beyond the axis are in none
 */
export function histogram(
  key: Estimator,
  { mu, sigma }: Pick<ReparameterizeState, 'mu' | 'sigma'>,
  epsilons: Draws,
): number[] {
  const { from, to } = axisOf(mu, sigma);
  const counts = Array<number>(barCount).fill(0);
  for (const epsilon of epsilons) {
    const bar = Math.floor(((estimate(mu, sigma, epsilon)[key] - from) / (to - from)) * barCount);
    if (bar >= 0 && bar < barCount) counts[bar]!++;
  }
  return counts.map((count) => count / epsilons.length);
}
