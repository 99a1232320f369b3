import { expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import { applyEmbedding, initEmbedding } from '#scripts/networks/embedding.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';

it('an embedding gives each thing its own vector, of the deviation asked for', async () => {
  const initial = initEmbedding(seededRandomStream(2), 1000, 4, 0.5);
  const { values } = initial.table;
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expect(Math.sqrt(variance)).toBeCloseTo(0.5, 1); // of 4,000 numbers: ± 0.006

  const y = applyEmbedding(paramsAsConstants(initial, 'plain'), input('things', ['batch', 2]));
  const session = await openSession(writeOnnx({ y }, 'embedding'), { backend: 'cpu', threads: 1 });
  const result = await session.run({ things: { data: Float32Array.of(7, 0, 7, 999), shape: [2, 2] } });
  expect(result['y']!.shape).toEqual([2, 2, 4]);
  const row = (thing: number) => [...values.subarray(4 * thing, 4 * thing + 4)];
  expect([...result['y']!.data]).toEqual([7, 0, 7, 999].flatMap(row));
  await session.release();
});
