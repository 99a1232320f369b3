import { init, nn, numpy as np } from '@jax-js/jax';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { applyGru, applyGruCell, initGru } from '#scripts/networks/gru.ts';
import { flattenParams, paramsAsConstants } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { checkGradient } from '../graph/gradient-check.ts';

const [inputDim, stateDim] = [2, 3];
const paramShapes = [[inputDim, 9], [9], [stateDim, 9], [9]];

const asParams = (tensors: readonly Tensor[]) => ({
  input: { weight: tensors[0]!, bias: tensors[1]! },
  state: { weight: tensors[2]!, bias: tensors[3]! },
});

/** As PyTorch's manual writes it: r and z from sums of both products, n with r before the state's product only. */
function jaxCell(x: np.Array, h: np.Array, [wx, bx, wh, bh]: readonly np.Array[]): np.Array {
  const [rx, zx, nx] = np.split(np.matmul(x, wx!.ref).add(bx!.ref), 3, 1);
  const [rh, zh, nh] = np.split(np.matmul(h.ref, wh!.ref).add(bh!.ref), 3, 1);
  const r = nn.sigmoid(rx!.add(rh!));
  const z = nn.sigmoid(zx!.add(zh!));
  const n = np.tanh(nx!.add(r.mul(nh!)));
  return np.array(1).sub(z.ref).mul(n).add(z.mul(h));
}

beforeAll(async () => {
  await init('wasm');
});

describe('a GRU', () => {
  it('steps as worked out by hand', async () => {
    // One number of input and state. Reset gate σ(0) = ½, update gate σ(ln 3) = ¾, candidate tanh(1 + ½ · 2 · 3) = tanh 4.
    const param = (name: string, shape: readonly number[]) => input(name, shape);
    const params = {
      input: { weight: param('wx', [1, 3]), bias: param('bx', [3]) },
      state: { weight: param('wh', [1, 3]), bias: param('bh', [3]) },
    };
    const next = applyGruCell(params, input('x', ['batch', 1]), input('h', ['batch', 1]));
    const session = await openSession(writeOnnx({ next }, 'cell'), { backend: 'cpu', threads: 1 });
    const of = (shape: readonly number[], ...values: number[]) => ({
      data: Float32Array.from(values),
      shape,
    });
    const outputs = await session.run({
      x: of([1, 1], 0.5),
      h: of([1, 1], 3),
      wx: of([1, 3], 2, 0, 2),
      bx: of([3], -1, Math.log(3), 0),
      wh: of([1, 3], 0, 0, 2),
      bh: of([3], 0, 0, 0),
    });
    expect(outputs['next']!.data[0]).toBeCloseTo(0.25 * Math.tanh(4) + 0.75 * 3, 6);
    await session.release();
  });

  it('steps and differentiates as in jax-js', async () => {
    await checkGradient({
      shapes: [[4, inputDim], [4, stateDim], ...paramShapes],
      range: [-1, 1],
      graph: (x, h, ...params) => applyGruCell(asParams(params), x!, h!),
      jax: (x, h, ...params) => jaxCell(x!, h!, params),
    });
  });

  it('runs through a sequence as in jax-js', async () => {
    await checkGradient({
      shapes: [[2, 3, inputDim], [2, stateDim], ...paramShapes],
      range: [-1, 1],
      graph: (x, h, ...params) => applyGru(asParams(params), x!, h!),
      jax: (x, h, ...params) => {
        let state = h!;
        const states = np.split(x!, 3, 1).map((now) => {
          state = jaxCell(now.reshape([2, inputDim]), state, params);
          return state.ref.reshape([2, 1, stateDim]);
        });
        return np.concatenate(states, 1);
      },
    });
  });

  it('runs through a sequence as its single step does, over a free batch', async () => {
    const params = paramsAsConstants(initGru(seededRandomStream(3), inputDim, stateDim), 'plain');
    const x = input('x', ['batch', 2, inputDim]);
    const h = input('h', ['batch', stateDim]);
    const cell = applyGruCell(params, input('x_now', ['batch', inputDim]), h);
    const session = await openSession(writeOnnx({ all: applyGru(params, x, h), cell }, 'gru'), {
      backend: 'cpu',
      threads: 1,
    });
    const sequence = Float32Array.of(0.5, -1, 2, 0.25);
    const run = (now: Float32Array, state: Float32Array) =>
      session.run({
        x: { data: sequence, shape: [1, 2, inputDim] },
        x_now: { data: now, shape: [1, inputDim] },
        h: { data: state, shape: [1, stateDim] },
      });
    const zero = new Float32Array(stateDim);
    const first = await run(sequence.subarray(0, 2), zero);
    const second = await run(sequence.subarray(2), first['cell']!.data as Float32Array);
    expect([...first['all']!.data]).toEqual(
      [...first['cell']!.data, ...second['cell']!.data].map((value) => expect.closeTo(Number(value), 6)),
    );
    await session.release();
  });

  it('has the weights of three gates', () => {
    const params = flattenParams(initGru(seededRandomStream(1), inputDim, stateDim));
    expect(params.map(([name, { shape }]) => [name, shape])).toEqual([
      ['input.weight', [inputDim, 9]],
      ['input.bias', [9]],
      ['state.weight', [stateDim, 9]],
      ['state.bias', [9]],
    ]);
  });
});
