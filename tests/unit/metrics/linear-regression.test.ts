import { describe, expect, it } from 'vitest';
import type { TensorValue } from '#scripts/engine.ts';
import { fitLinearRegression } from '#scripts/metrics/linear-regression.ts';
import { seededRandomStream } from '#scripts/random.ts';

const matrix = (rows: readonly (readonly number[])[]): TensorValue => ({
  data: Float32Array.from(rows.flat()),
  shape: [rows.length, rows[0]!.length],
});

describe('linear regression', () => {
  it('finds an affine map again, over more examples than one batch holds', async () => {
    const random = seededRandomStream(3);
    const points = Array.from({ length: 2_500 }, () => [random.normal(), 5 + random.normal()] as const);
    const map = ([u, v]: readonly [number, number]) => [3 * u - v + 7, 0.5 * v - 2];
    const predict = await fitLinearRegression(matrix(points), matrix(points.map(map)), 1e-6);
    const { data, shape } = predict(matrix([[0, 0], [2, -1]])); // prettier-ignore
    expect(shape).toEqual([2, 2]);
    for (const [at, want] of [...map([0, 0]), ...map([2, -1])].entries())
      expect(data[at]).toBeCloseTo(want, 4);
  });

  it('shrinks the slope by the penalty, not the bias: Σxy / (Σx² + λ) about the means', async () => {
    const predict = await fitLinearRegression(matrix([[1], [2], [6]]), matrix([[10], [14], [18]]), 4);
    // Means 3 and 14; Σxy = 2·4 + 0 + 3·4 = 20, Σx² = 4 + 1 + 9 = 14, so that the slope is 20 / 18.
    expect(predict(matrix([[3]])).data[0]).toBeCloseTo(14, 5);
    expect(predict(matrix([[12]])).data[0]).toBeCloseTo(24, 5);
  });

  it('passes over a feature that never changes', async () => {
    const predict = await fitLinearRegression(matrix([[1, 0], [2, 0], [3, 0]]), matrix([[2], [4], [6]]), 1e-6); // prettier-ignore
    expect(predict(matrix([[4, 9]])).data[0]).toBeCloseTo(8, 4);
  });
});
