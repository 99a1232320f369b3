import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { inPlane, leadingComponents } from '#src/math/leading-components.ts';
import { seededRandomStream } from '#src/math/random.ts';

const [count, width] = [60, 6];
const random = seededRandomStream(4);
const values = Float32Array.from(
  { length: count * width },
  (_, i) => (i % width) + [4, 0.5, 2.5, 1, 0.2, 0.1][i % width]! * random.normal(),
);

test('the two components are those of ml-matrix, and so is the share of the variance', () => {
  const rows = Matrix.from1DArray(count, width, [...values]);
  rows.subRowVector(rows.mean('column'));
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(rows.transpose().mmul(rows), {
    assumeSymmetric: true,
  });
  const { mean, directions, share } = leadingComponents({ values, width });
  const total = realEigenvalues.reduce((sum, value) => sum + value, 0);
  expect(share).toBeCloseTo((realEigenvalues[width - 1]! + realEigenvalues[width - 2]!) / total, 9);
  for (const [i, direction] of directions.entries()) {
    const expected = eigenvectorMatrix.getColumn(width - 1 - i);
    const cosine = direction.reduce((sum, value, j) => sum + value * expected[j]!, 0);
    expect(Math.abs(cosine)).toBeCloseTo(1, 9);
    expect(Math.max(...direction)).toBe(Math.max(...direction.map(Math.abs)));
  }
  // The mean lies in the origin of the plane; a step along a component is a step along its axis.
  const away = mean.map((value, i) => value + 3 * directions[1]![i]!);
  const [origin, moved] = inPlane({ mean, directions, share }, [...mean, ...away]);
  for (const coordinate of origin!) expect(coordinate).toBeCloseTo(0, 12);
  expect(moved![0]).toBeCloseTo(0, 9);
  expect(moved![1]).toBeCloseTo(3, 9);
});

test('points on a line, and points that are all the same, have components too', () => {
  const line = leadingComponents({ values: Float32Array.from([0, 0, 1, 1, 2, 2]), width: 2 });
  expect(line.share).toBeCloseTo(1, 12);
  expect(line.directions[0]![0]).toBeCloseTo(Math.SQRT1_2, 12);
  expect(leadingComponents({ values: new Float32Array(6).fill(3), width: 2 }).share).toBe(1);
});
