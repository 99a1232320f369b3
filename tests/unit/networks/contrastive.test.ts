import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import { pairingLoss } from '#scripts/networks/contrastive.ts';

async function lossOf(rows: readonly (readonly number[])[], temperature: number): Promise<number> {
  const shape = [rows.length, rows[0]!.length];
  const bytes = writeOnnx({ loss: pairingLoss(input('views', shape), temperature) }, 'case');
  const session = await openSession(bytes, { backend: 'cpu', threads: 1 });
  const { loss } = await session.run({ views: { data: Float32Array.from(rows.flat()), shape } });
  await session.release();
  return Number(loss!.data[0]);
}

describe('the loss of pairs', () => {
  const [t, alike] = [0.5, Math.exp(1 / 0.5)];

  it('of partners alike and all else at right angles is log(1 + 2 e^(−1/T)) for two images', async () => {
    const views = [[1, 0], [0, 1], [1, 0], [0, 1]]; // prettier-ignore
    expect(await lossOf(views, t)).toBeCloseTo(Math.log(1 + 2 / alike), 5);
  });

  it('of views that are all alike is the logarithm of how many others there are', async () => {
    expect(await lossOf(Array(6).fill([2, -1]), t)).toBeCloseTo(Math.log(5), 5);
  });

  it('of partners at right angles, strangers alike, is log(2 + e^(1/T))', async () => {
    const views = [[1, 0], [0, 1], [0, 1], [1, 0]]; // prettier-ignore
    // To its partner and to one stranger similarity 0, to the other stranger 1.
    expect(await lossOf(views, t)).toBeCloseTo(Math.log(2 + alike), 5);
  });

  it('does not see how long codes are', async () => {
    const views = [[1, 2], [3, -1], [2, 2], [1, -2]]; // prettier-ignore
    const longer = views.map((row, index) => row.map((value) => value * (index + 1)));
    expect(await lossOf(longer, t)).toBeCloseTo(await lossOf(views, t), 5);
  });
});
