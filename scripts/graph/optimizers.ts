/** Optimisers as pure functions from (parameter, gradient, state) to the next (parameter, state), in graph form. */
import { add, div, maximum, mul, sqrt, square, sub } from './ops/elementwise.ts';
import { sum } from './ops/reduction.ts';
import { applyOperator, constant, type Tensor } from './tensor.ts';

export interface Optimizer {
  /** What is kept for each parameter, in tensors of its shape that start at zero. */
  readonly slots: readonly string[];
  /**
   * @param learningRate []
   * @param step         [], 1 at the first update
   */
  update(step: UpdateInput): { readonly param: Tensor; readonly slots: readonly Tensor[] };
}

export interface UpdateInput {
  readonly param: Tensor;
  readonly grad: Tensor;
  readonly slots: readonly Tensor[];
  readonly learningRate: Tensor;
  readonly step: Tensor;
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1). The moments are kept without their factors (1 − β), which the scalars
 * take over: two passes over the parameters less, and the same updates.
 */
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}): Optimizer {
  return {
    slots: ['first_moment', 'second_moment'],
    update({ param, grad, slots: [first, second], learningRate, step }) {
      const nextFirst = add(mul(first!, beta1), grad); // m / (1 − β₁)
      const nextSecond = add(mul(second!, beta2), square(grad)); // v / (1 − β₂)
      const root = sqrt(div(sub(1, power(beta2, step)), 1 - beta2)); // √v̂ = √nextSecond / root
      const scale = mul(mul(learningRate, root), div(1 - beta1, sub(1, power(beta1, step))));
      const move = mul(div(nextFirst, add(sqrt(nextSecond), mul(root, epsilon))), scale);
      return { param: sub(param, move), slots: [nextFirst, nextSecond] };
    },
  };
}

/**
 * AdamW: weights also shrink by learningRate · weightDecay of themselves, which no moment sees (Loshchilov & Hutter 2019,
 * algorithm 2). Only tensors of two axes or more shrink: biases and scales are left alone.
 */
export function adamW({
  weightDecay = 0.01,
  ...options
}: { weightDecay?: number } & Parameters<typeof adam>[0] = {}): Optimizer {
  const { slots, update } = adam(options);
  return {
    slots,
    update(step) {
      if (step.param.shape.length < 2) return update(step);
      return update({ ...step, param: mul(step.param, sub(1, mul(step.learningRate, weightDecay))) });
    },
  };
}

/**
 * RMSProp (Tieleman & Hinton 2012, lecture 6e). The mean of squares is kept without its factor 1 − decay, as by `adam`.
 */
export function rmsProp({ decay = 0.9, epsilon = 1e-8 } = {}): Optimizer {
  return {
    slots: ['mean_square'],
    update({ param, grad, slots: [meanSquare], learningRate }) {
      const next = add(mul(meanSquare!, decay), square(grad));
      const root = add(mul(sqrt(next), Math.sqrt(1 - decay)), epsilon);
      return { param: sub(param, mul(div(grad, root), learningRate)), slots: [next] };
    },
  };
}

/** Stochastic gradient descent with heavy-ball momentum (Polyak 1964; Sutskever et al. 2013, equation 1). */
export function sgd({ momentum = 0 } = {}): Optimizer {
  return {
    slots: momentum === 0 ? [] : ['velocity'],
    update({ param, grad, slots: [velocity], learningRate }) {
      const move = mul(grad, learningRate);
      if (!velocity) return { param: sub(param, move), slots: [] };
      const next = sub(mul(velocity, momentum), move);
      return { param: add(param, next), slots: [next] };
    },
  };
}

/**
 * Gradients scaled down alike where their joint L2 norm is longer than `maxNorm` (Pascanu et al. 2013, algorithm 1).
 *
 * @returns one for each gradient, of its shape
 */
export function clipByGlobalNorm(grads: readonly Tensor[], maxNorm: number): readonly Tensor[] {
  const norm = sqrt(grads.map((grad) => sum(square(grad))).reduce((total, squares) => add(total, squares)));
  const scale = div(maxNorm, maximum(norm, maxNorm));
  return grads.map((grad) => mul(grad, scale));
}

/** base^exponent for a scalar exponent in the graph. */
function power(base: number, exponent: Tensor): Tensor {
  return applyOperator('Pow', { inputs: [constant(base), exponent], shape: exponent.shape });
}
