import { mul } from './elementwise.ts';
import { GraphError } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/**
 * Inverted dropout (Srivastava et al. 2014, section 10): what is kept is scaled up, so that in use nothing is done.
 *
 * @param keep fed: 1 where x is kept, 0 where it is dropped, of x's shape or one that is broadcast to it
 * @param rate share that is dropped
 */
export function dropout(x: Tensor, keep: Tensor, rate: number): Tensor {
  if (!(rate >= 0 && rate < 1)) throw new GraphError(`dropout: the rate ${rate} is not in [0, 1).`);
  return mul(x, mul(keep, 1 / (1 - rate)));
}
