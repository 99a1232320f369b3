/** Two outside truths about a gradient: central finite differences of the graph's own values, and @jax-js/jax. */
import * as jax from '@jax-js/jax';
import { numpy as np } from '@jax-js/jax';
import { expect } from 'vitest';
import { openSession, type TensorValue, type Values } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { mul } from '#scripts/graph/ops/elementwise.ts';
import { sum } from '#scripts/graph/ops/reduction.ts';
import { elementCount } from '#scripts/graph/shape.ts';
import { constant, input, type Tensor } from '#scripts/graph/tensor.ts';
import { seededRandomStream } from '#scripts/random.ts';

export interface GradientCase {
  /** Shapes of the arguments. */
  readonly shapes: readonly (readonly number[])[];
  /** Range that arguments are drawn from; by default [−2, 2]. */
  readonly range?: readonly [number, number];
  readonly graph: (...args: Tensor[]) => Tensor;
  readonly jax: (...args: np.Array[]) => np.Array;
}

const FINITE_DIFFERENCE_STEP = 1e-2;
/** h² f‴ / 6 plus float32 rounding over h, for values of order one. */
const FINITE_DIFFERENCE_TOLERANCE = 5e-3;
/** A few float32 roundings of values of order one. */
const JAX_TOLERANCE = 2e-5;

/** Differentiates a random weighted sum of the case's output, so that every output's derivative counts. */
export async function checkGradient({
  shapes,
  range = [-2, 2],
  graph,
  jax: oracle,
}: GradientCase): Promise<void> {
  const random = seededRandomStream(7);
  const draw = (shape: readonly number[]): TensorValue => ({
    data: Float32Array.from(
      { length: elementCount(shape) },
      () => range[0] + (range[1] - range[0]) * random.uniform(),
    ),
    shape,
  });
  const values = shapes.map(draw);
  const inputs = shapes.map((shape, index) => input(`x${index}`, shape));
  const output = graph(...inputs);
  const weights = draw(output.shape as number[]);
  const loss = sum(mul(output, constant(weights.data as Float32Array, weights.shape)));
  const grads = grad(loss, inputs);
  const outputs = {
    loss,
    y: output,
    ...Object.fromEntries(grads.map((tensor, index) => [`g${index}`, tensor])),
  };

  const session = await openSession(writeOnnx(outputs, 'case'), { backend: 'cpu', threads: 1 });
  const feeds: Values = Object.fromEntries(values.map((value, index) => [`x${index}`, value]));
  const result = await session.run(feeds);

  const expected = await runJax(oracle, values, weights);
  expectClose(result['y']!.data, expected.y, JAX_TOLERANCE, 'value');
  for (const index of shapes.keys()) {
    const ours = result[`g${index}`]!;
    expect(ours.shape).toEqual(shapes[index]);
    expectClose(ours.data, expected.grads[index]!, JAX_TOLERANCE, `gradient of argument ${index}`);

    const lossAt = async (position: number, change: number) => {
      const data = Float32Array.from(values[index]!.data as Float32Array);
      data[position]! += change;
      const { y } = await session.run({ ...feeds, [`x${index}`]: { data, shape: shapes[index]! } });
      return [...weights.data].reduce<number>(
        (total, weight, i) => total + Number(weight) * Number(y!.data[i]),
        0,
      );
    };
    const differences: number[] = [];
    for (let position = 0; position < ours.data.length; position++) {
      const rise =
        (await lossAt(position, FINITE_DIFFERENCE_STEP)) - (await lossAt(position, -FINITE_DIFFERENCE_STEP));
      differences.push(rise / (2 * FINITE_DIFFERENCE_STEP));
    }
    expectClose(
      ours.data,
      differences,
      FINITE_DIFFERENCE_TOLERANCE,
      `finite differences of argument ${index}`,
    );
  }
  await session.release();
}

async function runJax(oracle: GradientCase['jax'], values: readonly TensorValue[], weights: TensorValue) {
  const asArray = ({ data, shape }: TensorValue) =>
    np.array(data as Float32Array<ArrayBuffer>).reshape([...shape]);
  const y = oracle(...values.map(asArray));
  const loss = (args: np.Array[]) => np.sum(oracle(...args).mul(asArray(weights)));
  const grads = jax.grad(loss)(values.map(asArray)) as np.Array[];
  return { y: await y.data(), grads: await Promise.all(grads.map((array) => array.data())) };
}

function expectClose(
  actual: ArrayLike<unknown>,
  expected: ArrayLike<unknown>,
  tolerance: number,
  what: string,
): void {
  expect(actual.length, what).toBe(expected.length);
  for (let index = 0; index < actual.length; index++) {
    const [have, want] = [Number(actual[index]), Number(expected[index])];
    const allowed = tolerance * Math.max(1, Math.abs(want));
    expect(Math.abs(have - want), `${what}[${index}]: ${have} against ${want}`).toBeLessThanOrEqual(allowed);
  }
}
