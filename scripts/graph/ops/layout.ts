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
import { applyNode, applyOperator, constant, indices, type Tensor } from '../tensor.ts';
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

/**
 * The block that starts at `starts` and ends before `ends`, on every axis; a free size is taken whole.
 */
export function slice(x: Tensor, starts: readonly number[], ends: readonly number[]): Tensor {
  const shape = x.shape.map((size, axis) => {
    const [start, end] = [starts[axis], ends[axis]];
    if (typeof size === 'string') return size;
    if (start !== undefined && end !== undefined && start >= 0 && start < end && end <= size)
      return end - start;
    throw new GraphError(
      `Slice: ${formatShape(x.shape)} has no block from ${formatShape(starts)} to ${formatShape(ends)}.`,
    );
  });
  if (sameShape(shape, x.shape)) return x;
  const axes = x.shape.flatMap((size, axis) => (typeof size === 'number' ? [axis] : []));
  const of = (values: readonly number[]) => indices(axes.map((axis) => values[axis]!));
  return applyOperator('Slice', {
    inputs: [x, of(starts), of(ends), indices(axes)],
    shape,
    dtype: x.dtype,
    gradient: (grad) => {
      const sizes = staticShape('Slice', x.shape);
      return [
        pad(
          grad,
          starts,
          sizes.map((size, axis) => size - ends[axis]!),
        ),
        undefined,
        undefined,
        undefined,
      ];
    },
  });
}

/** Zeros before and after, on every axis. */
export function pad(x: Tensor, before: readonly number[], after: readonly number[]): Tensor {
  const sizes = staticShape('Pad', x.shape);
  if (before.length !== sizes.length || after.length !== sizes.length) {
    throw new GraphError(`Pad: ${formatShape(x.shape)} needs ${sizes.length} widths before and after.`);
  }
  const ends = sizes.map((size, axis) => size + before[axis]!);
  return applyOperator('Pad', {
    inputs: [x, indices([...before, ...after])],
    attributes: { mode: { string: 'constant' } },
    shape: ends.map((end, axis) => end + after[axis]!),
    gradient: (grad) => [slice(grad, before, ends), undefined],
  });
}

/** Tensors one after another along an axis. */
export function concat(tensors: readonly Tensor[], axis: number): Tensor {
  const [first] = tensors;
  if (!first) throw new GraphError('Concat: needs at least one tensor.');
  const [along] = normalizeAxes('Concat', [axis], first.shape.length);
  const lengths = tensors.map((tensor) => {
    const others = (shape: Shape) => shape.filter((_, index) => index !== along);
    if (tensor.shape.length !== first.shape.length || !sameShape(others(tensor.shape), others(first.shape))) {
      throw new GraphError(
        `Concat: ${formatShape(first.shape)} and ${formatShape(tensor.shape)} differ beside axis ${along}.`,
      );
    }
    return staticShape('Concat', [tensor.shape[along!]!])[0]!;
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return applyOperator('Concat', {
    inputs: tensors,
    attributes: { axis: { int: along! } },
    shape: first.shape.map((size, index) => (index === along ? total : size)),
    dtype: first.dtype,
    gradient: (grad) => {
      let start = 0;
      return lengths.map((length) => {
        const [from, to] = [start, (start += length)];
        const starts = grad.shape.map((_, index) => (index === along ? from : 0));
        const ends = staticShape('Concat', grad.shape).map((size, index) => (index === along ? to : size));
        return slice(grad, starts, ends);
      });
    },
  });
}

/** The opposite of `concat`: blocks of these sizes, one after another along an axis. */
export function split(x: Tensor, sizes: readonly number[], axis: number): readonly Tensor[] {
  const [along] = normalizeAxes('Split', [axis], x.shape.length);
  if (sizes.reduce((sum, size) => sum + size, 0) !== x.shape[along!]) {
    throw new GraphError(
      `Split: sizes ${formatShape(sizes)} do not add up to axis ${along} of ${formatShape(x.shape)}.`,
    );
  }
  const shapes = sizes.map((size) => x.shape.map((other, index) => (index === along ? size : other)));
  return applyNode('Split', {
    inputs: [x, indices(sizes)],
    attributes: { axis: { int: along! } },
    outputs: shapes.map((shape) => ({ shape, dtype: x.dtype })),
    gradient: (grads) => {
      const blocks = grads.map((grad, index) => grad ?? expand(constant(0), shapes[index]!));
      return [concat(blocks, along!), undefined];
    },
  });
}
