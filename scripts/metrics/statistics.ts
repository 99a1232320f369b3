/** A list or typed array. */
export type Numbers = ArrayLike<number> & Iterable<number>;

export interface MeanWithError {
  readonly value: number;
  readonly standardError: number;
  readonly count: number;
}

/** Mean of per-example values with its standard error, s / √n (s² unbiased). Sums are in float64. */
export function meanWithError(values: Numbers): MeanWithError {
  const { length: count } = values;
  const { mean: value, deviation } = meanAndDeviation(values);
  return { value, standardError: deviation / Math.sqrt(count), count };
}

/** Mean and sample standard deviation (n − 1; 0 for one value), of the runs or draws of an experiment. */
export function meanAndDeviation(values: Numbers): { mean: number; deviation: number } {
  const { length: count } = values;
  const mean = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0 };
}

/** Summed in float64. */
export function meanOf(values: Numbers): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: Numbers): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * A quantile, interpolated between order statistics, with half the gap between those a binomial standard deviation
 * below and above as its standard error.
 *
 * @param share in (0, 1)
 */
export function quantileWithError(values: Numbers, share: number): MeanWithError {
  const sorted = Float64Array.from(values).sort();
  const last = sorted.length - 1;
  const at = (place: number) => {
    const within = Math.min(last, Math.max(0, place));
    const below = Math.floor(within);
    return sorted[below]! + (within - below) * (sorted[Math.min(last, below + 1)]! - sorted[below]!);
  };
  const [place, spread] = [share * last, Math.sqrt(sorted.length * share * (1 - share))];
  return {
    value: at(place),
    standardError: (at(place + spread) - at(place - spread)) / 2,
    count: sorted.length,
  };
}
