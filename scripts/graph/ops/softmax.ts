/** Distributions over classes, from logits. All of it is safe for logits of any size. */
import { formatShape, GraphError, normalizeAxes, sameShape } from '../shape.ts';
import { applyOperator, type Tensor } from '../tensor.ts';
import { add, exp, log, mul, neg, sub } from './elementwise.ts';
import { reshape } from './layout.ts';
import { max, sum } from './reduction.ts';
import { stopGradient } from './gradient-flow.ts';

/** eˣ / Σ eˣ along an axis. */
export function softmax(x: Tensor, axis = -1): Tensor {
  const [along] = normalizeAxes('Softmax', [axis], x.shape.length);
  const y: Tensor = applyOperator('Softmax', {
    inputs: [x],
    attributes: { axis: { int: along! } },
    shape: x.shape,
    gradient: (grad) => [mul(y, sub(grad, sum(mul(grad, y), [along!], { keepDims: true })))],
  });
  return y;
}

/** x − log Σ eˣ along an axis. */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  const [along] = normalizeAxes('LogSoftmax', [axis], x.shape.length);
  const y: Tensor = applyOperator('LogSoftmax', {
    inputs: [x],
    attributes: { axis: { int: along! } },
    shape: x.shape,
    gradient: (grad) => [sub(grad, mul(exp(y), sum(grad, [along!], { keepDims: true })))],
  });
  return y;
}

/** log Σ eˣ over axes. The largest is taken out before and added after, which changes no derivative. */
export function logSumExp(x: Tensor, axes: readonly number[], { keepDims = false } = {}): Tensor {
  const over = [...normalizeAxes('logSumExp', axes, x.shape.length)];
  const largest = stopGradient(max(x, over, { keepDims: true }));
  const y = add(log(sum(exp(sub(x, largest)), over, { keepDims: true })), largest);
  return keepDims
    ? y
    : reshape(
        y,
        x.shape.filter((_, axis) => !over.includes(axis)),
      );
}

/**
 * Cross-entropy −Σ t log softmax(l), in nats.
 *
 * @param logits  [..., classes]
 * @param targets of the same shape, one-hot or any distribution
 * @returns       [...]
 */
export function crossEntropy(logits: Tensor, targets: Tensor): Tensor {
  if (!sameShape(logits.shape, targets.shape)) {
    throw new GraphError(
      `crossEntropy: logits ${formatShape(logits.shape)} and targets ${formatShape(targets.shape)} differ.`,
    );
  }
  return neg(sum(mul(targets, logSoftmax(logits)), [-1]));
}
