/** Numbers as bars above and below a line, in one path. */

/** Width of a bar with its distance from the next, and height of all. */
export const BAR = { width: 4, height: 40 };

/**
 * A path whose line is at height 0. Its numbers are whole, which are pixels, and few: lectures have no bytes to spare.
 *
 * @param low  what the lower edge stands for
 * @param high what the upper edge stands for
 */
export function barsPath(
  values: ArrayLike<number>,
  [low, high]: readonly [low: number, high: number],
): string {
  const ends = Array.from(values, (value) => -Math.round((BAR.height * value) / (high - low)));
  return `M0 0${ends.map((end) => `V${end}h3V0h1`).join('')}`;
}
