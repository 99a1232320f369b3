/** Operators that move elements without changing them. */
import {
  broadcastShapes,
  formatShape,
  GraphError,
  normalizeAxes,
  sameShape,
  staticShape,
  type Shape,
} from '../shape.ts';
import { applyOperator, indices, type Tensor } from '../tensor.ts';
import { sumTo } from './reduction.ts';

/** The same elements in row-major order under another shape; at most one free size, which must stay. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const count = (sizes: Shape) =>
    sizes.reduce<number>((product, size) => product * (typeof size === 'number' ? size : 1), 1);
  const free = (sizes: Shape) => sizes.filter((size) => typeof size === 'string').join();
  const freeCount = shape.filter((size) => typeof size === 'string').length;
  if (count(x.shape) !== count(shape) || free(x.shape) !== free(shape) || freeCount > 1) {
    throw new GraphError(`Reshape: ${formatShape(x.shape)} does not fit into ${formatShape(shape)}.`);
  }
  return applyOperator('Reshape', {
    inputs: [x, indices(shape.map((size) => (typeof size === 'number' ? size : -1)))],
    shape,
    dtype: x.dtype,
    gradient: (grad) => [reshape(grad, x.shape), undefined],
  });
}

/** Axes in another order; by default reversed. */
export function transpose(
  x: Tensor,
  permutation = x.shape.map((_, axis) => x.shape.length - 1 - axis),
): Tensor {
  if (normalizeAxes('Transpose', permutation, x.shape.length).length !== x.shape.length) {
    throw new GraphError(
      `Transpose: [${permutation.join(', ')}] does not name every axis of ${formatShape(x.shape)}.`,
    );
  }
  return applyOperator('Transpose', {
    inputs: [x],
    attributes: { perm: { ints: permutation } },
    shape: permutation.map((axis) => x.shape[axis]!),
    dtype: x.dtype,
    gradient: (grad) => [
      transpose(
        grad,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
    ],
  });
}

/** Repeats axes of size 1 until the shape is `shape`. */
export function expand(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcastShapes('Expand', x.shape, shape), shape)) {
    throw new GraphError(`Expand: ${formatShape(x.shape)} cannot be repeated to ${formatShape(shape)}.`);
  }
  return applyOperator('Expand', {
    inputs: [x, indices(staticShape('Expand', shape))],
    shape,
    gradient: (grad) => [sumTo(grad, x.shape), undefined],
  });
}
