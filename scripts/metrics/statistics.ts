/** Mean of per-example values with its standard error, s / √n (s² unbiased). Sums are in float64. */
export function meanWithError(values: readonly number[]): {
  value: number;
  standardError: number;
  count: number;
} {
  const count = values.length;
  const value = values.reduce((sum, x) => sum + x, 0) / count;
  const squares = values.reduce((sum, x) => sum + (x - value) ** 2, 0);
  return { value, standardError: count > 1 ? Math.sqrt(squares / (count - 1) / count) : 0, count };
}
