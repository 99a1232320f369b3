/**
 * Normalisations: values are shifted and scaled to mean 0 and variance 1 over some axes, then by a learned scale
 * and shift.
 */
import { formatShape, GraphError, staticShape } from '../shape.ts';
import { applyOperator, type Tensor } from '../tensor.ts';
import { add, div, mul, sqrt, square, sub } from './elementwise.ts';
import { reshape } from './layout.ts';
import { mean } from './reduction.ts';

/** Added to a variance, so that constant inputs do not divide by zero. */
const EPSILON = 1e-5;

export interface BatchNormalized {
  readonly y: Tensor;
  /** [channels], of the batch. */
  readonly mean: Tensor;
  /** [channels], of the batch: the mean squared deviation, which y was divided by. */
  readonly variance: Tensor;
}

/**
 * Batch normalisation as in training, by the batch's own statistics (Ioffe & Szegedy 2015, algorithm 1).
 *
 * @param x     [batch, channels, …]
 * @param scale [channels], γ
 * @param shift [channels], β
 */
export function batchNorm(x: Tensor, scale: Tensor, shift: Tensor): BatchNormalized {
  checkChannels('batchNorm', x, scale);
  const axes = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  const { standardized, average, variance } = standardize(x, axes);
  return {
    y: affine(standardized, perChannel(x, scale), perChannel(x, shift)),
    mean: reshape(average, scale.shape),
    variance: reshape(variance, scale.shape),
  };
}

/**
 * Batch normalisation as in use, by statistics that are given (Ioffe & Szegedy 2015, algorithm 2).
 *
 * @param x        [batch, channels, …]
 * @param scale    [channels], γ
 * @param shift    [channels], β
 * @param average  [channels]
 * @param variance [channels]
 * @returns        of x's shape
 */
export function batchNormBy(
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  average: Tensor,
  variance: Tensor,
): Tensor {
  checkChannels('batchNormBy', x, scale);
  const factor = div(scale, sqrt(add(variance, EPSILON))); // of weights only: computed once, when a session is made
  return affine(x, perChannel(x, factor), perChannel(x, sub(shift, mul(average, factor))));
}

/**
 * Layer normalisation over the trailing axes, those of `scale` (Ba et al. 2016).
 *
 * @param x     [..., features]
 * @param scale [features], or more trailing axes of x
 * @param shift of scale's shape
 * @returns     of x's shape
 */
export function layerNorm(x: Tensor, scale: Tensor, shift: Tensor): Tensor {
  const first = x.shape.length - scale.shape.length;
  if (first < 0 || scale.shape.some((size, axis) => size !== x.shape[first + axis])) {
    throw new GraphError(
      `layerNorm: a scale of shape ${formatShape(scale.shape)} does not end ${formatShape(x.shape)}.`,
    );
  }
  const axes = scale.shape.map((_, axis) => first + axis);
  return affine(standardize(x, axes).standardized, scale, shift);
}

/**
 * Group normalisation: each example by itself, over pixels and the channels of a group (Wu & He 2018). With one
 * group it is an image's layer normalisation.
 *
 * @param x     [batch, channels, height, width]
 * @param scale [channels]
 * @param shift [channels]
 * @returns     of x's shape
 */
export function groupNorm(x: Tensor, groups: number, scale: Tensor, shift: Tensor): Tensor {
  checkChannels('groupNorm', x, scale);
  const [batch, ...sizes] = x.shape;
  const count = staticShape('groupNorm', sizes).reduce((product, size) => product * size, 1);
  if ((x.shape[1] as number) % groups !== 0) {
    throw new GraphError(`groupNorm: ${x.shape[1]} channels do not make ${groups} groups alike.`);
  }
  const { standardized } = standardize(reshape(x, [batch!, groups, count / groups]), [2]);
  return affine(reshape(standardized, x.shape), perChannel(x, scale), perChannel(x, shift));
}

/**
 * (x − mean) / √(variance + ε) over the axes. The steps state their derivatives with the means counted in, which
 * saves the passes over x that differentiating them one by one would take: g − mean(g) for the difference, and
 * (g − y · mean(g · y)) / √(variance + ε) for the quotient y.
 */
function standardize(x: Tensor, axes: readonly number[]) {
  const over = (values: Tensor) => mean(values, [...axes], { keepDims: true });
  const average = over(x);
  const centered = applyOperator('Sub', {
    inputs: [x, average],
    shape: x.shape,
    gradient: (grad) => [sub(grad, over(grad)), undefined],
  });
  const variance = over(square(centered));
  const factor = div(1, sqrt(add(variance, EPSILON)));
  const standardized: Tensor = applyOperator('Mul', {
    inputs: [centered, factor],
    shape: x.shape,
    gradient: (grad) => [mul(sub(grad, mul(standardized, over(mul(grad, standardized)))), factor), undefined],
  });
  return { standardized, average, variance };
}

const affine = (x: Tensor, scale: Tensor, shift: Tensor) => add(mul(x, scale), shift);

/** [channels] laid along the second axis of x. */
const perChannel = (x: Tensor, values: Tensor) =>
  reshape(values, [values.shape[0]!, ...x.shape.slice(2).map(() => 1)]);

function checkChannels(op: string, x: Tensor, scale: Tensor): void {
  if (scale.shape.length === 1 && x.shape.length >= 2 && x.shape[1] === scale.shape[0]) return;
  throw new GraphError(
    `${op}: a scale of shape ${formatShape(scale.shape)} does not fit the channels of ${formatShape(x.shape)}.`,
  );
}
