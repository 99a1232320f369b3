/** Pooling over the windows that tile an image, [batch, channels, height, width]; pixels left over are not read. */
import { formatShape, GraphError, staticShape, type Dimension } from '../shape.ts';
import { applyOperator, type Tensor } from '../tensor.ts';
import { div, greaterOrEqual, mul, where } from './elementwise.ts';
import { pad, reshape, slice } from './layout.ts';
import { sum } from './reduction.ts';
import { depthToSpace, resizeNearest, spaceToDepth } from './resampling.ts';

/**
 * Largest value of each window; among equals the gradient is shared alike, as on paper left white.
 *
 * @param x      [batch, channels, height, width]
 * @param window its height and width, and the stride
 * @returns      [batch, channels, ⌊height / window⌋, ⌊width / window⌋]
 */
export function maxPool(x: Tensor, window: number): Tensor {
  const y: Tensor = pool('MaxPool', x, window, (grad) => {
    const [batch, channels, height, width] = staticShape('MaxPool', grad.shape) as [
      number,
      number,
      number,
      number,
    ];
    const perWindow = (pixels: Tensor, count: number) =>
      reshape(pixels, [batch, count, channels * height * width]);
    const pixels = perWindow(spaceToDepth(tiled(x, window), window), window ** 2);
    const largest = where(greaterOrEqual(pixels, perWindow(y, 1)), 1, 0);
    const share = div(perWindow(grad, 1), sum(largest, [1], { keepDims: true }));
    const spread = reshape(mul(largest, share), [batch, window ** 2 * channels, height, width]);
    return untiled(depthToSpace(spread, window), x);
  });
  return y;
}

/**
 * Mean of each window. Of the whole image it is `mean(x, [2, 3])`.
 *
 * @param x      [batch, channels, height, width]
 * @param window its height and width, and the stride
 * @returns      [batch, channels, ⌊height / window⌋, ⌊width / window⌋]
 */
export function averagePool(x: Tensor, window: number): Tensor {
  return pool('AveragePool', x, window, (grad) =>
    untiled(resizeNearest(mul(grad, 1 / window ** 2), window), x),
  );
}

function pool(op: string, x: Tensor, window: number, gradient: (grad: Tensor) => Tensor): Tensor {
  const [batch, channels, ...size] = x.shape;
  if (size.length !== 2) {
    throw new GraphError(`${op}: needs a tensor of four axes, got ${formatShape(x.shape)}.`);
  }
  const pooled = staticShape(op, size).map((length) => Math.floor(length / window));
  if (pooled.includes(0)) {
    throw new GraphError(`${op}: a window of ${window} is larger than the image ${formatShape(x.shape)}.`);
  }
  return applyOperator(op, {
    inputs: [x],
    attributes: { kernel_shape: { ints: [window, window] }, strides: { ints: [window, window] } },
    shape: [batch!, channels!, ...pooled],
    gradient: (grad) => [gradient(grad)],
  });
}

/** The part of an image that its windows cover. */
function tiled(x: Tensor, window: number): Tensor {
  const covered = (length: Dimension) => window * Math.floor((length as number) / window);
  return slice(
    x,
    [0, 0, 0, 0],
    x.shape.map((length, axis) => (axis < 2 ? (length as number) : covered(length))),
  );
}

/** Zeros for the pixels that no window covers. */
function untiled(grad: Tensor, { shape }: Tensor): Tensor {
  const missing = staticShape('pool', shape).map((length, axis) => length - (grad.shape[axis] as number));
  return missing.some((length) => length > 0) ? pad(grad, [0, 0, 0, 0], missing) : grad;
}
