/** Rows picked by their numbers, and numbers as rows. */
import { elementCount, formatShape, GraphError, type Shape } from '../shape.ts';
import { applyOperator, constant, type Tensor } from '../tensor.ts';
import { cast, equal, where } from './elementwise.ts';
import { reshape } from './layout.ts';
import { gemm } from './matrix.ts';

/**
 * Rows of a table: an embedding's vectors, a codebook's codes.
 *
 * Its gradient is a product with the one-hot rows. Scattering would be faster, but onnxruntime's `ScatterND` loses
 * sums where threads meet in a row (microsoft/onnxruntime 18048, 23396), and `ScatterElements` is no faster.
 *
 * @param table [rows, ...]
 * @param rows  numbers from 0, int64 or whole float32, of any shape
 * @returns     [...shape of rows, ...]
 */
export function gather(table: Tensor, rows: Tensor): Tensor {
  const [count, ...rest] = table.shape;
  if (typeof count !== 'number') {
    throw new GraphError(
      `Gather: needs a table with a known number of rows, got ${formatShape(table.shape)}.`,
    );
  }
  return applyOperator('Gather', {
    inputs: [table, cast(rows, 'int64')],
    attributes: { axis: { int: 0 } },
    shape: [...rows.shape, ...rest],
    dtype: table.dtype,
    gradient: (grad) => {
      const flat = (shape: Shape, width: number) => [elementCount(shape), width];
      const picked = reshape(oneHot(rows, count), flat(rows.shape, count));
      const flatGrad = reshape(grad, flat(rows.shape, elementCount(rest)));
      return [reshape(gemm(picked, flatGrad, undefined, { transposeA: true }), table.shape), undefined];
    },
  });
}

/**
 * @param labels  numbers from 0, int64 or whole float32, of any shape
 * @returns       [...shape of labels, classes] of 0 and 1; all 0 where a label is no class
 */
export function oneHot(labels: Tensor, classes: number): Tensor {
  const numbers = Array.from({ length: classes }, (_, index) => index);
  const range = constant(
    labels.dtype === 'int64' ? BigInt64Array.from(numbers, BigInt) : Float32Array.from(numbers),
    [classes],
  );
  return where(equal(reshape(labels, [...labels.shape, 1]), range), 1, 0);
}
