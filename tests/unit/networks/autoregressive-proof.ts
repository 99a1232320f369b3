/** What makes the conditionals of a model of binary images a distribution: metrics.md's rule 5. */
import { expect } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { exactLikelihood } from '#scripts/metrics/likelihood.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';
import {
  flattenParams,
  paramsAsConstants,
  replaceValues,
  type ParamTree,
  type Symbolic,
} from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';

export interface Network<P extends ParamTree> {
  readonly params: P;
  /** [batch, pixels] of 0 and 1 → [batch, pixels] */
  logits(params: Symbolic<P>, x: Tensor): Tensor;
  readonly pixels: number;
}

/** Fresh weights in place of all, none zero: a mask that lets something through cannot hide behind an initial zero. */
export function withRandomWeights<P extends ParamTree>(params: P, deviation: number): P {
  const random = seededRandomStream(11);
  const arrays = flattenParams(params).map(
    ([name, { values }]) => [name, { data: values.map(() => deviation * random.normal()) }] as const,
  );
  return replaceValues(params, new Map(arrays));
}

async function open<P extends ParamTree>({ params, logits, pixels }: Network<P>) {
  const x = input('x', ['batch', pixels]);
  const outputs = { logits: logits(paramsAsConstants(params, 'plain'), x) };
  const session = await openSession(writeOnnx(outputs, 'proof'), { backend: 'cpu', threads: 1 });
  return async (data: Float32Array) =>
    (await session.run({ x: { data, shape: [data.length / pixels, pixels] } }))['logits']!;
}

/** Σ p(x) over all binary images is 1. */
export async function expectSumOne<P extends ParamTree>(network: Network<P>): Promise<void> {
  const { pixels } = network;
  const run = await open(network);
  const count = 2 ** pixels;
  const images = Uint8Array.from({ length: count * pixels }, (_, at) =>
    (Math.floor(at / pixels) >> (at % pixels)) & 1 ? 255 : 0,
  );
  const split = { images, labels: new Uint8Array(count), count };
  const values = await exactLikelihood(split, ({ x }) => run(x.data as Float32Array));
  expect(logSumExp(values)).toBeCloseTo(0, 5); // float32 logits
  expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1); // not the uniform distribution, which passes anyhow
}

/**
 * Changing a pixel leaves its own output and every one before it unchanged, exactly.
 *
 * @param changed pixels to change, one at a time
 * @returns       for each, which outputs it does change
 */
export async function expectCausal<P extends ParamTree>(
  network: Network<P>,
  changed: readonly number[],
): Promise<readonly (readonly number[])[]> {
  const { pixels } = network;
  const run = await open(network);
  const random = seededRandomStream(3);
  const image = Float32Array.from({ length: pixels }, () => random.integer(2));
  const batch = new Float32Array((changed.length + 1) * pixels);
  for (let row = 0; row <= changed.length; row++) batch.set(image, row * pixels);
  for (const [row, pixel] of changed.entries()) batch[(row + 1) * pixels + pixel] = 1 - image[pixel]!;
  const { data } = await run(batch);
  return changed.map((pixel, row) => {
    const reached = [];
    for (let output = 0; output < pixels; output++) {
      if (data[(row + 1) * pixels + output] !== data[output]) reached.push(output);
    }
    expect(
      reached.filter((output) => output <= pixel),
      `outputs that pixel ${pixel} must not change`,
    ).toEqual([]);
    return reached;
  });
}
