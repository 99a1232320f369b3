/** Nonlinearities. */
import { applyOperator, type Tensor } from '../tensor.ts';
import { add, greater, mul, neg, sub, where } from './elementwise.ts';

/** `derivative` may use the output, which has been computed already. */
function activation(op: string, x: Tensor, derivative: (grad: Tensor, y: Tensor) => Tensor): Tensor {
  const y: Tensor = applyOperator(op, {
    inputs: [x],
    shape: x.shape,
    gradient: (grad) => [derivative(grad, y)],
  });
  return y;
}

/** max(x, 0), with derivative 0 at 0. */
export const relu = (x: Tensor): Tensor => activation('Relu', x, (grad, y) => where(greater(y, 0), grad, 0));

/** 1 / (1 + e⁻ˣ). */
export const sigmoid = (x: Tensor): Tensor =>
  activation('Sigmoid', x, (grad, y) => mul(grad, mul(y, sub(1, y))));

export const tanh = (x: Tensor): Tensor => activation('Tanh', x, (grad, y) => mul(grad, sub(1, mul(y, y))));

/** log(1 + eˣ). */
export const softplus = (x: Tensor): Tensor => activation('Softplus', x, (grad) => mul(grad, sigmoid(x)));

/** x · σ(x) (SiLU: Elfwing et al. 2018), with derivative σ + y (1 − σ), which reuses both. */
export function silu(x: Tensor): Tensor {
  const gate = sigmoid(x);
  const y: Tensor = applyOperator('Mul', {
    inputs: [x, gate],
    shape: x.shape,
    gradient: (grad) => [mul(grad, add(gate, mul(y, sub(1, gate)))), undefined],
  });
  return y;
}

/** x where positive, else slope · x. */
export const leakyRelu = (x: Tensor, slope = 0.01): Tensor => where(greater(x, 0), x, mul(x, slope));

/** log σ(x) = −softplus(−x), which neither overflows nor cancels. */
export const logSigmoid = (x: Tensor): Tensor => neg(softplus(neg(x)));

/**
 * Binary cross-entropy of logits l against x in [0, 1], elementwise, in nats:
 * −x log σ(l) − (1 − x) log σ(−l), of terms that are both positive.
 */
export const binaryCrossEntropy = (logits: Tensor, x: Tensor): Tensor =>
  add(mul(x, softplus(neg(logits))), mul(sub(1, x), softplus(logits)));
