import { describe, expect, it } from 'vitest';
import { openSession, type Values } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { klToStandardNormal, logPriorRatio, reparameterize } from '#scripts/networks/vae.ts';
import { seededRandomStream } from '#scripts/random.ts';

const [rows, dims] = [20_000, 2];
const posterior = { mean: input('mean', [rows, dims]), logVar: input('log_var', [rows, dims]) };

/** Every row has the same posterior, and its own noise. */
function feeds(mean: number[], logVar: number[]): Values {
  const random = seededRandomStream(1);
  const repeated = (values: number[]) =>
    Float32Array.from({ length: rows * dims }, (_, at) => values[at % dims]!);
  const shape = [rows, dims];
  return {
    mean: { data: repeated(mean), shape },
    log_var: { data: repeated(logVar), shape },
    epsilon: { data: Float32Array.from({ length: rows * dims }, () => random.normal()), shape },
  };
}

async function evaluate(output: Tensor, values: Values): Promise<Float32Array> {
  const session = await openSession(writeOnnx({ output }, 'test'), { backend: 'cpu', threads: 1 });
  const known = Object.fromEntries(Object.entries(values).filter(([name]) => name in session.inputs));
  return (await session.run(known)).output!.data as Float32Array;
}

describe('KL divergence from the standard normal distribution', () => {
  it.each([
    [[0, 0], [0, 0], 0],
    [[1, 0], [0, 0], 0.5], // ½ |μ|²
    [[0, 0], [Math.log(4), 0], 0.5 * (4 - 1 - Math.log(4))],
    [
      [3, -1],
      [Math.log(0.25), Math.log(0.01)],
      0.5 * (9 + 1 + 0.25 + 0.01 - 2 - Math.log(0.25) - Math.log(0.01)),
    ],
  ])('of mean %j and log variance %j is %d nats', async (mean, logVar, expected) => {
    expect((await evaluate(klToStandardNormal(posterior), feeds(mean, logVar)))[0]).toBeCloseTo(expected, 5);
  });

  it('is the mean of log q(z|x) − log p(z) over draws of z', async () => {
    const epsilon = input('epsilon', [rows, dims]);
    const ratio = logPriorRatio(posterior, reparameterize(posterior, epsilon), epsilon);
    const [mean, logVar] = [
      [0.8, -0.3],
      [-1, 0.5],
    ];
    const values = await evaluate(ratio, feeds(mean!, logVar!));
    const average = values.reduce((sum, value) => sum + value, 0) / rows;
    const exact = 0.5 * (0.8 ** 2 + 0.3 ** 2 + Math.exp(-1) + Math.exp(0.5) - 2 + 1 - 0.5);
    expect(-average).toBeCloseTo(exact, 1.5); // the error of 20,000 draws is about 0.01
  });
});

it('a reparameterised sample has the posterior’s mean and variance', async () => {
  const z = await evaluate(
    reparameterize(posterior, input('epsilon', [rows, dims])),
    feeds([2, 0], [Math.log(9), Math.log(0.04)]),
  );
  for (const [dim, mean, variance] of [
    [0, 2, 9],
    [1, 0, 0.04],
  ] as const) {
    const own = z.filter((_, at) => at % dims === dim);
    const average = own.reduce((sum, value) => sum + value, 0) / rows;
    const spread = own.reduce((sum, value) => sum + (value - average) ** 2, 0) / rows;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(variance / rows));
    expect(spread / variance).toBeCloseTo(1, 1);
  }
});
