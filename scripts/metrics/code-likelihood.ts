/** Log-likelihood of grids of codes, in nats a grid. */
import type { Split } from '#scripts/datasets/dataset.ts';
import type { TensorValue } from '#scripts/engine.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';

const BATCH = 250;

/**
 * Exact log-likelihood under a model that gives the logits of every place in one pass.
 *
 * @param split    its `images` are codes
 * @param logitsOf [batch, places] → [batch, places, codes], each place from the places before it only
 * @returns        [count]
 */
export async function codeLikelihood(
  { images, count }: Split,
  logitsOf: (codes: TensorValue) => Promise<TensorValue>,
): Promise<Float64Array> {
  const places = images.length / count;
  const values = new Float64Array(count);
  for (let from = 0; from < count; from += BATCH) {
    const rows = Math.min(BATCH, count - from);
    const codes = Float32Array.from(images.subarray(from * places, (from + rows) * places));
    const { data, shape } = await logitsOf({ data: codes, shape: [rows, places] });
    if (!(data instanceof Float32Array)) throw new TypeError('codeLikelihood: needs float32 logits.');
    const kinds = shape.at(-1)!;
    for (const [at, code] of codes.entries()) {
      const logits = data.subarray(at * kinds, (at + 1) * kinds);
      values[from + Math.floor(at / places)]! += logits[code]! - logSumExp(logits);
    }
  }
  return values;
}

/**
 * The log-probability of each code at each place by how often it occurs there, with half a grid of each code added,
 * so that none is impossible.
 *
 * @param train its `images` are codes
 * @returns     [places, kinds]
 */
export function placeFrequencies({ images, count }: Split, kinds: number): Float32Array {
  const places = images.length / count;
  const counts = new Float64Array(places * kinds).fill(0.5);
  for (const [at, code] of images.entries()) counts[(at % places) * kinds + code]!++;
  return Float32Array.from(counts, (times) => Math.log(times / (count + 0.5 * kinds)));
}
