/** How far each number of a code stands for one factor of the images, where the factors are known. */
import type { TensorValue } from '#scripts/engine.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { meanAndDeviation, meanOf } from './statistics.ts';

/** Codes of images and the factors that the images were made from. */
export interface FactorCodes {
  /** [count, dims] */
  readonly z: TensorValue;
  /** [count, factors] index of each factor's value */
  readonly factors: Uint8Array;
  /** How many values each factor has. */
  readonly factorSizes: readonly number[];
}

export interface InformationGap {
  /** Mutual information gap, the mean of `gaps`. */
  readonly value: number;
  /** Per factor: what its two most informative dimensions tell of it, the difference as a share of its entropy. */
  readonly gaps: readonly number[];
  /** [dims][factors] mutual information as a share of the factor's entropy */
  readonly information: readonly (readonly number[])[];
  /** What no code can pass, the mean of `ceilings`. */
  readonly ceiling: number;
  /** Per factor: a dimension of so many bins tells at most their logarithm. */
  readonly ceilings: readonly number[];
}

export const MIG_BINS = 20;

/**
 * Mutual information gap (Chen et al. 2018, equation 6), each dimension cut into 20 bins of equal width between its
 * extremes, as Locatello et al. 2019 do.
 *
 * @param codes its codes should be means of posteriors, not samples
 */
export function informationGap({ z, factors, factorSizes }: FactorCodes): InformationGap {
  const [count, dims] = z.shape as readonly [number, number];
  const columns = factorSizes.map((_, factor) =>
    Uint8Array.from({ length: count }, (_, row) => factors[row * factorSizes.length + factor]!),
  );
  const entropies = columns.map((column, factor) => entropy(tally(column, factorSizes[factor]!)));
  const information = Array.from({ length: dims }, (_, dim) => {
    const bins = cutIntoBins(
      Float64Array.from({ length: count }, (_, row) => Number(z.data[row * dims + dim])),
    );
    return columns.map(
      (column, factor) =>
        mutualInformation(bins, MIG_BINS, column, factorSizes[factor]!) / entropies[factor]!,
    );
  });
  const gaps = factorSizes.map((_, factor) => {
    const [first = 0, second = 0] = information.map((row) => row[factor]!).sort((a, b) => b - a);
    return first - second;
  });
  const ceilings = entropies.map((value) => Math.min(1, Math.log(MIG_BINS) / value));
  return { value: meanOf(gaps), gaps, information, ceiling: meanOf(ceilings), ceilings };
}

const RESAMPLES = 20;

/** Standard error of the gap over images, by bootstrap. */
export function informationGapError({ z, factors, factorSizes }: FactorCodes): number {
  const random = seededRandomStream(0);
  const [count, dims] = z.shape as readonly [number, number];
  const gaps = Array.from({ length: RESAMPLES }, () => {
    const rows = Int32Array.from({ length: count }, () => random.integer(count));
    const data = new Float32Array(count * dims);
    const drawn = new Uint8Array(factors.length);
    for (const [row, from] of rows.entries()) {
      for (let dim = 0; dim < dims; dim++) data[row * dims + dim] = Number(z.data[from * dims + dim]);
      drawn.set(
        factors.subarray(from * factorSizes.length, (from + 1) * factorSizes.length),
        row * factorSizes.length,
      );
    }
    return informationGap({ z: { data, shape: z.shape }, factors: drawn, factorSizes }).value;
  });
  return meanAndDeviation(gaps).deviation;
}

/** The bin of each value, 0 … 19; all 0 where the values do not differ. */
function cutIntoBins(values: Float64Array): Uint8Array {
  const low = values.reduce((least, value) => Math.min(least, value));
  const width = values.reduce((most, value) => Math.max(most, value)) - low;
  return Uint8Array.from(values, (value) =>
    width > 0 ? Math.min(MIG_BINS - 1, Math.floor((MIG_BINS * (value - low)) / width)) : 0,
  );
}

