import { describe, expect, it } from 'vitest';
import type { TensorValue } from '#scripts/engine.ts';
import { nearestNeighbours } from '#scripts/metrics/nearest.ts';
import { seededRandomStream } from '#scripts/random.ts';

const rows = (values: readonly (readonly number[])[]): TensorValue => ({
  data: Float32Array.from(values.flat()),
  shape: [values.length, values[0]!.length],
});

describe('nearest neighbours', () => {
  it('are as by hand', async () => {
    const references = rows([[0, 0], [3, 4], [10, 0]]); // prettier-ignore
    const { indices, distances } = await nearestNeighbours(rows([[0, 0], [10, 1]]), references, 2); // prettier-ignore
    expect([...indices]).toEqual([0, 1, 2, 1]);
    expect([...distances]).toEqual([0, 5, 1, Math.sqrt(49 + 9)]);
  });

  it('are those of a plain search, over several blocks of both', async () => {
    const random = seededRandomStream(3);
    const draw = (count: number) => rows(Array.from({ length: count }, () => [random.normal(), random.normal(), random.normal()])); // prettier-ignore
    const [queries, references] = [draw(307), draw(5_203)];
    const { indices, distances } = await nearestNeighbours(queries, references, 4);
    for (let query = 0; query < 307; query += 17) {
      const sorted = Array.from({ length: 5_203 }, (_, row) => ({
        row,
        distance: Math.hypot(
          ...[0, 1, 2].map(
            (dim) => Number(queries.data[3 * query + dim]) - Number(references.data[3 * row + dim]),
          ),
        ),
      })).sort((a, b) => a.distance - b.distance);
      for (let place = 0; place < 4; place++) {
        expect(indices[4 * query + place]).toBe(sorted[place]!.row);
        expect(distances[4 * query + place]).toBeCloseTo(sorted[place]!.distance, 12);
      }
    }
  });

  it('are found far from the origin, and copies are at distance zero', async () => {
    const references = rows([[10_000, 0], [10_000.25, 0], [10_000.5, 0]]); // prettier-ignore
    const { indices, distances } = await nearestNeighbours(rows([[10_000.25, 0]]), references, 1);
    expect([indices[0], distances[0]]).toEqual([1, 0]);
  });

  it('must be as many as there are references at most', async () => {
    await expect(nearestNeighbours(rows([[1]]), rows([[1]]), 2)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: 2 neighbours were asked for; there are 1 references.]`,
    );
  });
});
