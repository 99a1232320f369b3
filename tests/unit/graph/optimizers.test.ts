import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { adam, adamW, rmsProp, sgd, type Optimizer } from '#scripts/graph/optimizers.ts';
import { input } from '#scripts/graph/tensor.ts';

const GRADIENTS = [0.5, -0.25, 4, 0, 1e-3];
const LEARNING_RATE = 0.1;

/** The parameter after each of the gradients, starting from 1. */
async function runGraph(
  optimizer: Optimizer,
  { gradients = GRADIENTS, shape = [1] }: { gradients?: readonly number[]; shape?: readonly number[] } = {},
): Promise<number[]> {
  const names = optimizer.slots;
  const next = optimizer.update({
    param: input('param', shape),
    grad: input('grad', shape),
    slots: names.map((name) => input(name, shape)),
    learningRate: input('learning_rate', []),
    step: input('step', []),
  });
  const slots = Object.fromEntries(next.slots.map((slot, index) => [`next.${names[index]}`, slot]));
  const session = await openSession(writeOnnx({ 'next.param': next.param, ...slots }, 'update'), {
    backend: 'cpu',
    threads: 1,
  });
  const one = (value: number, of = shape) => ({ data: Float32Array.of(value), shape: of });
  const state: Record<string, ReturnType<typeof one>> = {
    param: one(1),
    ...Object.fromEntries(names.map((name) => [name, one(0)])),
  };
  const trace: number[] = [];
  for (const [index, grad] of gradients.entries()) {
    const feeds = {
      ...state,
      grad: one(grad),
      learning_rate: one(LEARNING_RATE, []),
      step: one(index + 1, []),
    };
    const known = Object.fromEntries(Object.entries(feeds).filter(([name]) => name in session.inputs));
    const outputs = await session.run(known);
    for (const name of Object.keys(state)) state[name] = one(Number(outputs[`next.${name}`]!.data[0]));
    trace.push(Number(outputs['next.param']!.data[0]));
  }
  await session.release();
  return trace;
}

describe('an optimiser follows its paper, worked out in float64:', () => {
  /** Kingma & Ba 2015, algorithm 1; `shrink` is what AdamW does to the parameter besides. */
  function followAdam(gradients: readonly number[], shrink = 0) {
    const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
    let [theta, m, v] = [1, 0, 0];
    return gradients.map((g, index) => {
      const t = index + 1;
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      const move = m / (1 - beta1 ** t) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
      theta -= LEARNING_RATE * (move + shrink * theta);
      return theta;
    });
  }

  it('Adam (Kingma & Ba 2015, algorithm 1)', async () => {
    const expected = followAdam(GRADIENTS);
    for (const [index, value] of (await runGraph(adam())).entries())
      expect(value).toBeCloseTo(expected[index]!, 5);
  });

  it('Adam on gradients as small as its ε, which then halves the moves', async () => {
    const gradients = [1e-8, 2e-8, -5e-9, 0, 1e-8];
    const expected = followAdam(gradients);
    expect(1 - expected[0]!).toBeCloseTo(LEARNING_RATE / 2, 12); // |g| = ε: g / (|g| + ε) = ½
    for (const [index, value] of (await runGraph(adam(), { gradients })).entries())
      expect(value).toBeCloseTo(expected[index]!, 5);
  });

  it('AdamW (Loshchilov & Hutter 2019, algorithm 2)', async () => {
    const expected = followAdam(GRADIENTS, 0.3);
    const optimizer = adamW({ weightDecay: 0.3 });
    for (const [index, value] of (await runGraph(optimizer, { shape: [1, 1] })).entries())
      expect(value).toBeCloseTo(expected[index]!, 5);
  });

  it('AdamW lets no bias shrink', async () => {
    expect(await runGraph(adamW({ weightDecay: 0.3 }))).toEqual(await runGraph(adam()));
  });

  it('RMSProp (Tieleman & Hinton 2012), on gradients as small as its ε too', async () => {
    for (const gradients of [GRADIENTS, [1e-8, 2e-8, -5e-9, 0, 1e-8]]) {
      let [theta, meanSquare] = [1, 0];
      const expected = gradients.map((g) => {
        meanSquare = 0.9 * meanSquare + 0.1 * g * g;
        theta -= (LEARNING_RATE * g) / (Math.sqrt(meanSquare) + 1e-8);
        return theta;
      });
      for (const [index, value] of (await runGraph(rmsProp(), { gradients })).entries())
        expect(value).toBeCloseTo(expected[index]!, 5);
    }
  });

  it('a parameter that never has a gradient stays, without dividing zero by zero', async () => {
    const optimizer = adam();
    const { param } = optimizer.update({
      param: input('param', [1]),
      grad: input('grad', [1]),
      slots: [input('m', [1]), input('v', [1])],
      learningRate: input('lr', []),
      step: input('step', []),
    });
    const session = await openSession(writeOnnx({ next: param }, 'update'), { backend: 'cpu', threads: 1 });
    const value = (x: number, shape: readonly number[]) => ({ data: Float32Array.of(x), shape });
    const { next } = await session.run({
      param: value(3, [1]),
      grad: value(0, [1]),
      m: value(0, [1]),
      v: value(0, [1]),
      lr: value(0.1, []),
      step: value(1000, []),
    });
    expect(next!.data[0]).toBe(3);
    await session.release();
  });

  it('gradient descent with momentum (Sutskever et al. 2013, equations 1 and 2)', async () => {
    let [theta, velocity] = [1, 0];
    const expected = GRADIENTS.map((g) => {
      velocity = 0.9 * velocity - LEARNING_RATE * g;
      theta += velocity;
      return theta;
    });
    for (const [index, value] of (await runGraph(sgd({ momentum: 0.9 }))).entries()) {
      expect(value).toBeCloseTo(expected[index]!, 5);
    }
  });

  it('plain gradient descent', async () => {
    let theta = 1;
    const expected = GRADIENTS.map((g) => (theta -= LEARNING_RATE * g));
    for (const [index, value] of (await runGraph(sgd())).entries())
      expect(value).toBeCloseTo(expected[index]!, 5);
  });
});