/** I(a; b) of the empirical joint distribution, in nats. */
export function mutualInformation(a: Uint8Array, aSize: number, b: Uint8Array, bSize: number): number {
  const joint = Uint16Array.from(a, (value, row) => value * bSize + b[row]!);
  return entropy(tally(a, aSize)) + entropy(tally(b, bSize)) - entropy(tally(joint, aSize * bSize));
}

/** Relative frequencies of 0 … size − 1. */
function tally(values: Uint8Array | Uint16Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const value of values) counts[value]!++;
  return counts.map((found) => found / values.length);
}

/** −Σ p ln p */
function entropy(probabilities: Float64Array): number {
  return probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
}

/**
 * What images that look alike at several of a factor's values tell of it, as a share of its entropy: 1 less the mean
 * logarithm of how many they are.
 *
 * @param values the factor's index of each image
 * @param alike  of how many of its values each image could be, all as likely
 */
export function imageCeiling(values: Uint8Array, size: number, alike: ArrayLike<number>): number {
  return 1 - meanOf(Float64Array.from(alike, Math.log)) / entropy(tally(values, size));
}

/** Settings of Locatello et al. 2019: rather more votes than the metric's authors took. */
const VOTES = { train: 10_000, test: 5_000, images: 64 } as const;
/** A dimension that varies less has collapsed to the prior and has no vote. */
export const COLLAPSED_DEVIATION = 0.05;

/**
 * FactorVAE score (Kim & Mnih 2018, section 4). Of images that share one factor's value, the dimension that varies
 * least, relative to how it varies at large, votes for the factor; the score is how often the dimension's majority
 * factor is the right one. By chance 1 / factors.
 *
 * @param codes many enough that every value of a factor has images
 */
export function factorVaeScore(
  { z, factors, factorSizes }: FactorCodes,
  seed = 0,
): { readonly value: number; readonly standardError: number; readonly count: number } {
  const random = seededRandomStream(seed);
  const [count, dims] = z.shape as readonly [number, number];
  const columnOf = (rows: Int32Array, dim: number) =>
    Float64Array.from(rows, (row) => Number(z.data[row * dims + dim]));
  const all = Int32Array.from({ length: count }, (_, row) => row);
  const deviations = Array.from({ length: dims }, (_, dim) => meanAndDeviation(columnOf(all, dim)).deviation);
  const active = [...deviations.keys()].filter((dim) => deviations[dim]! >= COLLAPSED_DEVIATION);
  if (active.length === 0) return { value: 0, standardError: 0, count: VOTES.test };

  const rowsWith = factorSizes.map((size, factor) => {
    const groups = Array.from({ length: size }, (): number[] => []);
    for (let row = 0; row < count; row++) groups[factors[row * factorSizes.length + factor]!]!.push(row);
    return groups;
  });
  const vote = () => {
    const factor = random.integer(factorSizes.length);
    const shared = factors[random.integer(count) * factorSizes.length + factor]!; // a value some image has
    const group = rowsWith[factor]![shared]!;
    const rows = Int32Array.from({ length: VOTES.images }, () => group[random.integer(group.length)]!);
    const spread = active.map((dim) => meanAndDeviation(columnOf(rows, dim)).deviation / deviations[dim]!);
    return { factor, dim: active[spread.indexOf(Math.min(...spread))]! };
  };

  const counts = Array.from({ length: dims }, () => factorSizes.map(() => 0));
  for (let round = 0; round < VOTES.train; round++) {
    const { factor, dim } = vote();
    counts[dim]![factor]!++;
  }
  const majority = counts.map((row) => row.indexOf(Math.max(...row)));
  let right = 0;
  for (let round = 0; round < VOTES.test; round++) {
    const { factor, dim } = vote();
    if (majority[dim] === factor) right++;
  }
  const value = right / VOTES.test;
  return { value, standardError: Math.sqrt((value * (1 - value)) / VOTES.test), count: VOTES.test };
}
