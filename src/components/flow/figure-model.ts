/** What figures show of a model: one digit of its reference, and sizes from its card. Runs at build only. */
import { modelCard, modelReference } from '#src/models.ts';
import { decodeTensor } from '#src/tensor-data.ts';

type Side = 'inputs' | 'outputs';

/**
 * @param digit which of the reference's examples
 * @throws Error where the model has no reference
 */
export async function figureModel(id: string, digit: number) {
  const [card, reference] = [await modelCard(id), await modelReference(id)];
  if (!reference)
    throw new Error(`The figure needs reference.json of ${id}. Run \`npm run train -- ${id}\`.`);
  const example = reference.examples.findIndex(({ label }) => label === digit);
  return {
    card,
    /** How many examples there are: in a longer batch, those come first. */
    examples: reference.examples.length,
    /** The example's place among them. */
    example,
    /** What went into a graph or came out of it with the example or another row of the batch. */
    values: (graph: string, side: Side, tensor: string, row = example) => {
      const stored = reference.graphs[graph]![side][tensor]!;
      const all = decodeTensor(stored);
      const size = all.length / stored.shape[0]!;
      return all.slice(row * size, (row + 1) * size);
    },
    /** Of one example: `784`, `7×7×16`. */
    size: (graph: string, side: Side, tensor: string) =>
      card.graphs[graph]![side][tensor]!.shape.slice(1).join('×'),
  };
}
