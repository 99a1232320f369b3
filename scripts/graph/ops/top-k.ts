/** The largest elements. */
import { formatShape, GraphError } from '../shape.ts';
import { applyNode, indices, type Tensor } from '../tensor.ts';
import { greaterOrEqual, where } from './elementwise.ts';
import { slice } from './layout.ts';

/**
 * The k largest elements along the last axis as they are, and zeros; equals of the k-th are all kept. The gradient
 * flows through what is kept (Makhzani & Frey 2014, section 2.2).
 *
 * @param x [batch, features]
 */
export function keepLargest(x: Tensor, k: number): Tensor {
  const [batch, features] = x.shape;
  if (x.shape.length !== 2 || typeof features !== 'number' || k < 1 || k > features) {
    throw new GraphError(`TopK: there are no ${k} largest features in ${formatShape(x.shape)}.`);
  }
  const [largest] = applyNode('TopK', {
    inputs: [x, indices([k])],
    attributes: { axis: { int: -1 }, largest: { int: 1 }, sorted: { int: 1 } },
    outputs: [{ shape: [batch!, k] }, { shape: [batch!, k], dtype: 'int64' }],
  });
  const rows = typeof batch === 'number' ? batch : 0; // a free size is taken whole
  const kth = slice(largest!, [0, k - 1], [rows, k]);
  return where(greaterOrEqual(x, kth), x, 0);
}
