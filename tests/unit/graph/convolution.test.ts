import { describe, expect, it } from 'vitest';
import { openSession, type Backend, type TensorValue } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { relu } from '#scripts/graph/ops/activation.ts';
import { conv, convTranspose, maskedConv } from '#scripts/graph/ops/convolution.ts';
import { add, mul } from '#scripts/graph/ops/elementwise.ts';
import { batchNorm, batchNormBy, groupNorm, layerNorm } from '#scripts/graph/ops/normalization.ts';
import { averagePool, maxPool } from '#scripts/graph/ops/pooling.ts';
import { sum } from '#scripts/graph/ops/reduction.ts';
import { depthToSpace, resizeNearest, spaceToDepth } from '#scripts/graph/ops/resampling.ts';
import { constant, input, type Tensor } from '#scripts/graph/tensor.ts';
import { seededRandomStream } from '#scripts/random.ts';

const image = input('x', [2, 3, 5, 6]);

async function run(
  outputs: Record<string, Tensor>,
  feeds: Record<string, TensorValue>,
  backend: Backend = 'cpu',
): Promise<Record<string, number[]>> {
  const session = await openSession(writeOnnx(outputs, 'g'), { backend, threads: 1 });
  const results = await session.run(feeds);
  await session.release();
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...data].map(Number)]));
}

function weights(...shape: number[]): Tensor {
  const random = seededRandomStream(shape.reduce((hash, size) => 31 * hash + size, 7));
  const count = shape.reduce((product, size) => product * size, 1);
  return constant(
    Float32Array.from({ length: count }, () => 0.5 + 0.5 * random.uniform()),
    shape,
  );
}

describe('an image that an operator cannot take is refused with its shape:', () => {
  it('pooling', () => {
    expect(() => maxPool(input('x', [2, 3]), 2)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: MaxPool: needs a tensor of four axes, got [2, 3].]`,
    );
    expect(() => averagePool(image, 6)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: AveragePool: a window of 6 is larger than the image [2, 3, 5, 6].]`,
    );
  });
  it('resampling', () => {
    expect(() => resizeNearest(input('x', [2, 3]), 2)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Resize: needs a tensor of four axes, got [2, 3].]`,
    );
    expect(() => resizeNearest(image, 1.5)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: Resize: needs a whole factor of at least 1, got 1.5.]`,
    );
    expect(() => depthToSpace(image, 2)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: DepthToSpace: 3 channels do not make squares of 2 × 2 pixels.]`,
    );
    expect(() => spaceToDepth(image, 2)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: SpaceToDepth: [2, 3, 5, 6] is no whole number of 2 × 2 squares.]`,
    );
  });
  it('normalisation', () => {
    const [two, three] = [input('a', [2]), input('b', [3])];
    expect(() => batchNorm(image, two, two)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: batchNorm: a scale of shape [2] does not fit the channels of [2, 3, 5, 6].]`,
    );
    expect(() => groupNorm(image, 2, three, three)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: groupNorm: 3 channels do not make 2 groups alike.]`,
    );
    expect(() => layerNorm(image, three, three)).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: layerNorm: a scale of shape [3] does not end [2, 3, 5, 6].]`,
    );
  });
  it('masked convolution', () => {
    expect(() =>
      maskedConv(image, input('k', [4, 3, 2, 2]), undefined, 'A'),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GraphError: maskedConv: kernel [4, 3, 2, 2] has no column in its centre.]`,
    );
  });
});

describe('max pooling', () => {
  it('shares the gradient among equals', async () => {
    const x = input('x', [1, 1, 2, 4]);
    const [gradient] = grad(sum(mul(maxPool(x, 2), constant(Float32Array.of(6, 8), [1, 1, 1, 2]))), [x]);
    const data = Float32Array.of(0, 0, 5, 1, 0, 0, 2, 5);
    const { g } = await run({ g: gradient! }, { x: { data, shape: [1, 1, 2, 4] } });
    expect(g).toEqual([1.5, 1.5, 4, 0, 1.5, 1.5, 0, 4]);
  });
});

