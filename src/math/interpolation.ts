/** Paths between two points of a latent space. */

type Vector = readonly number[];

/** The straight line: (1 − t) a + t b. */
export function linear(a: Vector, b: Vector, t: number): number[] {
  return a.map((value, i) => (1 - t) * value + t * b[i]!);
}

/**
 * Spherical interpolation (Shoemake 1985; of latent vectors, White 2016), with the angle ω between the two as seen
 * from the origin. Where they lie on one line through it there is no arc, and the path is straight.
 */
export function spherical(a: Vector, b: Vector, t: number): number[] {
  const dot = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const cosine = dot / (Math.hypot(...a) * Math.hypot(...b));
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const sine = Math.sin(angle);
  if (!(sine > 1e-6)) return linear(a, b, t); // also where one of the two is the origin, and the angle NaN
  const [fromA, fromB] = [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
  return a.map((value, i) => fromA * value + fromB * b[i]!);
}
