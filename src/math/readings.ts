/** What a classifier takes an image for. */
export interface Reading {
  readonly digit: number;
  /** The probability that it gives this digit. */
  readonly share: number;
}

/** @param logits [count, 10] */
export function readingsOf(logits: ArrayLike<number>): Reading[] {
  return Array.from({ length: logits.length / 10 }, (_, row) => {
    const own = Array.from({ length: 10 }, (_, digit) => logits[10 * row + digit]!);
    const largest = Math.max(...own);
    const sum = own.reduce((total, logit) => total + Math.exp(logit - largest), 0);
    return { digit: own.indexOf(largest), share: 1 / sum };
  });
}
