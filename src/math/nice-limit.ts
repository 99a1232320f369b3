/** Smallest of 1, 2, 5 × 10ⁿ that is at least `value`: the end of an axis that people can read. `value` > 0. */
export function niceLimit(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-12)) ?? 10;
  return step * power;
}
