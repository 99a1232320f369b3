import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import { totalCorrelation } from '#scripts/recipes/disentanglement.ts';

async function correlationOf(rows: {
  mean: readonly (readonly number[])[];
  logVar: readonly (readonly number[])[];
  z: readonly (readonly number[])[];
}): Promise<number> {
  const shape = [rows.z.length, rows.z[0]!.length];
  const tensor = (name: string) => input(name, shape);
  const correlation = totalCorrelation({ mean: tensor('mean'), logVar: tensor('logVar') }, tensor('z'));
  const session = await openSession(writeOnnx({ correlation }, 'tc'), { backend: 'cpu', threads: 1 });
  const feeds = Object.entries(rows).map(([name, values]) => [
    name,
    { data: Float32Array.from(values.flat()), shape },
  ]);
  const outputs = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Number(outputs['correlation']!.data[0]);
}

const alike = <T>(count: number, row: T): readonly T[] => Array.from({ length: count }, () => row);

describe('the total correlation of a batch', () => {
  it('is nothing where all posteriors are the same', async () => {
    const z = [[0.3, -1, 2], [1, 0, 0], [-2, 1, 1], [0, 0, 3]]; // prettier-ignore
    const found = await correlationOf({ mean: alike(4, [0, 0, 0]), logVar: alike(4, [0, -1, 1]), z });
    expect(found).toBeCloseTo(0, 5);
  });

  it('is ln 2 where two dimensions tell the same of two groups, whatever a third tells', async () => {
    const mean = [[-9, -9, 0], [-9, -9, 0], [9, 9, 0], [9, 9, 0]]; // prettier-ignore
    const found = await correlationOf({ mean, logVar: alike(4, [0, 0, 0]), z: mean });
    expect(found).toBeCloseTo(Math.LN2, 5);
  });

  it('is nothing where groups are every combination', async () => {
    const mean = [[-9, -9], [-9, 9], [9, -9], [9, 9]]; // prettier-ignore
    const found = await correlationOf({ mean, logVar: alike(4, [0, 0]), z: mean });
    expect(found).toBeCloseTo(0, 5);
  });

  it('is that of the mixture’s densities', async () => {
    const mean = [[0, 1], [2, -1]]; // prettier-ignore
    const logVar = [[0, 1], [-1, 0.5]]; // prettier-ignore
    const z = [[0.5, 0.5], [1.5, -2]]; // prettier-ignore
    const density = (x: number, center: number, logVariance: number) =>
      Math.exp(-0.5 * (x - center) ** 2 * Math.exp(-logVariance) - 0.5 * logVariance) /
      Math.sqrt(2 * Math.PI);
    const expected = z.map((draw) => {
      const each = mean.map((center, row) =>
        draw.map((x, dim) => density(x, center[dim]!, logVar[row]![dim]!)),
      );
      const joint = (each[0]![0]! * each[0]![1]! + each[1]![0]! * each[1]![1]!) / 2;
      const marginal = (dim: number) => (each[0]![dim]! + each[1]![dim]!) / 2;
      return Math.log(joint / (marginal(0) * marginal(1)));
    });
    expect(await correlationOf({ mean, logVar, z })).toBeCloseTo((expected[0]! + expected[1]!) / 2, 5);
  });
});
