import { expect, test } from 'vitest';
import { referenceRow } from '#src/demos/reference-row.ts';
import type { Reference } from '#src/model-card.ts';
import { encodeTensor } from '#src/tensor-data.ts';

const reference: Reference = {
  seed: 1,
  examples: [],
  graphs: {
    decoder: { inputs: { z: encodeTensor(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]) }, outputs: {} },
  },
};

test('a row is the values of one example', () => {
  expect([...referenceRow(reference, { graph: 'decoder', side: 'inputs', tensor: 'z', row: 1 })]).toEqual([
    4, 5, 6,
  ]);
});

test('a tensor or a row that is not there is refused by name', () => {
  expect(() =>
    referenceRow(reference, { graph: 'decoder', side: 'outputs', tensor: 'x_mean', row: 0 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[Error: The reference has no "x_mean" among the outputs of "decoder". Export the model again.]`,
  );
  expect(() =>
    referenceRow(reference, { graph: 'decoder', side: 'inputs', tensor: 'z', row: 2 }),
  ).toThrowErrorMatchingInlineSnapshot(`[Error: "z" of "decoder" has 2 rows; row 2 was asked for.]`);
});
