/** The standard normal distribution. */

export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/**
 * Φ(x), by the series x + x³/3 + x⁵/15 + … times the density (Marsaglia 2004, "Evaluating the normal distribution"):
 * to double precision within ± 6, beyond which it is 0 or 1 to nine digits.
 */
export function normalCdf(x: number): number {
  if (x < -6) return 0;
  if (x > 6) return 1;
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

/**
 * Φ⁻¹(u), by Newton's method from 0: on either side Φ bends away from its tangent, so the steps never pass the root.
 * Of 0 and 1, and of what is nearer to them than double precision can tell here, ∓ 6 and ± 6.
 */
export function normalQuantile(u: number): number {
  let x = 0;
  for (let i = 0; i < 60; i++) {
    const step = (u - normalCdf(x)) / normalDensity(x);
    x = Math.min(6, Math.max(-6, x + step));
    if (Math.abs(step) < 1e-12) break;
  }
  return x;
}
