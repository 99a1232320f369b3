/** Operators that pass values as they are, and gradients as they are told. */
import { formatShape, GraphError, sameShape } from '../shape.ts';
import { applyOperator, type Tensor } from '../tensor.ts';
import { greater } from './elementwise.ts';

/** x, seen as a constant when differentiated. */
export function stopGradient(x: Tensor): Tensor {
  return applyOperator('Identity', {
    inputs: [x],
    shape: x.shape,
    dtype: x.dtype,
    gradient: () => [undefined],
  });
}

/**
 * The value of one tensor with the gradient of another (straight-through: Bengio et al. 2013, section 4): what comes
 * after sees `value`; its gradient goes to `through` as if they were the same. Unlike `through + (value − through)`
 * the value is exact.
 *
 * @param value   what a quantiser or a threshold gives
 * @param through what it was given, of the same shape
 */
export function straightThrough(value: Tensor, through: Tensor): Tensor {
  if (!sameShape(value.shape, through.shape)) {
    throw new GraphError(
      `straightThrough: a value ${formatShape(value.shape)} does not stand for ${formatShape(through.shape)}.`,
    );
  }
  return applyOperator('Where', {
    inputs: [greater(1, 0), value, through],
    shape: value.shape,
    gradient: (grad) => [undefined, undefined, grad],
  });
}
