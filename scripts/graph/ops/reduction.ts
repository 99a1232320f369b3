/** Sums, means and extremes over axes. */
import { normalizeAxes, sameShape, staticShape, type Shape } from '../shape.ts';
import { applyOperator, indices, type Tensor } from '../tensor.ts';
import { div, equal, mul, where } from './elementwise.ts';
import { expand, reshape } from './layout.ts';

interface ReductionOptions {
  readonly keepDims?: boolean;
}

const allAxes = (x: Tensor) => x.shape.map((_, axis) => axis);

function reduce(
  op: string,
  x: Tensor,
  axes: readonly number[],
  keepDims: boolean,
  scale: () => number,
): Tensor {
  const reduced = normalizeAxes(op, axes, x.shape.length);
  if (reduced.length === 0) return x; // ONNX reads "no axes" as "all axes"
  const kept: Shape = x.shape.map((size, axis) => (reduced.includes(axis) ? 1 : size));
  return applyOperator(op, {
    inputs: [x, indices(reduced)],
    attributes: { keepdims: { int: keepDims ? 1 : 0 } },
    shape: keepDims ? kept : x.shape.filter((_, axis) => !reduced.includes(axis)),
    gradient: (grad) => {
      const scaled = scale() === 1 ? grad : mul(grad, scale());
      return [expand(reshape(scaled, staticShape(op, kept)), x.shape), undefined];
    },
  });
}

/** Sum over `axes`, by default all. */
export function sum(x: Tensor, axes = allAxes(x), { keepDims = false }: ReductionOptions = {}): Tensor {
  return reduce('ReduceSum', x, axes, keepDims, () => 1);
}

/** Mean over `axes`, by default all. */
export function mean(x: Tensor, axes = allAxes(x), { keepDims = false }: ReductionOptions = {}): Tensor {
  const count = () =>
    normalizeAxes('ReduceMean', axes, x.shape.length).reduce(
      (product, axis) => product * staticShape('ReduceMean', x.shape)[axis]!,
      1,
    );
  return reduce('ReduceMean', x, axes, keepDims, () => 1 / count());
}

/** Largest over `axes`, by default all; where several are largest, they share the gradient. */
export function max(x: Tensor, axes = allAxes(x), { keepDims = false }: ReductionOptions = {}): Tensor {
  return extreme('ReduceMax', x, axes, keepDims);
}

/** Smallest over `axes`, by default all; where several are smallest, they share the gradient. */
export function min(x: Tensor, axes = allAxes(x), { keepDims = false }: ReductionOptions = {}): Tensor {
  return extreme('ReduceMin', x, axes, keepDims);
}

function extreme(op: string, x: Tensor, axes: readonly number[], keepDims: boolean): Tensor {
  const reduced = normalizeAxes(op, axes, x.shape.length);
  if (reduced.length === 0) return x; // ONNX reads "no axes" as "all axes"
  const kept: Shape = x.shape.map((size, axis) => (reduced.includes(axis) ? 1 : size));
  const y: Tensor = applyOperator(op, {
    inputs: [x, indices(reduced)],
    attributes: { keepdims: { int: keepDims ? 1 : 0 } },
    shape: keepDims ? kept : x.shape.filter((_, axis) => !reduced.includes(axis)),
    gradient: (grad) => {
      const isExtreme = where(equal(x, reshape(y, kept)), 1, 0);
      const share = div(isExtreme, sum(isExtreme, [...reduced], { keepDims: true }));
      return [mul(share, reshape(grad, kept)), undefined];
    },
  });
  return y;
}

/** Where along an axis the largest is, as int64; the first of several. It has no derivative. */
export const argMax = (x: Tensor, axis: number, options: ReductionOptions = {}): Tensor =>
  argExtreme('ArgMax', x, axis, options);

/** Where along an axis the smallest is, as int64; the first of several. It has no derivative. */
export const argMin = (x: Tensor, axis: number, options: ReductionOptions = {}): Tensor =>
  argExtreme('ArgMin', x, axis, options);

function argExtreme(op: string, x: Tensor, axis: number, { keepDims = false }: ReductionOptions): Tensor {
  const [along] = normalizeAxes(op, [axis], x.shape.length);
  return applyOperator(op, {
    inputs: [x],
    attributes: { axis: { int: along! }, keepdims: { int: keepDims ? 1 : 0 } },
    shape: x.shape.flatMap((size, index) => (index !== along ? [size] : keepDims ? [1] : [])),
    dtype: 'int64',
  });
}

/** Undoes broadcasting: sums a gradient over the axes along which a tensor of `shape` was repeated. */
export function sumTo(grad: Tensor, shape: Shape): Tensor {
  if (sameShape(grad.shape, shape)) return grad;
  const added = grad.shape.length - shape.length;
  const axes = grad.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < added || (shape[axis - added] === 1 && grad.shape[axis] !== 1));
  const summed = sum(grad, axes);
  return sameShape(summed.shape, shape) ? summed : reshape(summed, staticShape('sumTo', shape));
}