describe('a masked convolution', () => {
  /** For each pixel, which pixels of the output its value reaches through these layers. */
  async function reached(network: (x: Tensor) => Tensor): Promise<boolean[][]> {
    const [height, width] = [5, 4];
    const x = input('x', ['batch', 1, height, width]);
    const pixels = height * width;
    const data = new Float32Array((pixels + 1) * pixels); // the last image stays empty
    for (let pixel = 0; pixel < pixels; pixel++) data[pixel * pixels + pixel] = 1;
    const y = (await run({ y: network(x) }, { x: { data, shape: [pixels + 1, 1, height, width] } }))['y']!;
    return Array.from({ length: pixels }, (_, changed) =>
      Array.from({ length: pixels }, (_, seen) => y[changed * pixels + seen] !== y[pixels * pixels + seen]),
    );
  }
  const first = (x: Tensor) => maskedConv(x, weights(1, 1, 2, 3), weights(1), 'A');
  const next = (x: Tensor) => maskedConv(x, weights(1, 1, 3, 5), weights(1), 'B');

  it('never sees a pixel that comes later, nor, behind mask A, the pixel itself', async () => {
    for (const [changed, outputs] of (await reached((x) => next(next(first(x))))).entries()) {
      for (const [seen, isReached] of outputs.entries()) if (seen <= changed) expect(isReached).toBe(false);
    }
  });

  it('sees with mask B the pixel itself and none later', async () => {
    for (const [changed, outputs] of (await reached(next)).entries()) {
      expect(outputs[changed]).toBe(true);
      for (const [seen, isReached] of outputs.entries()) if (seen < changed) expect(isReached).toBe(false);
    }
  });

  it('sees, layer upon layer, all before but its blind spot (van den Oord et al. 2016b, figure 1)', async () => {
    const outputs = await reached((x) => next(next(next(next(first(x))))));
    for (const [changed, row] of outputs.entries()) {
      for (const [seen, isReached] of row.entries()) {
        const down = Math.floor(seen / 4) - Math.floor(changed / 4);
        const left = (changed % 4) - (seen % 4); // a row up, layers see two pixels to the right, the first layer one
        expect(isReached, `${changed} from ${seen}`).toBe(down >= 0 && left <= 2 * down - 1);
      }
    }
  });
});

describe('a network of every operator treats each example by itself, with any batch,', () => {
  const x = input('x', ['batch', 2, 6, 4]);
  const channel = weights(4);
  const pooled = maxPool(
    batchNormBy(conv(x, weights(4, 2, 3, 3), channel, { padding: 1 }), channel, channel, channel, channel),
    2,
  );
  const up = averagePool(resizeNearest(groupNorm(relu(pooled), 2, channel, channel), 4), 2);
  const y = convTranspose(spaceToDepth(depthToSpace(up, 2), 4), weights(16, 1, 3, 3), undefined, {
    stride: 2,
  });
  const network = layerNorm(add(y, 1), weights(7, 5), weights(7, 5));
  const random = seededRandomStream(3);
  const data = Float32Array.from({ length: 3 * 48 }, () => random.normal());

  it.for(['cpu', 'wasm'] as const)('on %s', async (backend) => {
    const together = await run({ network }, { x: { data, shape: [3, 2, 6, 4] } }, backend);
    const alone = [0, 1, 2].map((example) => {
      const one = data.slice(48 * example, 48 * (example + 1));
      return run({ network }, { x: { data: one, shape: [1, 2, 6, 4] } });
    });
    const expected = (await Promise.all(alone)).flatMap((result) => result['network']!);
    expect(together['network']).toHaveLength(3 * 35);
    for (const [index, value] of together['network']!.entries())
      expect(value).toBeCloseTo(expected[index]!, 4);
  });
});
