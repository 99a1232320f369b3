/** Elementwise arithmetic with broadcasting. A number stands for a scalar constant. */
import { broadcastShapes, type Shape } from '../shape.ts';
import { applyOperator, constant, type DType, type Tensor } from '../tensor.ts';
import { sumTo } from './reduction.ts';

export type Operand = Tensor | number;

const asTensor = (operand: Operand): Tensor => (typeof operand === 'number' ? constant(operand) : operand);

/** `derivative` gives the gradients before broadcasting is undone. */
function binary(
  op: string,
  a: Operand,
  b: Operand,
  derivative?: (grad: Tensor, a: Tensor, b: Tensor) => readonly [Tensor, Tensor],
  dtype: DType = 'float32',
): Tensor {
  const [left, right] = [asTensor(a), asTensor(b)];
  return applyOperator(op, {
    inputs: [left, right],
    shape: broadcastShapes(op, left.shape, right.shape),
    dtype,
    ...(derivative && {
      gradient: (grad) => {
        const [gradLeft, gradRight] = derivative(grad, left, right);
        return [unbroadcast(a, gradLeft, left.shape), unbroadcast(b, gradRight, right.shape)];
      },
    }),
  });
}

/** No gradient is computed for a number: nothing can ask for it. */
function unbroadcast(operand: Operand, grad: Tensor, shape: Shape): Tensor | undefined {
  return typeof operand === 'number' ? undefined : sumTo(grad, shape);
}

function unary(op: string, x: Tensor, derivative?: (grad: Tensor, y: Tensor) => Tensor): Tensor {
  const y: Tensor = applyOperator(op, {
    inputs: [x],
    shape: x.shape,
    ...(derivative && { gradient: (grad) => [derivative(grad, y)] }),
  });
  return y;
}

export const add = (a: Operand, b: Operand): Tensor => binary('Add', a, b, (grad) => [grad, grad]);

export const sub = (a: Operand, b: Operand): Tensor => binary('Sub', a, b, (grad) => [grad, neg(grad)]);

export const mul = (a: Operand, b: Operand): Tensor =>
  binary('Mul', a, b, (grad, left, right) => [mul(grad, right), mul(grad, left)]);

export const div = (a: Operand, b: Operand): Tensor =>
  binary('Div', a, b, (grad, left, right) => [
    div(grad, right),
    neg(div(mul(grad, left), mul(right, right))),
  ]);

/** Larger of two; where they are equal the gradient goes to `a`. */
export const maximum = (a: Operand, b: Operand): Tensor =>
  binary('Max', a, b, (grad, left, right) => splitGrad(greaterOrEqual(left, right), grad));

/** Smaller of two; where they are equal the gradient goes to `a`. */
export const minimum = (a: Operand, b: Operand): Tensor =>
  binary('Min', a, b, (grad, left, right) => splitGrad(greaterOrEqual(right, left), grad));

const splitGrad = (first: Tensor, grad: Tensor) => [where(first, grad, 0), where(first, 0, grad)] as const;

export const greater = (a: Operand, b: Operand): Tensor => binary('Greater', a, b, undefined, 'bool');

export const greaterOrEqual = (a: Operand, b: Operand): Tensor =>
  binary('GreaterOrEqual', a, b, undefined, 'bool');

export const equal = (a: Operand, b: Operand): Tensor => binary('Equal', a, b, undefined, 'bool');

/** `a` where `condition` (bool) holds, else `b`. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const [left, right] = [asTensor(a), asTensor(b)];
  return applyOperator('Where', {
    inputs: [condition, left, right],
    shape: broadcastShapes('Where', condition.shape, broadcastShapes('Where', left.shape, right.shape)),
    gradient: (grad) => [
      undefined,
      unbroadcast(a, where(condition, grad, 0), left.shape),
      unbroadcast(b, where(condition, 0, grad), right.shape),
    ],
  });
}

export const neg = (x: Tensor): Tensor => unary('Neg', x, (grad) => neg(grad));

export const exp = (x: Tensor): Tensor => unary('Exp', x, (grad, y) => mul(grad, y));

export const log = (x: Tensor): Tensor => unary('Log', x, (grad) => div(grad, x));

export const sqrt = (x: Tensor): Tensor => unary('Sqrt', x, (grad, y) => div(mul(grad, 0.5), y));

/** x². Its own derivative costs one pass less than that of `mul(x, x)`. */
export const square = (x: Tensor): Tensor =>
  applyOperator('Mul', {
    inputs: [x, x],
    shape: x.shape,
    gradient: (grad) => [mul(grad, mul(x, 2)), undefined],
  });

/** |x|, with derivative sign(x), 0 at 0. */
export const abs = (x: Tensor): Tensor => unary('Abs', x, (grad) => mul(grad, unary('Sign', x)));

/** x to a constant exponent. */
export function pow(x: Tensor, exponent: number): Tensor {
  return applyOperator('Pow', {
    inputs: [x, constant(exponent)],
    shape: x.shape,
    gradient: (grad) => [mul(grad, mul(pow(x, exponent - 1), exponent)), undefined],
  });
}

/** x limited to [low, high]; the gradient is 0 outside. */
export function clip(x: Tensor, low: number, high: number): Tensor {
  return applyOperator('Clip', {
    inputs: [x, constant(low), constant(high)],
    shape: x.shape,
    gradient: (grad) => [
      where(greaterOrEqual(x, low), where(greaterOrEqual(high, x), grad, 0), 0),
      undefined,
      undefined,
    ],
  });
}

/** The same values as another type; no gradient passes. Fractions are cut off towards zero on their way to int64. */
export function cast(x: Tensor, dtype: DType): Tensor {
  if (x.dtype === dtype) return x;
  return applyOperator('Cast', { inputs: [x], attributes: { to: { dtype } }, shape: x.shape, dtype });
}
