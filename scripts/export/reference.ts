import { drawStrokesExample } from '#src/draw/handwriting/digits.ts';
import type { Values } from '#scripts/engine.ts';
import { seededRandomStream } from '#scripts/random.ts';
import type { Recipe, RunGraph } from '#scripts/recipes/recipe.ts';
import type { Reference } from '#src/model-card.ts';
import { encodeTensor } from '#src/tensor-data.ts';

/** Any fixed number would do; all models share it, so that they answer about the same ten drawings. */
const SEED = 2019;

/** Ten digits drawn by the project, and what the model's graphs make of them. */
export async function makeReference(recipe: Recipe, run: RunGraph): Promise<Reference> {
  const random = seededRandomStream(SEED);
  const drawn = Array.from({ length: 10 }, (_, label) => drawStrokesExample(label, random, { calm: true }));
  const pixels = Float32Array.from(
    drawn.flatMap(({ image }) => [...image]),
    (grey) => grey / 255,
  );
  const inputs = await recipe.references({ data: pixels, shape: [10, 784] }, run);
  const graphs: Reference['graphs'] = {};
  for (const [graph, feeds] of Object.entries(inputs)) {
    graphs[graph] = { inputs: encodeAll(feeds), outputs: encodeAll(await run(graph, feeds)) };
  }
  return { seed: SEED, examples: drawn.map(({ label, strokes }) => ({ label, strokes })), graphs };
}

function encodeAll(values: Values) {
  return Object.fromEntries(
    Object.entries(values).map(([name, { data, shape }]) => {
      if (!(data instanceof Float32Array))
        throw new TypeError(`"${name}": references hold float32 tensors only.`);
      return [name, encodeTensor(data, shape)];
    }),
  );
}
