import { describe, expect, it } from 'vitest';
import { jaxEngine } from '#scripts/bench/jax-engine.ts';
import type { ConvGeometry, Operators } from '#scripts/bench/operators.ts';
import { ourEngine } from '#scripts/bench/our-engine.ts';
import { layerRow, stepRow } from '#scripts/bench/table.ts';
import { countFlops, normals, type Workload } from '#scripts/bench/workload.ts';
import { seededRandomStream } from '#scripts/random.ts';

const random = seededRandomStream(4);
const strided: ConvGeometry = { stride: 2, padding: [1, 0, 2, 1] };

/** Every operator once; two players, of which each moves alone. */
const everything: Workload = {
  title: 'everything',
  batchSize: 2,
  params: {
    'first.dense.weight': normals(random, [6, 16], 0.3),
    'first.dense.bias': normals(random, [16], 0.3),
    'second.conv.weight': normals(random, [3, 1, 3, 2], 0.3),
    'second.conv.bias': normals(random, [3], 0.3),
  },
  inputs: { z: normals(random, [2, 8]), x: normals(random, [2, 1, 4, 4]) },
  images: ['x'],
  optimizer: 'adam',
  updates: ['first', 'second'].map((name) => ({ name, moves: [name], loss })),
};

function loss<T>(o: Operators<T>, values: Readonly<Record<string, T>>): T {
  const { z, x } = values as { z: T; x: T };
  const hidden = o.dense(o.columns(z, 1, 7), values['first.dense.weight']!, values['first.dense.bias']!);
  const image = o.depthToSpace(o.toImage(o.silu(hidden), 4, 2, 2), 2); // [2, 1, 4, 4]
  const kernel = o.mask(values['second.conv.weight']!, [
    [1, 1],
    [1, 0],
    [0, 1],
  ]);
  const seen = o.conv(
    o.add(o.relu(image), o.mul(o.sigmoid(image), x)),
    kernel,
    values['second.conv.bias']!,
    strided,
  );
  const flat = o.flatten(o.leakyRelu(seen)); // [2, 3 · 3 · 2]
  return o.mean(o.sub(o.softplus(o.square(flat)), o.exp(o.scale(flat, -0.5))));
}

describe('the engines that are compared', () => {
  it('compute the same losses, gradients and updates', async () => {
    const losses: number[][] = [];
    for (const engine of [jaxEngine, ourEngine('cpu'), ourEngine('wasm')]) {
      const contender = await engine.open(everything, 1);
      const trace: number[] = [];
      for (let step = 0; step < 4; step++) trace.push(...(await contender.step()));
      await contender.close();
      losses.push(trace);
    }
    const [jax, node, web] = losses as [number[], number[], number[]];
    expect(new Set(node).size).toBe(8); // each update moves the loss
    for (const [index, value] of jax.entries()) {
      expect(node[index]).toBeCloseTo(value, 5);
      expect(web[index]).toBeCloseTo(value, 5);
    }
  });
});

describe('the operations of a step are counted', () => {
  const layer = 2 * 2 * 6 * 16; // 2 for multiply and add, batch 2
  const convolution = 2 * 2 * (3 * 2) * 3 * 1 * (3 * 2); // 3 × 2 pixels come out, of 3 channels, by 3 × 2 taps
  it('for what a gradient is asked for, and no more', () => {
    const [first, second] = everything.updates;
    // The first player's gradient passes through the second's convolution, but not through its kernel.
    expect(countFlops({ ...everything, updates: [first!] })).toEqual({
      forward: layer + convolution,
      step: 2 * layer + 2 * convolution,
    });
    // The second player's does not reach back to the first's layer.
    expect(countFlops({ ...everything, updates: [second!] })).toEqual({
      forward: layer + convolution,
      step: layer + 2 * convolution,
    });
  });
});

describe('a row of the table', () => {
  const timing = (stepMs: number, forwardMs?: number) => ({ stepMs, forwardMs, losses: [] });
  const measured = {
    workload: everything,
    timings: {
      'onnxruntime-node': timing(4, 2),
      'onnxruntime-web': timing(8, 4),
      '@jax-js/jax': timing(20, 10),
    },
    flops: { forward: 40e6, step: 120e6 },
    matMulGigaflops: 60,
  };
  const cells = (row: string) => row.trim().split(/ {2,}/);

  it('of a whole step says images a second, share of MatMul and ratios', () => {
    expect(cells(stepRow(measured))).toEqual(['everything', '2', '500', '250', '100', '50 %', '5.0', '2.5']);
  });
  it('of a layer says rates, shares of forward and MatMul, and ratios', () => {
    expect(cells(layerRow(measured))).toEqual([
      'everything',
      '2',
      '20.0',
      '30.0',
      '15.0',
      '6.0',
      '150 %',
      '50 %',
      '5.0',
      '2.5',
    ]);
  });
});
