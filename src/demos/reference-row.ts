import type { Reference } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';

/**
 * One row of a stored tensor [batch, size].
 *
 * @throws when the reference has no such tensor or row
 */
export function referenceRow(
  reference: Reference,
  { graph, side, tensor, row }: { graph: string; side: 'inputs' | 'outputs'; tensor: string; row: number },
): Float32Array {
  const stored = reference.graphs[graph]?.[side][tensor];
  if (!stored) {
    throw new Error(
      `The reference has no "${tensor}" among the ${side} of "${graph}". Export the model again.`,
    );
  }
  const size = stored.shape.at(-1)!;
  const values = decodeTensor(stored);
  if ((row + 1) * size > values.length) {
    throw new Error(`"${tensor}" of "${graph}" has ${values.length / size} rows; row ${row} was asked for.`);
  }
  return values.slice(row * size, (row + 1) * size);
}
