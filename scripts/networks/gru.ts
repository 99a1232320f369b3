/** A gated recurrent unit (Cho et al. 2014), in the form of cuDNN: the reset gate acts after the matrix product. */
import { sigmoid, tanh } from '#scripts/graph/ops/activation.ts';
import { add, mul, sub } from '#scripts/graph/ops/elementwise.ts';
import { concat, reshape, split } from '#scripts/graph/ops/layout.ts';
import { staticShape } from '#scripts/graph/shape.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import type { Symbolic } from './params.ts';

/** Each layer's outputs are those of the reset gate, the update gate and the candidate, one after another. */
export type GruParams = { readonly input: DenseParams; readonly state: DenseParams };

export function initGru(random: RandomStream, inputDim: number, stateDim: number): GruParams {
  return {
    input: initDense(random, inputDim, 3 * stateDim, 1),
    state: initDense(random, stateDim, 3 * stateDim, 1),
  };
}

/**
 * One step: h′ = (1 − z) n + z h.
 *
 * @param x     [batch, inputDim]
 * @param state [batch, stateDim], h
 * @returns     [batch, stateDim], h′
 */
export function applyGruCell(params: Symbolic<GruParams>, x: Tensor, state: Tensor): Tensor {
  return nextState(params, applyDense(params.input, x), state);
}

/**
 * All steps of a sequence, one after another.
 *
 * @param x     [batch, steps, inputDim]
 * @param state [batch, stateDim], before the first step
 * @returns     [batch, steps, stateDim], after each step
 */
export function applyGru(params: Symbolic<GruParams>, x: Tensor, state: Tensor): Tensor {
  const [steps] = staticShape('applyGru', [x.shape[1]!]);
  const [batch, stateDim] = state.shape;
  const gates = applyDense(params.input, x); // of all steps in one product: no step's inputs need another's state
  let current = state;
  const states = split(gates, Array<number>(steps!).fill(1), 1).map((gatesNow) => {
    current = nextState(params, reshape(gatesNow, [batch!, 3 * (stateDim as number)]), current);
    return reshape(current, [batch!, 1, stateDim!]);
  });
  return concat(states, 1);
}

/** @param fromInput [batch, 3 · stateDim], what the input says of the gates */
function nextState(params: Symbolic<GruParams>, fromInput: Tensor, state: Tensor): Tensor {
  const stateDim = state.shape[1] as number;
  const thirds = [stateDim, stateDim, stateDim];
  const [resetX, updateX, candidateX] = split(fromInput, thirds, 1);
  const [resetH, updateH, candidateH] = split(applyDense(params.state, state), thirds, 1);
  const reset = sigmoid(add(resetX!, resetH!));
  const update = sigmoid(add(updateX!, updateH!));
  const candidate = tanh(add(candidateX!, mul(reset, candidateH!)));
  return add(candidate, mul(update, sub(state, candidate)));
}
