/** Mean over all elements of (a − b)². Both of one length. */
export function meanSquaredError(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length || a.length === 0) {
    throw new Error(
      `Cannot compare ${a.length} values with ${b.length}. Give two arrays of one length above 0.`,
    );
  }
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum / a.length;
}
