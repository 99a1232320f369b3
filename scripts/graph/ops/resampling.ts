/** Images, [batch, channels, height, width], on finer or coarser grids. */
import { formatShape, GraphError, staticShape } from '../shape.ts';
import { applyOperator, constant, type Tensor } from '../tensor.ts';
import { mul } from './elementwise.ts';
import { averagePool } from './pooling.ts';

/**
 * Each pixel repeated into a square.
 *
 * @param x      [batch, channels, height, width]
 * @param factor side of the square, in pixels
 * @returns      [batch, channels, factor · height, factor · width]
 */
export function resizeNearest(x: Tensor, factor: number): Tensor {
  const [batch, channels, height, width] = imageShape('Resize', x, factor);
  return applyOperator('Resize', {
    inputs: [x, constant(new Float32Array(0), [0]), constant(Float32Array.of(1, 1, factor, factor), [4])],
    attributes: {
      mode: { string: 'nearest' },
      coordinate_transformation_mode: { string: 'asymmetric' },
      nearest_mode: { string: 'floor' },
    },
    shape: [batch, channels, factor * height, factor * width],
    gradient: (grad) => [mul(averagePool(grad, factor), factor ** 2), undefined, undefined],
  });
}

/**
 * Channels laid out as pixels (sub-pixel convolution: Shi et al. 2016): of factor² groups of channels, the
 * (factor · i + j)-th becomes the pixels at row i and column j of each square.
 *
 * @param x [batch, factor² · channels, height, width]
 * @returns [batch, channels, factor · height, factor · width]
 */
export function depthToSpace(x: Tensor, factor: number): Tensor {
  const [batch, depth, height, width] = imageShape('DepthToSpace', x, factor);
  if (depth % factor ** 2 !== 0) {
    throw new GraphError(
      `DepthToSpace: ${depth} channels do not make squares of ${factor} × ${factor} pixels.`,
    );
  }
  return applyOperator('DepthToSpace', {
    inputs: [x],
    attributes: { blocksize: { int: factor }, mode: { string: 'DCR' } },
    shape: [batch, depth / factor ** 2, factor * height, factor * width],
    gradient: (grad) => [spaceToDepth(grad, factor)],
  });
}

/**
 * The inverse of `depthToSpace`.
 *
 * @param x [batch, channels, factor · height, factor · width]
 * @returns [batch, factor² · channels, height, width]
 */
export function spaceToDepth(x: Tensor, factor: number): Tensor {
  const [batch, channels, height, width] = imageShape('SpaceToDepth', x, factor);
  if (height % factor !== 0 || width % factor !== 0) {
    throw new GraphError(
      `SpaceToDepth: ${formatShape(x.shape)} is no whole number of ${factor} × ${factor} squares.`,
    );
  }
  return applyOperator('SpaceToDepth', {
    inputs: [x],
    attributes: { blocksize: { int: factor } },
    shape: [batch, factor ** 2 * channels, height / factor, width / factor],
    gradient: (grad) => [depthToSpace(grad, factor)],
  });
}

function imageShape(op: string, { shape }: Tensor, factor: number) {
  const [batch, ...sizes] = shape;
  const [channels, height, width] = staticShape(op, sizes);
  if (shape.length !== 4)
    throw new GraphError(`${op}: needs a tensor of four axes, got ${formatShape(shape)}.`);
  if (!Number.isInteger(factor) || factor < 1) {
    throw new GraphError(`${op}: needs a whole factor of at least 1, got ${factor}.`);
  }
  return [batch!, channels!, height!, width!] as const;
}
